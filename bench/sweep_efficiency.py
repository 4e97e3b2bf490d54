#!/usr/bin/env python3
"""How well a sweep uses all cores: against one core, how long it writes, whether its memory stays flat.

Usage: bench/sweep_efficiency.py KORUS PLAN [--pairs 4] [--shards 32] [--keep FOLDER | --skip-whole]
First the whole plan on all cores: the share of time spent writing, and resident memory when the part with the 10th point was written and
when the last was. Then, `--pairs` times, one shard of the plan alone on one pinned core and on all cores, in turn, the first of the two
changing: efficiency is the time on one core over cores x the time on all, start and end of the process included.
Their files are compared byte for byte. Run nothing beside it. The last line is one JSON object.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CORES = sorted(os.sched_getaffinity(0))


def sweep(korus, plan, folder, shard, cores):
    """Wall seconds of a whole command, and what it says of itself."""
    command = ["taskset", "-c", ",".join(map(str, cores)), korus, "sweep", plan, "-o", folder, "--shard", shard,
               "--threads", len(cores), "--json"]
    start = time.monotonic()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    seconds = time.monotonic() - start
    if done.returncode != 0:
        sys.exit(f"sweep_efficiency.py: {' '.join(map(str, command))} ends with {done.returncode}: {done.stderr}")
    return seconds, json.loads(done.stdout.splitlines()[-1])


def memory_at(log, point):
    """MB resident once so many points were written, the parts in the order in which they were."""
    written = 0
    for line in log:
        written += line["points"]
        if written >= point:
            return line["memory_mb"]
    sys.exit(f"sweep_efficiency.py: the plan has only {written} points")


def whole(options):
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or temporary
        seconds, told = sweep(options.korus, options.plan, folder, "1/1", CORES)
        log = [json.loads(line) for path in pathlib.Path(folder).glob("log-*.jsonl") for line in path.read_text().splitlines()]
    log = [line for line in log if "part" in line]
    first = memory_at(log, 10)
    last = log[-1]["memory_mb"]
    return {"points": told["points"], "wall_seconds": round(seconds, 1), "computing_seconds": told["computing_seconds"],
            "busy_share": round(told["computing_seconds"] / (len(CORES) * told["wall_seconds"]), 4),
            "writing_share": round(told["writing_seconds"] / told["wall_seconds"], 5), "memory_mb_at_10th_point": first,
            "memory_mb_at_last_point": last, "memory_mb_most": max(line["memory_mb"] for line in log)}


def pair(options, number):
    shard = f"{1 + number * options.shards // options.pairs}/{options.shards}"
    seconds, parts = {}, {}
    ways = {"one": CORES[:1], "all": CORES}
    for way in sorted(ways, reverse=number % 2 == 0):
        with tempfile.TemporaryDirectory() as folder:
            seconds[way], _ = sweep(options.korus, options.plan, folder, shard, ways[way])
            parts[way] = {path.name: path.read_bytes() for path in pathlib.Path(folder).glob("points-*.h5")}
    if not parts["one"] or parts["one"] != parts["all"]:
        sys.exit(f"sweep_efficiency.py: shard {shard} is not the same in bytes on one core and on all")
    efficiency = seconds["one"] / (len(CORES) * seconds["all"])
    print(f"shard {shard}: one core {seconds['one']:.2f} s, {len(CORES)} cores {seconds['all']:.2f} s, "
          f"efficiency {100 * efficiency:.1f} %", file=sys.stderr)
    return efficiency


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("korus")
    parser.add_argument("plan")
    parser.add_argument("--pairs", type=int, default=4)
    parser.add_argument("--shards", type=int, default=32)
    parser.add_argument("--keep", help="leave the whole plan's parts in this folder, which must be new")
    parser.add_argument("--skip-whole", action="store_true")
    options = parser.parse_args()
    if not 1 <= options.pairs <= options.shards:
        parser.error("--pairs: from 1 to --shards")
    if options.keep and pathlib.Path(options.keep).exists():
        parser.error(f"--keep: {options.keep} is there already")
    result = {"cores": len(CORES)}
    if not options.skip_whole:
        result["whole"] = whole(options)
        print(json.dumps(result["whole"]), file=sys.stderr)
    efficiencies = sorted(pair(options, number) for number in range(options.pairs))
    result |= {"efficiency_median": round(statistics.median(efficiencies), 4), "efficiency_lowest": round(efficiencies[0], 4),
               "efficiency_highest": round(efficiencies[-1], 4), "pairs": options.pairs}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
