"""What tests that drive the command share: where it is, how it is called, a folder that goes away.

The first two arguments of the test: ROOT KORUS.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv[1]).resolve()
KORUS = os.path.abspath(sys.argv[2])
PLEDGE = str(ROOT / "scenarios" / "pledge.toml")
BASELINE = str(ROOT / "scenarios" / "baseline.toml")
FIRST = (ROOT / "README.md").read_text().split("```toml file=first.toml\n")[1].split("```")[0]


def korus(*arguments, program=KORUS, **options):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, errors="replace", **options)


def last_json(completed):
    return json.loads(completed.stdout.splitlines()[-1])


class InTemporaryFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def files(self):
        return sorted(path.name for path in self.folder.rglob("*"))
