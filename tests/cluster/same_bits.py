"""One plan, however it is run: as one shard, as seven, as a Slurm array, under mpirun, by GNU parallel. Equal data, bit for bit.

Usage: same_bits.py ROOT KORUS     (what is not installed is skipped with a word)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from isolation import isolate
from slurm_cluster import SlurmCluster, reason_to_skip
from small_sweep import POINTS, SmallSweep, differences, lost_and_twice

ROOT = pathlib.Path(sys.argv[1]).resolve()
KORUS = os.path.abspath(sys.argv[2])
HPC = ROOT / "tools" / "hpc"
CANNOT_WRITE = 73
MPIRUN = ["--allow-run-as-root", "--oversubscribe"]


class SameBits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.home = pathlib.Path(temporary.name)
        cls.small = SmallSweep(KORUS, cls.home)
        done = cls.small.sweep(cls.home / "one", "--threads", "2")
        if done.code != 0:
            raise AssertionError(done.err)
        cls.merged = cls.small.joined(cls.home / "one", "merge")
        cls.indexed = cls.small.joined(cls.home / "one", "index")

    def script(self, name, *arguments):
        return subprocess.run([HPC / name, *map(str, arguments)], capture_output=True, text=True, errors="replace", cwd=self.home,
                              env=dict(os.environ, KORUS=KORUS, HOME=str(self.home)))

    def assert_same(self, folder):
        """Every part and both joined files; nothing is lost, nothing there twice, nothing left over."""
        for command, expected in (("merge", self.merged), ("index", self.indexed)):
            found = self.small.joined(folder, command)
            self.assertEqual(differences(found, expected), [], command)
            self.assertEqual(lost_and_twice(found), (0, 0))
        for part in sorted((self.home / "one").glob("points-*")):
            self.assertEqual((folder / part.name).read_bytes(), part.read_bytes(), part.name)
        names = {path.name for path in folder.iterdir() if not path.name.startswith("log-")}
        self.assertEqual(names, {path.name for path in (self.home / "one").iterdir() if not path.name.startswith("log-")})
        self.assertEqual(self.merged.read_bytes(), (folder / self.merged.name).read_bytes())

    def test_the_one_shard_holds_every_point_and_both_joined_files_the_same_data(self):
        self.assertEqual(lost_and_twice(self.merged), (0, 0))
        self.assertEqual(differences(self.merged, self.indexed), [])

    def test_seven_shards(self):
        folder = self.home / "seven"
        for pair in ((3, 7), (1, 5), (6, 2), (4,)):
            running = [subprocess.Popen(self.small.sweep_command(folder, "--shard", f"{shard}/7", "--threads", "1"),
                                        stdout=subprocess.DEVNULL) for shard in pair]
            self.assertEqual([process.wait() for process in running], [0] * len(pair))
        self.assert_same(folder)

    def test_a_slurm_array_of_eight(self):
        why = reason_to_skip()
        if why:
            self.skipTest(why)
        with SlurmCluster(self.home / "slurm") as cluster:
            done = cluster.client("sbatch", "--wait", "--array=1-8", HPC / "slurm_array.sh", self.small.plan, self.home / "array",
                                  cwd=self.home, env={"KORUS": KORUS}, timeout=90)
        said = "".join(path.read_text() for path in self.home.glob("korus-*.out"))
        self.assertEqual(done.returncode, 0, done.stderr + said)
        self.assertEqual(len(list((self.home / "array").glob("log-*-of-8.jsonl"))), 8)
        self.assert_same(self.home / "array")

    def test_four_ranks_under_mpirun(self):
        if shutil.which("mpirun") is None:
            self.skipTest("not installed: mpirun (package openmpi-bin)")
        done = self.script("mpi.sh", self.small.plan, self.home / "mpi", *MPIRUN, "-np", "4")
        if "built without MPI" in done.stderr:
            self.skipTest("this korus was built without MPI (package libopenmpi-dev)")
        self.assertEqual(done.returncode, 0, done.stderr)
        logs = sorted((self.home / "mpi").glob("log-mpi-*.jsonl"))
        self.assertEqual(len(logs), 4)
        self.assert_same(self.home / "mpi")

    def test_gnu_parallel(self):
        if shutil.which("parallel") is None:
            self.skipTest("not installed: parallel")
        done = self.script("parallel.sh", self.small.plan, self.home / "parallel", 5, "--jobs", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"{POINTS} of {POINTS} points done", done.stdout)
        self.assert_same(self.home / "parallel")

    def test_gnu_parallel_refuses_a_changed_plan_though_the_folder_is_whole(self):
        if shutil.which("parallel") is None:
            self.skipTest("not installed: parallel")
        folder = self.home / "whole"
        shutil.copytree(self.home / "one", folder)
        other = self.small.write_other_plan()
        # By the shard's code; and, where an option of the user's hides that, by parallel's.
        for options in ((), ("--joblog", self.home / "joblog")):
            with self.subTest(options=options):
                before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*.h5")}
                done = self.script("parallel.sh", other, folder, 2, *options)
                self.assertEqual(done.returncode, CANNOT_WRITE, done.stdout + done.stderr)
                self.assertIn("the points of another plan", done.stderr)
                self.assertIn("may be of another plan", done.stderr.splitlines()[-1])
                self.assertIn(f"{POINTS} of {POINTS} points done", done.stdout)
                self.assertEqual(before, {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.glob("*.h5")})
                self.assertEqual({path.name for path in folder.iterdir()} - before.keys(),
                                 {"log-1-of-1.jsonl", "log-1-of-2.jsonl", "log-2-of-2.jsonl"})

    def test_xarray_reads_the_same_numbers_by_both_engines_from_both_files(self):
        import xarray

        for group in ("kpi", "summary", "series", "design"):
            with self.subTest(group=group):
                first = None
                for path in (self.merged, self.indexed):
                    for engine in ("h5netcdf", "netcdf4"):
                        with xarray.open_dataset(path, group=group, engine=engine) as data:
                            data.load()
                        self.assertEqual(data.sizes["point"], POINTS)
                        first = data if first is None else first
                        xarray.testing.assert_equal(first, data)
        with xarray.open_dataset(self.merged, group="summary") as summary:
            self.assertEqual(float(summary.value.sel(statistic="n").min()), 4)
            self.assertGreater(float(summary.order_up_to.max()) - float(summary.order_up_to.min()), 25)


if __name__ == "__main__":
    isolate()
    unittest.main(argv=sys.argv[:1])
