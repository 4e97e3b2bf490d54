#!/usr/bin/env python3
"""Kills runs with `kill -9` at random moments, goes on from what they left, and compares the digests with a run that was left alone.

Usage: kill_and_resume.py KORUS SCENARIO [--kills 20] [--replications 2] [--seed 1]
Prints a line a kill and a last line "N of N ended in the digest of the run that was left alone"; exits with 1 if any did not.
"""
import argparse
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time


def last_json(text):
    return json.loads(text.splitlines()[-1])


def killed_at(moment, run, checkpoint):
    """Kills the run `moment` seconds after its start, or once it has left a checkpoint. False where it had ended before."""
    begin = time.monotonic()
    process = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and (time.monotonic() - begin < moment or not checkpoint.exists()):
        time.sleep(0.002)
    process.kill()
    return process.wait() == -signal.SIGKILL and checkpoint.exists()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("korus")
    parser.add_argument("scenario")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--replications", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    options = parser.parse_args()
    moments = random.Random(options.seed)
    run = [options.korus, "run", options.scenario, "-r", str(options.replications), "--json"]
    same = 0
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "run.h5"
        checkpoint = pathlib.Path(str(output) + ".checkpoint")
        begin = time.monotonic()
        alone = last_json(subprocess.run([*run, "-o", output], check=True, capture_output=True, text=True).stdout)
        length = time.monotonic() - begin
        for kill in range(options.kills):
            output.unlink(missing_ok=True)
            moment = moments.uniform(0.1, 0.8) * length
            while not killed_at(moment, [*run, "-o", output, "--checkpoint-every", "0.02"], checkpoint):
                if moment < 0.01:
                    print("the run ends before it leaves a checkpoint")
                    return 1
                moment /= 2  # it had ended before
            threads = moments.choice([1, 2, 3])
            executor = moments.choice(["sequential", "windowed"])
            resumed = subprocess.run([options.korus, "run", "--resume", checkpoint, "--threads", str(threads), "--executor", executor,
                                      "--json"], check=True, capture_output=True, text=True)
            digest = last_json(resumed.stdout)["digest"]
            left = sorted(path.name for path in pathlib.Path(folder).iterdir())
            same += digest == alone["digest"] and left == ["run.h5"]
            print(f"kill {kill} after {moment:.2f} s, on {threads} threads, {executor}: {digest} {left}")
    print(f"{same} of {options.kills} ended in the digest of the run that was left alone, {alone['digest']}")
    return 0 if same == options.kills else 1


if __name__ == "__main__":
    sys.exit(main())
