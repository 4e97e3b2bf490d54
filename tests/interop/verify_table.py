"""Drives `korus verify` as its users do, and opens its table with the readers they use.

Usage: verify_table.py ROOT KORUS
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np
import xarray as xr

ROOT = pathlib.Path(sys.argv[1]).resolve()
KORUS = os.path.abspath(sys.argv[2])
CASES = ROOT / "tests" / "verification" / "cases.csv"
SETUPS = CASES.parent
SOUND = ["--setups", SETUPS, "--only", "T01,T02", "--only", "T04"]


def korus(*arguments, **options):
    return subprocess.run([KORUS, *map(str, arguments)], capture_output=True, text=True, **options)


class InTemporaryFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)


class Answers(InTemporaryFolder):
    def test_a_catalogue_that_passes_gives_its_table_and_exit_code_0(self):
        done = korus("verify", CASES, *SOUND)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        lines = done.stdout.splitlines()
        self.assertEqual(lines[0].split(), ["row", "quantity", "expected", "observed", "std.", "error", "z", "verdict"])
        self.assertTrue(lines[1].startswith("T01.a ") and lines[1].endswith(" passed"), lines[1])
        self.assertIn("15 passed, 0 failed, 0 missing, 0 skipped, 2 info", done.stdout)

    def test_a_wrong_or_missing_row_gives_exit_code_1_and_says_why(self):
        cases = self.folder / "cases.csv"
        cases.write_text("id,quantity,expected,abs_tol,kind\nE01.a,cost of unit 1000,11,0.1,exact\nE01.b,a,1,,exact\nE01.c,a,1,,exact\n"
                         "E01.d,a,1,,exact\nZ01.a,lost,1,,exact\n")
        done = korus("verify", cases)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("MISSING", done.stdout)
        self.assertRegex(done.stdout, r"missing Z01.a: no set-up .*Z01.toml")
        self.assertIn("0 passed, 4 failed, 1 missing", done.stdout)
        self.assertEqual(korus("verify", cases, "--only", "E01.a").returncode, 1)

    def test_each_row_is_a_json_line_and_the_last_is_for_all(self):
        done = korus("verify", CASES, *SOUND, "--json")
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(rows), 18)
        self.assertEqual(rows[0]["id"], "T01.a")
        self.assertEqual((rows[0]["expected"], rows[0]["verdict"], rows[0]["z"]), (29220, "passed", None))
        self.assertAlmostEqual(rows[0]["observed"], 29220, 6)
        self.assertEqual(rows[10]["run"], "large,small")
        self.assertEqual((rows[-1]["passed"], rows[-1]["info"], rows[-1]["all_passed"]), (15, 2, True))

    def test_a_case_s_runs_can_be_repeated_by_korus_run_with_its_seed(self):
        done = korus("verify", CASES, "--setups", SETUPS, "--only", "T01.c", "--json")
        row = json.loads(done.stdout.splitlines()[0])
        run = korus("run", SETUPS / "chain.toml", "--seed", row["seed"], "-r", row["replications"], "-o", self.folder / "run.h5")
        self.assertEqual(run.returncode, 0, run.stderr)
        summary = xr.open_dataset(self.folder / "run.h5", group="summary").sel(kpi="output_2023.KR.chip")
        self.assertAlmostEqual(float(summary["mean"]), row["observed"], 6)
        self.assertAlmostEqual(float(summary["se"]), row["se"], 6)

    def test_without_a_catalogue_the_one_that_comes_with_korus_is_found(self):
        done = korus("verify", "--only", "E01.a,E06", cwd=self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 passed", done.stdout)

    def test_set_ups_beside_a_catalogue_are_its_own_and_one_without_a_case_is_told(self):
        cases = self.folder / "cases.csv"
        cases.write_text("id,quantity,expected,abs_tol,kind\nE01.a,cost of unit 1000,7,0.1,exact\n")
        (self.folder / "E01.toml").write_text('[row.a]\nfunction = "learning_unit_cost"\narguments = [7, 1, 1]\n')
        (self.folder / "E0l.toml").write_text('[row.a]\nskip = "a wrong name"\n')
        done = korus("verify", cases)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stderr, r"E0l\.toml: a set-up, but the catalogue has no case E0l")

    def test_what_is_wrong_missing_or_unwritable_has_its_exit_code(self):
        def code(*arguments):
            return korus("verify", *arguments).returncode

        self.assertEqual(code(SETUPS / "broken" / "catalogue.csv"), 65)
        self.assertEqual(code(SETUPS / "broken" / "cases.csv", "--setups", SETUPS / "broken"), 65)
        self.assertEqual(code(self.folder / "none.csv"), 66)
        self.assertEqual(code(CASES, "--setups", self.folder / "none"), 66)
        self.assertEqual(code(CASES, "--setups", SETUPS, "--only", "T99"), 64)
        self.assertEqual(code(CASES, *SOUND, "-o", CASES), 73)
        self.assertEqual(code(CASES, *SOUND, "-o", SETUPS / "chain.toml"), 73)
        (self.folder / "file").write_text("")
        self.assertEqual(code(CASES, *SOUND, "-o", self.folder / "file" / "table.h5"), 73)
        self.assertTrue(CASES.read_text().startswith("id,"))


class Table(InTemporaryFolder):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "table.h5"
        done = korus("verify", CASES, *SOUND, "-o", self.path, "--seed", 7, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.rows = [json.loads(line) for line in done.stdout.splitlines()][:-1]

    def test_xarray_reads_every_column_on_both_engines(self):
        for engine in ("h5netcdf", "netcdf4"):
            with self.subTest(engine=engine), xr.open_dataset(self.path, group="verification", engine=engine) as table:
                labels = [row["id"] + ("/" + row["run"] if row["run"] else "") for row in self.rows]
                self.assertEqual(list(table.row.values), labels)
                for name in ("id", "run", "kind", "verdict", "note"):
                    self.assertEqual(list(table[name].values), [row[name] for row in self.rows], name)
                for name in ("expected", "observed", "se", "z", "abs_tol", "rel_tol"):
                    expected = np.array([np.nan if row[name] is None else row[name] for row in self.rows], float)
                    np.testing.assert_array_equal(table[name].values, expected, name)
                for name in ("replications", "seed"):
                    self.assertEqual([int(value) for value in table[name].values], [row[name] for row in self.rows])
                self.assertEqual(str(table.sel(row="T02.a/large,small").quantity.values), "difference of capacities")
                self.assertEqual(str(table.family.values[0]), "test/chain")
                self.assertEqual((int(table.attrs["passed"]), int(table.attrs["info"]), int(table.attrs["all_passed"])), (15, 2, 1))
                self.assertEqual(int(table.attrs["z_count"]), 0)

    def test_the_root_tells_how_the_table_came_about(self):
        with xr.open_dataset(self.path) as root:
            self.assertEqual(root.attrs["Conventions"], "CF-1.10")
            self.assertEqual(root.attrs["korus_format"], "korus-verification")
            self.assertEqual((int(root.attrs["korus_format_version"]), int(root.attrs["seed"])), (1, 7))
            for name in ("title", "korus_version", "compiler", "command_line", "history"):
                self.assertTrue(root.attrs[name], name)

    def test_every_variable_has_its_scale_and_command_line_tools_read_the_file(self):
        with h5py.File(self.path) as file:
            for name, variable in file["verification"].items():
                if name != "row":
                    self.assertEqual([dimension[0].name for dimension in variable.dims], ["/verification/row"], name)
        for command in (["ncdump", "-h"], ["ncdump"], ["h5dump", "-H"], ["h5dump"]):
            run = subprocess.run(command + [str(self.path)], capture_output=True)
            self.assertEqual((run.returncode, run.stderr), (0, b""), command)

    def test_threads_change_no_number_of_the_table(self):
        other = self.folder / "other.h5"
        korus("verify", CASES, *SOUND, "-o", other, "--seed", 7, "--threads", 1)
        done = subprocess.run(["h5diff", self.path, other, "verification", "verification"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    del sys.argv[1:]
    unittest.main(verbosity=2)
