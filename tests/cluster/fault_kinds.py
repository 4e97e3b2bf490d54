"""What can go wrong with a sweep, done on purpose. Each kind is a function of a `FaultSite`, which it leaves a folder to recover.

A kind returns what it did, in a few words, raises `Missed` where it came to nothing (the process had ended before it was killed ...),
and `Skipped` where this machine can not have it. It tells the site of every command that it expects to refuse: the codes that are
right, and a word of the reason.
"""
import contextlib
import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import time

import slurm_cluster
import small_disk
from small_sweep import Done, lost_and_twice

MPIRUN = ["mpirun", "--allow-run-as-root", "--oversubscribe"]
GOES_ON, REFUSED, CANNOT_WRITE = 75, 65, 73
TAKEN = "another process works at this shard"


class Skipped(Exception):
    """Why this machine can not have the fault."""


class Missed(Exception):
    """Why the fault did not happen; with other timing it may."""


class FaultSite:
    """A folder for one fault, and what was seen there."""

    def __init__(self, small, folder, complete, draws, cluster):
        self.small = small
        self.folder = folder
        self.complete = complete  # the folder of the whole sweep
        self.draws = draws
        self.cluster = cluster  # or None
        self.refusals = 0
        self.unreasoned = []

    def start(self, *arguments):
        return subprocess.Popen(self.small.sweep_command(self.folder, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True, errors="replace")

    def start_mpi(self, ranks):
        return subprocess.Popen([*MPIRUN, "-np", str(ranks), *self.small.sweep_command(self.folder, "--mpi", "--threads", "1")],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")

    def expect(self, done, codes, word=""):
        """A refusal has a code that tells what to do and a reason in words."""
        self.refusals += done.code != 0
        if done.code not in codes or (done.code != 0 and word not in done.err + done.out):
            self.unreasoned.append(f"code {done.code} (right: {codes}, \"{word}\"): {done.err[-300:]}")

    def end(self, process, codes=(0,), word=""):
        out, err = process.communicate(timeout=120)
        skip_without_mpi(err)
        self.expect(Done(subprocess.CompletedProcess([], process.returncode, out, err)), codes, word)

    def log(self, writer):
        return self.folder / f"log-{writer}.jsonl"

    def copy_complete(self):
        shutil.copytree(self.complete, self.folder)

    def parts(self):
        return sorted(self.folder.glob("points-*.h5"))

    def wait_for(self, there, seconds=20):
        end = time.monotonic() + seconds
        while not there() and time.monotonic() < end:
            time.sleep(0.0005)
        return there()

    def pause(self, low=0.05, high=0.9):
        moment = self.draws.uniform(low, high)
        time.sleep(moment)
        return f"after {moment:.2f} s"


def skip_without_mpi(err):
    if "built without MPI" in err:
        raise Skipped("this korus was built without MPI")


@contextlib.contextmanager
def held(log):
    """The log of a shard, as a process that works at it holds it."""
    log.parent.mkdir(exist_ok=True)
    with open(log, "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_held(log):
    try:
        with open(log) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def pids_of(log):
    try:
        return {json.loads(line)["pid"] for line in log.read_text().splitlines()}
    except (FileNotFoundError, ValueError):
        return set()


def is_alive(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def worker_killed(site):
    workers = [site.start("--shard", f"{i}/3", "--threads", "1") for i in (1, 2, 3)]
    moment = site.pause()
    victims = site.draws.sample(workers, site.draws.choice([1, 1, 2, 3]))
    for victim in victims:
        victim.kill()
    for worker in workers:
        site.end(worker, (0, -signal.SIGKILL) if worker in victims else (0,))
    killed = sum(worker.returncode == -signal.SIGKILL for worker in workers)
    if killed == 0:
        raise Missed(f"all had ended {moment}")
    return f"kill -9 of {killed} of 3 shards {moment}"


def killed_while_writing(site):
    worker = site.start("--threads", "2")
    site.wait_for(lambda: worker.poll() is not None or any(site.folder.glob("points-*.part")))
    worker.kill()
    worker.communicate()
    left = [path.name for path in site.folder.glob("points-*.part")]
    if worker.returncode != -signal.SIGKILL or not left:
        raise Missed("the part was whole by then")
    return f"kill -9 in the midst of writing, left {left[0]}"


def mpi_killed(site, who):
    if shutil.which("mpirun") is None:
        raise Skipped("no mpirun (package openmpi-bin)")
    job = site.start_mpi(3)
    logs = [site.log(f"mpi-{rank}") for rank in range(3)]
    site.wait_for(lambda: job.poll() is not None or all(pids_of(log) for log in logs))
    ranks = [pid for log in logs for pid in pids_of(log)]
    moment = site.pause(0, 0.3)
    victim = {"launcher": job.pid, "root": ranks[0], "rank": ranks[-1]}[who] if ranks else None
    struck = job.poll() is None and victim is not None and is_alive(victim)
    if struck:
        os.kill(victim, signal.SIGKILL)
    begin = time.monotonic()
    skip_without_mpi(job.communicate()[1])
    gone = site.wait_for(lambda: not any(is_alive(pid) for pid in ranks))
    if not gone:
        site.unreasoned.append("ranks live on for 20 s after their job was killed")
    if not struck or job.returncode == 0:
        raise Missed(f"the {who} had ended {moment}")
    return f"kill -9 of the MPI {who} {moment}; its ranks gone after {time.monotonic() - begin:.1f} s"


def mpi_launcher_killed(site):
    return mpi_killed(site, "launcher")


def mpi_root_killed(site):
    return mpi_killed(site, "root")


def mpi_rank_killed(site):
    return mpi_killed(site, "rank")


def mpi_beside_mpi(site):
    if shutil.which("mpirun") is None:
        raise Skipped("no mpirun (package openmpi-bin)")
    rank = site.draws.randrange(3)
    with held(site.log(f"mpi-{rank}")):
        job = site.start_mpi(3)
        try:
            site.end(job, (GOES_ON,), TAKEN)
        except subprocess.TimeoutExpired:
            job.kill()
            site.unreasoned.append("ranks wait for ever for one that was refused")
    first = site.start_mpi(1)
    seen = site.wait_for(lambda: first.poll() is not None or is_held(site.log("mpi-0"))) and first.poll() is None
    site.end(first)
    if not seen:
        raise Missed("the first does not hold its log, or had ended")
    return f"MPI rank {rank} of another job at work"


def submit(site, tasks):
    if site.cluster is None:
        raise Skipped(slurm_cluster.reason_to_skip() or "without Slurm, as asked for")
    done = site.cluster.client("sbatch", "--parsable", f"--array=1-{tasks}", site.small.hpc / "slurm_array.sh", site.small.plan,
                               site.folder, cwd=site.small.home, env={"KORUS": site.small.korus}, check=True)
    job = done.stdout.strip()
    site.wait_for(lambda: "R" in site.cluster.client("squeue", "-h", "-j", job, "-o", "%t").stdout)
    return job


def is_queued(site, job):
    return site.cluster.client("squeue", "-h", "-j", job).stdout.strip() != ""


def wait_for_job(site, job, seconds=200):
    end = time.monotonic() + seconds
    while is_queued(site, job):
        if time.monotonic() > end:
            queue = site.cluster.client("squeue", "-h", "-j", job, "-o", "%i %t %r").stdout
            site.cluster.client("scancel", job)
            site.unreasoned.append(f"array not over after {seconds} s: {queue}")
            return
        time.sleep(0.2)


def slurmd_killed(site):
    job = submit(site, 8)
    moment = site.pause(0, 1)
    node = site.draws.choice(slurm_cluster.NODES)
    struck = is_queued(site, job)
    site.cluster.kill_node(node)
    down = site.pause(0.1, 2)
    site.cluster.start_node(node)
    wait_for_job(site, job)
    if not struck:
        raise Missed(f"the array was over {moment}")
    return f"kill -9 of slurmd {node} {moment}, back {down}"


def node_lost(site):
    job = submit(site, 8)
    moment = site.pause(0, 0.3)
    node = site.draws.choice(slurm_cluster.NODES)
    lost = site.cluster.lose_node(node)
    site.pause(0.2, 1)
    site.cluster.start_node(node)
    wait_for_job(site, job)
    if lost == 0:
        raise Missed(f"no process of the array on {node} {moment}")
    return f"kill -9 of slurmd {node} and all {lost} processes of its jobs {moment}"


def time_limit(site):
    job = submit(site, 4)
    moment = site.pause(0, 0.2)
    site.cluster.client("scancel", "--batch", "--signal=TERM", job)
    wait_for_job(site, job)
    if not any("the same command goes on" in path.read_text(errors="replace") for path in site.small.home.glob(f"korus-{job}_*.out")):
        raise Missed(f"no task had more to do {moment}")
    return f"TERM to every task of an array, as near the time limit, {moment}"


def full_disk(site):
    with_disk(site)
    free = site.draws.randrange(8_000, 2_000_000)
    site.disk.fill(free)
    site.end(site.start("--threads", "2"), (CANNOT_WRITE,), "No space left on device")
    site.disk.empty()
    return f"disk full ({site.disk.kind}) with {free // 1000} KB for the parts"


def full_disk_for_merge(site):
    with_disk(site)
    site.copy_complete()
    size = site.small.joined(site.folder).stat().st_size
    (site.folder / "merged.h5").unlink()
    free = site.draws.choice([site.draws.randrange(10_000, size), size - site.draws.randrange(1_000, 60_000)])
    site.disk.fill(free)
    merge = site.small.run("merge", site.folder, "-o", site.folder / "merged.h5")
    site.expect(merge, (0, CANNOT_WRITE), "No space left on device")  # where the room is short by little it may do
    if merge.code != 0 and (site.folder / "merged.h5").exists():
        site.unreasoned.append("a merge that failed has left a file")
    site.disk.empty()
    if merge.code == 0:
        if lost_and_twice(site.folder / "merged.h5") != (0, 0):
            site.unreasoned.append("a merge that ends well on a full disk has lost points")
        raise Missed("there was room enough")
    return f"disk full ({site.disk.kind}) with {free // 1000} of {size // 1000} KB for the merge"


def read_only_folder(site):
    with_disk(site)
    if site.draws.random() < 0.5:
        site.end(site.start("--points", "20"), (GOES_ON,), "points left")
    else:
        site.folder.mkdir()
    site.disk.set_mode("ro")
    site.end(site.start(), (CANNOT_WRITE,), "Read-only file system")
    site.expect(site.small.run("merge", site.folder), (REFUSED,), "")
    site.disk.set_mode("rw")
    return "a read-only folder"


def with_disk(site):
    if site.disk is None:
        raise Skipped(small_disk.reason_to_skip())
    site.folder = site.disk.folder / "sweep"


def file_size_limit(site):
    limit = site.draws.randrange(1_000, 100_000)
    worker = subprocess.run(site.small.sweep_command(site.folder), capture_output=True, text=True,
                            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    site.expect(Done(worker), (CANNOT_WRITE,), "File too large")
    return f"no file beyond {limit} bytes (ulimit)"


def part_truncated(site):
    site.copy_complete()
    part = site.draws.choice(site.parts())
    length = site.draws.choice([0, site.draws.randrange(1, 512), site.draws.randrange(512, part.stat().st_size)])
    os.truncate(part, length)
    site.expect(site.small.run("merge", site.folder), (REFUSED,), part.name)
    return f"a part cut to {length} bytes"


def flip(site, path):
    data = bytearray(path.read_bytes())
    place = site.draws.randrange(len(data))
    data[place] ^= 1 << site.draws.randrange(8)
    path.write_bytes(data)
    return place


def part_flipped(site):
    site.copy_complete()
    part = site.draws.choice(site.parts())
    place = flip(site, part)
    site.expect(site.small.run("merge", site.folder), (REFUSED,), part.name)
    site.expect(site.small.run("status", site.folder), (GOES_ON,), "damaged")
    return f"a bit flipped at byte {place} of a part"


def part_deleted(site):
    site.copy_complete()
    for part in site.draws.sample(site.parts(), 3):
        part.unlink()
    site.expect(site.small.run("merge", site.folder), (REFUSED,), "missing")
    site.expect(site.small.run("status", site.folder), (GOES_ON,), "missing")
    return "three parts deleted"


def part_misplaced(site):
    site.copy_complete()
    one, other = site.draws.sample(site.parts()[:-1], 2)
    shutil.copy(one, other)
    site.expect(site.small.run("merge", site.folder), (REFUSED,), "it holds points")
    return f"{one.name} under the name of another"


def part_of_another_plan(site):
    site.copy_complete()
    foreign = site.folder.parent / "foreign"
    site.expect(site.small.sweep(foreign, plan=site.small.write_other_plan()), (0,))
    part = site.draws.choice(sorted(foreign.glob("points-*.h5")))
    shutil.copy(part, site.folder / part.name)
    site.expect(site.small.run("merge", site.folder), (REFUSED,), "of plan")
    return f"{part.name} of another plan"


def plan_file_damaged(site):
    site.copy_complete()
    site.draws.choice(site.parts()).unlink()
    plan = site.folder / "plan.h5"
    if site.draws.random() < 0.5:
        what = f"cut to {site.draws.randrange(plan.stat().st_size)} bytes"
        os.truncate(plan, int(what.split()[2]))
    else:
        what = f"flipped at byte {flip(site, plan)}"
    for command in ("merge", "status"):
        site.expect(site.small.run(command, site.folder), (REFUSED,), "plan.h5")
    return f"plan.h5 {what}"


def plan_changed(site):
    site.end(site.start("--points", "20"), (GOES_ON,), "points left")
    before = {path.name: path.read_bytes() for path in site.folder.glob("*.h5")}
    site.expect(site.small.sweep(site.folder, plan=site.small.write_other_plan()), (CANNOT_WRITE,), "another plan")
    if before != {path.name: path.read_bytes() for path in site.folder.glob("*.h5")}:
        site.unreasoned.append("a plan that was refused has changed files")
    return "the plan changed between two runs"


def one_shard_twice(site):
    shard = ("--shard", "1/2", "--threads", "1")
    with held(site.log("1-of-2")):
        site.end(site.start(*shard), (GOES_ON,), TAKEN)
    if site.parts():
        site.unreasoned.append("a process that was refused has written")
    first = site.start(*shard)
    site.wait_for(lambda: first.poll() is not None or is_held(site.log("1-of-2")))
    first.send_signal(signal.SIGSTOP)  # so that it does not end meanwhile
    if first.poll() is None:
        os.waitid(os.P_PID, first.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    holds = is_held(site.log("1-of-2"))
    if holds:
        site.end(site.start(*shard), (GOES_ON,), TAKEN)
    first.send_signal(signal.SIGCONT)
    site.end(first)
    if not holds:
        raise Missed("the first does not hold its log, or had ended")
    return "two processes on one shard"


def two_splits_at_once(site):
    workers = [site.start("--shard", shard, "--threads", "1") for shard in ("1/2", "2/7", "3/3")]
    together = all(worker.poll() is None for worker in workers)
    for worker in workers:
        site.end(worker)
    if not together:
        raise Missed("one had ended before the last began")
    return "shards 1/2, 2/7 and 3/3 at once"


def told_to_end(site):
    worker = site.start("--threads", "1")
    which = site.draws.choice([signal.SIGTERM, signal.SIGINT, signal.SIGUSR1])
    site.wait_for(lambda: any(site.folder.glob("points-*.h5")))
    worker.send_signal(which)
    site.end(worker, (0, GOES_ON), "the same command goes on")
    if worker.returncode == 0:
        raise Missed("it had no more to do")
    return f"{which.name}"


def merged_while_running(site):
    worker = site.start("--threads", "1")
    site.wait_for(lambda: any(site.folder.glob("points-*.h5")))
    merges = early = 0
    while worker.poll() is None:
        merge = site.small.run("merge", site.folder)
        site.expect(merge, (0, REFUSED), "points are not there")
        site.expect(site.small.run("status", site.folder), (0, GOES_ON), "points done")
        merges += 1
        early += merge.code != 0
    site.end(worker)
    (site.folder / "sweep.h5").unlink(missing_ok=True)
    if early == 0:
        raise Missed("no merge before the last part")
    return f"{merges} merges while a sweep ran"


def merge_killed(site):
    site.copy_complete()
    merge = subprocess.Popen(site.small.command("merge", site.folder, "-o", site.folder / "merged.h5"), stdout=subprocess.DEVNULL)
    site.wait_for(lambda: merge.poll() is not None or any(site.folder.glob("merged.h5*.part")))
    site.pause(0, 0.02)
    merge.kill()
    if merge.wait() != -signal.SIGKILL:
        raise Missed("the merge had ended")
    return f"kill -9 of a merge, left {[path.name for path in site.folder.glob('*.part')]}"


def merged_twice_at_once(site):
    site.copy_complete()
    merges = [subprocess.Popen(site.small.command("merge", site.folder, "-o", site.folder / "merged.h5"), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True) for _ in range(3)]
    together = all(merge.poll() is None for merge in merges)
    for merge in merges:
        site.end(merge)
    if not together:
        raise Missed("one had ended before the last began")
    return "three merges into one file at once"


def leftovers(site):
    site.end(site.start("--points", "12"), (GOES_ON,), "points left")
    for writer in ("1-of-1", "3-of-8", "mpi-2"):
        (site.folder / f"log-{writer}.jsonl").touch()
        (site.folder / f"points-0000060-0000062.h5.{writer}.node7-4242.part").write_bytes(b"half")
    return "files that three killed writers had begun"


KINDS = [worker_killed, killed_while_writing, mpi_launcher_killed, mpi_root_killed, mpi_rank_killed, mpi_beside_mpi, slurmd_killed,
         node_lost, time_limit, full_disk, full_disk_for_merge, read_only_folder, file_size_limit, part_truncated, part_flipped,
         part_deleted, part_misplaced, part_of_another_plan, plan_file_damaged, plan_changed, one_shard_twice, two_splits_at_once,
         told_to_end, merged_while_running, merge_killed, merged_twice_at_once, leftovers]
