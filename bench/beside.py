#!/usr/bin/env python3
"""Runs a bench of Korus and a peer's command in turn, on one machine at one time, and prints the median ratio of their times.

Usage: bench/beside.py --korus "CMD" --peer "CMD" [--runs 5] [--events N] [--peer-events N]
Times are whole commands' CPU seconds (user and system); with the events of both, the ratio is of CPU seconds an event.
The last line is one JSON object. A peer is given by its command: its code is no part of this project.
"""
import argparse
import json
import resource
import shlex
import statistics
import subprocess
import sys


def cpu_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        subprocess.run(shlex.split(command), check=True, stdout=subprocess.DEVNULL)
    except (OSError, ValueError, IndexError, subprocess.CalledProcessError) as error:
        sys.exit(f"beside.py: cannot time '{command}': {error}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--korus", required=True)
    parser.add_argument("--peer", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--events", type=float, default=1)
    parser.add_argument("--peer-events", type=float, default=1)
    options = parser.parse_args()
    if options.runs < 1 or not (0 < options.events < float("inf") and 0 < options.peer_events < float("inf")):
        parser.error("--runs, --events and --peer-events: above 0")
    times = []
    for run in range(options.runs):
        korus, peer = cpu_seconds(options.korus), cpu_seconds(options.peer)
        times.append((korus / options.events, peer / options.peer_events))
        print(f"run {run + 1}: Korus {korus:.3f} s, peer {peer:.3f} s", file=sys.stderr)
    if min(min(korus * options.events, peer * options.peer_events) for korus, peer in times) < 0.5:
        print("beside.py: a command of less than half a second measures its own start; take a longer run", file=sys.stderr)
    ratios = sorted(peer / korus for korus, peer in times)
    print(json.dumps({"runs": options.runs, "korus_median": statistics.median(k for k, _ in times),
                      "peer_median": statistics.median(p for _, p in times), "ratio_median": statistics.median(ratios),
                      "ratio_lowest": ratios[0], "ratio_highest": ratios[-1]}))


if __name__ == "__main__":
    main()
