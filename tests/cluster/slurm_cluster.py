"""A Slurm cluster of two emulated nodes on this machine: own munge, own ports, own folder; daemons in the foreground."""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scontrol", "squeue")
NODES = ("n1", "n2")

CONFIGURATION = """ClusterName=korus-test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmdTimeout=5
KillWait=5
MinJobAge=2
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=2
NodeName=n2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=2
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def reason_to_skip():
    """Why no cluster can be started here; "" where it can."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [program for program in PROGRAMS if shutil.which(program, path=path) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (packages slurmctld slurmd slurm-client munge)"
    return "" if os.geteuid() == 0 else "slurmctld and slurmd are started as root only"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def pids():
    return [int(path.name) for path in pathlib.Path("/proc").glob("[0-9]*")]


def of_process(pid, name):
    try:
        return pathlib.Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:  # it has ended
        return b""


def parent_of(pid):
    fields = of_process(pid, "stat").rsplit(b")", 1)[-1].split()
    return int(fields[1]) if len(fields) > 1 else 0


class SlurmCluster:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.daemons = {}
        self.conf = self.folder / "slurm.conf"
        self.env = dict(os.environ, SLURM_CONF=str(self.conf), PATH=os.environ["PATH"] + ":/usr/sbin:/sbin")

    def __enter__(self):
        self.folder.mkdir(mode=0o755)
        for name in ("state", *(f"spool-{node}" for node in NODES)):
            (self.folder / name).mkdir()
        self.conf.write_text(CONFIGURATION.format(host=socket.gethostname(), ports=free_ports(3), folder=self.folder))
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o600)
        try:
            self.start("munged", "munged", "--foreground", "--force", f"--key-file={key}", f"--socket={self.folder}/munge.socket",
                       f"--pid-file={self.folder}/munged.pid", f"--log-file={self.folder}/munged.log",
                       f"--seed-file={self.folder}/munged.seed")
            self.wait_until(lambda: (self.folder / "munge.socket").exists(), "munged")
            self.start("slurmctld", "slurmctld", "-D", "-i", "-f", self.conf)
            for node in NODES:
                self.start_node(node)
            self.wait_until(self.is_ready, "nodes")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self, name, *command):
        log = open(self.folder / f"{name}.out", "ab")
        self.daemons[name] = subprocess.Popen([str(word) for word in command], env=self.env, stdin=subprocess.DEVNULL,
                                              stdout=log, stderr=log, cwd=self.folder)
        log.close()

    def start_node(self, node):
        self.start(node, "slurmd", "-D", "-N", node, "-f", self.conf)

    def kill_node(self, node):
        """The slurmd, not the jobs it has started."""
        self.daemons[node].kill()
        self.daemons[node].wait()

    def lose_node(self, node):
        """The slurmd and all that runs of its jobs; how many processes that were."""
        self.kill_node(node)
        mine = [pid for pid in pids() if f"SLURMD_NODENAME={node}".encode() in of_process(pid, "environ").split(b"\0")]
        steps = {parent for parent in map(parent_of, mine) if of_process(parent, "cmdline").startswith(b"slurmstepd")}
        victims = steps | set(mine)
        for pid in victims:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return len(victims)

    def is_ready(self):
        answer = self.client("sinfo", "-h", "-o", "%T %D")
        return answer.stdout.split() == ["idle", str(len(NODES))]

    def client(self, *command, **options):
        return subprocess.run([str(word) for word in command], env={**self.env, **options.pop("env", {})}, capture_output=True,
                              text=True, errors="replace", **options)

    def wait_until(self, there, what, seconds=30):
        end = time.monotonic() + seconds
        while not there():
            if time.monotonic() > end:
                logs = "".join(f"\n== {path.name}\n{path.read_text(errors='replace')[-2000:]}"
                               for path in self.folder.glob("*.log"))
                raise RuntimeError(f"no {what} after {seconds} s: {self.client('sinfo').stdout}{logs}")
            time.sleep(0.1)

    def stop(self):
        if "slurmctld" in self.daemons:
            self.client("scancel", "--user=root", "--signal=KILL", "--full")
        for daemon in self.daemons.values():
            daemon.kill()
            daemon.wait()
