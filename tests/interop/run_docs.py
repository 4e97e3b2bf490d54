"""Runs what the documentation shows: saves blocks marked ```toml file=NAME, runs ```sh run and ```python run, in order.

Usage: run_docs.py ROOT BIN README...; every README runs in an empty folder of its own, with ROOT/scenarios beside it.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+) (file=\S+|run)\n(.*?)^```$", re.M | re.S)


def run(readme, root, env):
    ran = 0
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(root / "scenarios", pathlib.Path(folder) / "scenarios")
        for language, what, text in BLOCK.findall(readme.read_text(encoding="utf-8")):
            if what.startswith("file="):
                (pathlib.Path(folder) / what[5:]).write_text(text, encoding="utf-8")
                continue
            command = ["bash", "-euxc", text] if language == "sh" else ["/usr/bin/python3", "-c", text]
            subprocess.run(command, cwd=folder, env=env, check=True)
            ran += 1
    return ran


def main():
    root, binaries = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    env = dict(os.environ, PATH=f"{binaries}:{os.environ['PATH']}")
    for name in sys.argv[3:]:
        ran = run(root / name, root, env)
        print(f"{name}: {ran} blocks ran")
        if ran == 0:
            sys.exit(f"{name}: no block is marked to run")


main()
