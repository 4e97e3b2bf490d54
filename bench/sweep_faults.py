#!/usr/bin/python3
"""Does to sweeps what clusters do to them, on purpose, and counts what is lost.

Usage: sweep_faults.py KORUS [--count 54] [--seed 1] [--kinds NAME,...] [--without-slurm]
After each fault the sweep is run again (by one process, by three shards, or under mpirun), merged, and compared bit for bit with one
that was left alone. A fault that came to nothing (the process had ended before it was killed) is counted apart and tried again at
another moment. Prints a line a fault and at the end: faults, tries that missed, points lost, points there twice, unfinished files left
behind, refusals without a right code and reason. Exit code 1 unless all of the last four are 0 and every kind has happened. As root it
runs in namespaces of its own, so that what it starts and mounts ends with it; what a machine can not have is skipped with a word.
"""
import argparse
import collections
import contextlib
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "cluster"))

import fault_kinds  # noqa: E402
import slurm_cluster  # noqa: E402
import small_disk  # noqa: E402
from isolation import isolate  # noqa: E402
from small_sweep import POINTS, SmallSweep, differences, lost_and_twice  # noqa: E402

TRIES = 8  # of a fault that misses


def recover(site):
    """Runs the sweep again; how it was run."""
    ways = ["one process", "three shards"] + ["mpirun"] * (shutil.which("mpirun") is not None)
    way = site.draws.choice(ways)
    if way == "mpirun":
        job = site.start_mpi(2)
        if "built without MPI" not in job.communicate(timeout=120)[1]:
            if job.returncode != 0:
                site.unreasoned.append(f"the rerun under mpirun ends with {job.returncode}")
            return way
        way = "one process"
    for shard in ("1/1",) if way == "one process" else ("1/3", "2/3", "3/3"):
        site.end(site.start("--shard", shard))
    return way


def judge(site, reference):
    """Points lost, points twice, unfinished files left."""
    status = site.small.status(site.folder)
    try:
        merged = site.small.joined(site.folder)
    except AssertionError as refusal:
        site.unreasoned.append(str(refusal))
        return POINTS - status["done"], 0, 0
    lost, twice = lost_and_twice(merged)
    differing = differences(merged, reference)
    if differing:
        site.unreasoned.append(f"not the bits of the sweep that was left alone: {differing[:5]}")
        lost = POINTS
    return max(lost, POINTS - status["done"]), twice, len(list(site.folder.glob("*.part")))


def chosen_kinds(options, draws):
    """As many as asked for: all in turn, each round in another order."""
    kinds = [kind for kind in fault_kinds.KINDS if not options.kinds or kind.__name__ in options.kinds.split(",")]
    if options.without_slurm:
        kinds = [kind for kind in kinds if kind not in (fault_kinds.slurmd_killed, fault_kinds.node_lost, fault_kinds.time_limit)]
    chosen = []
    while len(chosen) < options.count:
        chosen += draws.sample(kinds, len(kinds))
    return chosen[:options.count]


@contextlib.contextmanager
def cluster_for(kinds, home):
    wanted = {fault_kinds.slurmd_killed, fault_kinds.node_lost, fault_kinds.time_limit} & set(kinds)
    if not wanted or slurm_cluster.reason_to_skip():
        yield None
        return
    with slurm_cluster.SlurmCluster(home / "slurm") as cluster:
        yield cluster


def strike(number, kind, small, cluster, reference, draws, home, totals):
    """One try of a fault in a folder of its own; whether it happened, None where it can not."""
    place = home / f"fault-{number}"
    place.mkdir()
    site = fault_kinds.FaultSite(small, place / "sweep", home / "alone", draws, cluster)
    begin = time.monotonic()
    struck = False
    with contextlib.ExitStack() as stack:
        disk = small_disk.SmallDisk(place) if not small_disk.reason_to_skip() else None
        site.disk = stack.enter_context(disk) if disk else None
        told = f"{number:3} {kind.__name__:22}"
        try:
            what = kind(site)
            struck = True
            way = recover(site)
            lost, twice, left = judge(site, reference)
            totals.update(faults=1, lost=lost, twice=twice, left=left)
            print(f"{told} {time.monotonic() - begin:5.1f} s  lost {lost} twice {twice} left {left}  {what}; again by {way}", flush=True)
        except fault_kinds.Missed as missed:
            totals.update(missed=1)
            print(f"{told} missed: {missed}", flush=True)
        except fault_kinds.Skipped as skipped:
            struck = None
            print(f"{told} skipped: {skipped}", flush=True)
    shutil.rmtree(place)
    totals.update(refusals=site.refusals, unreasoned=len(site.unreasoned))
    for each in site.unreasoned:
        print(f"    WRONG: {each}", flush=True)
    return struck


def inject(number, kind, *bench):
    """A fault, tried until it happens; whether it did, None where it can not."""
    for _ in range(TRIES):
        struck = strike(number, kind, *bench)
        if struck is not False:
            return struck
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("korus")
    parser.add_argument("--count", type=int, default=2 * len(fault_kinds.KINDS), help="faults")
    parser.add_argument("--seed", type=int, default=1, help="of kinds, moments and places")
    parser.add_argument("--kinds", help="only these, separated by commas")
    parser.add_argument("--without-slurm", action="store_true")
    options = parser.parse_args()
    isolate()
    draws = random.Random(options.seed)
    kinds = chosen_kinds(options, draws)
    totals = collections.Counter()
    with tempfile.TemporaryDirectory() as name, cluster_for(kinds, pathlib.Path(name)) as cluster:
        home = pathlib.Path(name)
        small = SmallSweep(options.korus, home)
        small.hpc = ROOT / "tools" / "hpc"
        subprocess.run(small.sweep_command(home / "alone"), check=True, stdout=subprocess.DEVNULL)
        reference = small.joined(home / "alone", output=home / "reference.h5")
        outcomes = collections.defaultdict(set)
        for number, kind in enumerate(kinds, 1):
            outcomes[kind.__name__].add(inject(number, kind, small, cluster, reference, draws, home, totals))
    never = sorted(name for name, struck in outcomes.items() if struck == {False})
    for name in never:
        print(f"NEVER HAPPENED: {name}, at {TRIES} tries each time")
    print(f"{totals['faults']} faults, {totals['missed']} tries that missed: {totals['lost']} points lost, {totals['twice']} twice, "
          f"{totals['left']} unfinished files left; {totals['refusals']} refusals, {totals['unreasoned']} without a right code and reason")
    return 1 if any(totals[bad] for bad in ("lost", "twice", "left", "unreasoned")) or never or totals["faults"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
