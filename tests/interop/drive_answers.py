"""Drives what finds answers among many runs, `select` and `analyze`, and counts after it with numpy.

Usage: drive_answers.py ROOT KORUS
"""
import json
import sys
import unittest

import h5py
import numpy
import xarray

from command_kit import FIRST, InTemporaryFolder, korus, last_json

LATE = "late_share.US.chip"
SALES = "output_2023.KR.chip"
FACTORS = """
[[factor]]
name = "stop"
fields = ["outage.fire.stop_days"]
low = 10
high = 120
unit = "d"
doc = "Length of the fire's stop"

[[factor]]
name = "cover"
fields = ["market.us.cover_days"]
low = 0
high = 90
unit = "d"
doc = "Safety stock in America"
"""
INERT = """
[[factor]]
name = "mass"
fields = ["product.chip.mass_g"]
low = 1
high = 20
unit = "g"
doc = "Weight of a chip, which makes none late"
"""
POLICIES = """
[[policy]]
name = "plain"
scenario = "first.toml"

[[policy]]
name = "fast"
scenario = "first.toml"
set = ["process.bake.cycle_days=30"]
"""


# Two machines in a ring without room between them; every run of it locks one day, each on another.
RING = """
title = "Two machines that wait for each other"
[simulation]
start = 2021-01-01
end = 2024-01-01
[site.shop]
country = "KR"
[station.drill]
site = "shop"
places = 0
[station.mill]
site = "shop"
places = 0
[job.x]
site = "shop"
interarrival_days = "exponential(20)"
[job.y]
site = "shop"
interarrival_days = "exponential(20)"
[step.x1]
job = "x"
position = 1
station = "drill"
service_days = "exponential(1)"
[step.x2]
job = "x"
position = 2
station = "mill"
service_days = "exponential(1)"
[step.y1]
job = "y"
position = 1
station = "mill"
service_days = "exponential(1)"
[step.y2]
job = "y"
position = 2
station = "drill"
service_days = "exponential(1)"
"""


class InFolderWithPlans(InTemporaryFolder):
    def setUp(self):
        super().setUp()
        (self.folder / "first.toml").write_text(FIRST)

    def plan(self, name, design, replications=6, policies="", seed=1):
        base = "" if policies else 'scenario = "first.toml"\n'
        (self.folder / name).write_text(f'title = "Fires"\n{base}replications = {replications}\nseed = {seed}\n[design]\n{design}\n'
                                        + FACTORS + policies)
        return self.folder / name

    def swept(self, plan):
        done = korus("sweep", plan, "-o", self.folder / plan.stem)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = korus("merge", self.folder / plan.stem, "-o", self.folder / f"{plan.stem}.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        return self.folder / f"{plan.stem}.h5"


class Sweeps(InFolderWithPlans):
    def test_a_check_runs_nothing_and_takes_nothing_that_would_run(self):
        plan = self.plan("few.toml", 'kind = "latin_hypercube"\nsamples = 4')
        before = self.files()
        self.assertEqual(korus("sweep", plan, "--check", cwd=self.folder).returncode, 0)
        for more in (["--mpi"], ["--shard", "1/2"], ["--points", "2"], ["--json"], ["-o", self.folder / "x"]):
            self.assertEqual(korus("sweep", plan, "--check", *more, cwd=self.folder).returncode, 64, more)
        for shard in ("0/2", "3/2", "4294967297/4294967298", "-1/-1", "1/ 2", "1/2x", "1/1000001", "/"):
            done = korus("sweep", plan, f"--shard={shard}", "-o", self.folder / "x")
            self.assertEqual(done.returncode, 64, shard)
            self.assertIn("must be i/n", done.stderr + done.stdout)
        self.assertEqual(self.files(), before)

    def test_a_joined_file_takes_the_place_of_none_it_is_made_from(self):
        plan = self.plan("few.toml", 'kind = "latin_hypercube"\nsamples = 4')
        self.swept(plan)
        contents = {path: path.read_bytes() for path in (self.folder / "few").iterdir()}
        for path in contents:
            if path.suffix == ".h5":
                for command in ("merge", "index"):
                    done = korus(command, self.folder / "few", "-o", path)
                    self.assertEqual(done.returncode, 73, done.stderr)
                    self.assertIn("belongs to the sweep", done.stderr)
        self.assertEqual({path: path.read_bytes() for path in (self.folder / "few").iterdir()}, contents)

    def test_a_part_that_cannot_be_read_is_computed_anew_or_named(self):
        plan = self.plan("few.toml", 'kind = "latin_hypercube"\nsamples = 4')
        self.swept(plan)
        part = next((self.folder / "few").glob("points-*.h5"))
        part.unlink()
        part.mkdir()
        done = korus("status", self.folder / "few")
        self.assertEqual(done.returncode, 75, done.stderr)
        self.assertIn("it can not be read", done.stdout + done.stderr)
        done = korus("sweep", plan, "-o", self.folder / "few")
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertIn(f"cannot replace '{part}'", done.stderr)

    def test_a_point_that_locks_is_the_same_bytes_on_any_threads(self):
        (self.folder / "ring.toml").write_text(RING)
        plan = self.folder / "rings.toml"
        plan.write_text('title = "Rings"\nscenario = "ring.toml"\nreplications = 6\n[design]\nkind = "grid"\nlevels = 4\n'
                        '[[factor]]\nname = "service"\nfields = ["step.x1.service_days"]\nlow = 0.5\nhigh = 2\n')
        for threads in (1, 4):
            done = korus("sweep", plan, "--threads", threads, "-o", self.folder / str(threads))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("4 points could not be run", done.stdout)
        for path in (self.folder / "1").glob("*.h5"):
            self.assertEqual(path.read_bytes(), (self.folder / "4" / path.name).read_bytes(), path.name)
        said = {korus("run", self.folder / "ring.toml", "-r", 6, "--threads", threads, "--executor", executor).stderr
                for threads in (1, 2, 4) for executor in ("sequential", "windowed")}
        self.assertEqual(len(said), 1, said)
        self.assertIn("full stations wait for one another", said.pop())


class Selection(InFolderWithPlans):
    def policies(self):
        paths = [self.folder / "first.toml"]
        for cover in (15, 30, 45, 60):
            paths.append(self.folder / f"cover{cover}.toml")
            paths[-1].write_text(f'extends = "first.toml"\nmarket.us = {{ cover_days = {cover} }}\n')
        return paths

    def test_the_file_holds_what_was_run_and_the_best_of_it_on_any_threads(self):
        for method in (["--method", "kn", "--indifference", 0.002], ["--method", "ocba", "--budget", 120]):
            answers = []
            for threads in (1, 2):
                path = self.folder / f"{method[1]}{threads}.h5"
                done = korus("select", *self.policies(), "--kpi", LATE, *method, "--threads", threads, "--json", "-o", path)
                self.assertEqual(done.returncode, 0, done.stderr)
                answers.append(last_json(done))
                with xarray.open_dataset(path, group="selection", engine="h5netcdf") as found:
                    self.assertEqual(found.candidate.values.tolist(), ["first", "cover15", "cover30", "cover45", "cover60"])
                    values = found.value.values
                    n = numpy.isfinite(values).sum(axis=1)
                    self.assertEqual(found.n.values.tolist(), n.tolist())
                    self.assertEqual(n.sum(), found.attrs["replications_spent"])
                    numpy.testing.assert_allclose(found["mean"], numpy.nanmean(values, axis=1), rtol=1e-12)
                    numpy.testing.assert_allclose(found.sd, numpy.nanstd(values, axis=1, ddof=1), rtol=1e-9)
                    best = str(found.candidate.values[numpy.argmin(numpy.nanmean(values, axis=1))])
                    self.assertEqual((found.attrs["best"], found.attrs["kpi"], int(found.attrs["largest"])), (best, LATE, 0))
                    self.assertEqual(int(found.may_be_best.sel(candidate=best)), 1)
                    self.assertEqual(answers[-1]["best"], best)
                    self.assertEqual(answers[-1]["not_distinguishable"], found.candidate.values[found.may_be_best.values == 1].tolist())
            for answer in answers:
                del answer["wall_seconds"], answer["output"]
            self.assertEqual(answers[0], answers[1])
            self.assertTrue(answers[0]["decided"])
            self.assertEqual(answers[0]["best"], "cover60")

    def test_points_of_a_plan_are_the_runs_of_its_sweep(self):
        plan = self.plan("plan.toml", 'kind = "grid"\nlevels = 2', replications=5, policies=POLICIES, seed=3)
        done = korus("select", plan, "--kpi", LATE, "--indifference", 0.002, "-r", 5, "--json", "-o", self.folder / "selection.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        with h5py.File(self.swept(plan)) as swept, h5py.File(self.folder / "selection.h5") as selected:
            column = [name.decode() for name in swept["kpi/kpi"][:]].index(LATE)
            one_by_one = swept["kpi/value"][:, :, column] if swept["kpi/value"].ndim == 3 else None
            self.assertIsNotNone(one_by_one)
            numpy.testing.assert_array_equal(selected["selection/value"][:, :5], one_by_one)
            names = [name.decode() for name in selected["selection/candidate"][:]]
        self.assertEqual(len(names), 8)
        self.assertIn("fast: stop = 120, cover = 90", names)
        self.assertEqual(last_json(done)["best"], names[numpy.argmin(one_by_one.mean(axis=1))])

    def test_nonsense_is_refused_and_nothing_is_written(self):
        first, *others = self.policies()
        large = self.plan("large.toml", 'kind = "latin_hypercube"\nsamples = 1001')
        before = self.files()
        kpi = ["--kpi", LATE, "--indifference", 0.01]
        for arguments, code, said in (
                ([first, *kpi], 65, "one file alone is read as a plan"),
                ([large, *kpi], 64, "2 to 1000 points, and it has 1001"),
                ([first, first, *kpi], 64, "is there twice"),
                ([first, others[0], "--kpi", LATE], 64, "--indifference is required"),
                ([first, others[0], "--kpi", "*share*", "--indifference", 0.01], 64, "the best is found in one figure"),
                ([first, others[0], "--kpi", "joy", "--indifference", 0.01], 64, "no figure is called 'joy'"),
                ([first, others[0], "--kpi", LATE, "--method", "ocba", "--budget", 3], 64, "20 replications to begin with"),
                ([first, self.folder / "none.toml", *kpi], 66, "no such file"),
                ([first, others[0], *kpi, "-o", self.folder / "first.toml" / "x.h5"], 73, "cannot write")):
            with self.subTest(arguments=arguments):
                done = korus("select", *arguments, cwd=self.folder)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(said, done.stderr)
                self.assertEqual(self.files(), before)


class Analysis(InFolderWithPlans):
    def setUp(self):
        super().setUp()
        self.sweep = self.swept(self.plan("plan.toml", 'kind = "latin_hypercube"\nsamples = 40', policies=INERT + POLICIES))

    def tables(self, *arguments):
        done = korus("analyze", self.sweep, "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    def means(self, kpi):
        """[n_rows, n_policies] of replications' means, and the factors' values by name."""
        with xarray.open_dataset(self.sweep, group="summary") as summary:
            values = summary.value.sel(statistic="mean", kpi=kpi)
            rows = [values.values[summary.policy_name.values == policy] for policy in ("plain", "fast")]
            first = summary.policy_name.values == "plain"
            return numpy.stack(rows, axis=1), {name: summary[name].values[first] for name in ("stop", "cover", "mass")}

    def test_regret_is_the_distance_to_the_best_in_each_row(self):
        regrets = {row["regret_of"]: row for row in self.tables("--kpi", SALES, "--method", "regret") if "regret_of" in row}
        means, _ = self.means(SALES)  # of an output more is better
        expected = means.max(axis=1, keepdims=True) - means
        for number, policy in enumerate(("plain", "fast")):
            self.assertAlmostEqual(regrets[policy]["mean_seen"], expected[:, number].mean(), delta=1e-9 * means.max())
            self.assertAlmostEqual(regrets[policy]["most"], expected[:, number].max(), delta=1e-9 * means.max())

    def test_differences_are_over_rows_and_replications(self):
        rows = {row["difference_of"]: row for row in self.tables("--kpi", SALES, "--method", "regret", "--against", "plain")
                if "difference_of" in row}
        means, _ = self.means(SALES)
        change = means[:, 1] - means[:, 0]
        self.assertEqual(list(rows), ["fast"])
        self.assertAlmostEqual(rows["fast"]["mean"], change.mean(), delta=1e-9 * means.max())
        self.assertAlmostEqual(rows["fast"]["better_share"], (change > 0).mean())
        self.assertLess(rows["fast"]["mean_ci_low"], change.mean())

    def test_a_box_holds_the_rows_it_says_and_names_the_factor_that_matters_and_not_the_inert_one(self):
        means, factors = self.means(LATE)
        limit = float(numpy.quantile(means[:, 0], 0.6))
        fails = means[:, 0] > limit
        *limits, end = [row for row in self.tables("--method", "prim", "--threshold", f"{LATE}<={limit}", "--policy", "plain")
                        if row["table"] == "prim"]
        named = [row["factor"] for row in limits]
        strength = {name: abs(numpy.corrcoef(values, fails)[0, 1]) for name, values in factors.items()}
        self.assertIn(max(strength, key=strength.get), named, strength)
        self.assertNotIn("mass", named)
        inside = numpy.ones(len(fails), dtype=bool)
        for row in limits:
            low = -numpy.inf if row["low"] is None else row["low"]
            high = numpy.inf if row["high"] is None else row["high"]
            inside &= (low <= factors[row["factor"]]) & (factors[row["factor"]] <= high)
        about = end["about"]
        self.assertEqual((about["rows"], about["cases"]), (40, int(fails.sum())))
        self.assertEqual((about["points_inside"], about["cases_inside"]), (int(inside.sum()), int((inside & fails).sum())))
        self.assertAlmostEqual(about["density"], fails[inside].mean())
        self.assertGreater(about["density"], fails.mean())

    def test_the_file_holds_the_tables_that_are_printed(self):
        tables = self.tables("--kpi", LATE, "--method", "regression", "-o", self.folder / "tables.h5")
        with xarray.open_dataset(self.folder / "tables.h5", group="analysis/regression") as found:
            rows = [row for row in tables if row["table"] == "regression" and "about" not in row]
            self.assertGreater(len(rows), 0)
            self.assertEqual(found.sizes["row"], len(rows))
            for name in found.data_vars:
                if name in rows[0] and isinstance(rows[0][name], (int, float)):
                    numpy.testing.assert_array_equal(found[name].values, [row[name] for row in rows])
        self.assertEqual(tables, self.tables("--kpi", LATE, "--method", "regression"))

    def test_nonsense_is_refused_and_nothing_is_written(self):
        before = self.files()
        (self.folder / "text.h5").write_text("no HDF5")
        for arguments, code in (([self.sweep, "--kpi", "joy"], 65), ([self.sweep, "--policy", "slow"], 65),
                                ([self.sweep, "--threshold", "late"], 65), ([self.sweep, "--method", "sobol"], 65),
                                ([self.folder / "text.h5"], 65), ([self.folder / "none.h5"], 66),
                                ([self.sweep, "-o", self.folder / "first.toml" / "x.h5"], 73)):
            with self.subTest(arguments=arguments):
                done = korus("analyze", *arguments)
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                self.assertNotEqual(done.stderr, "")
        (self.folder / "text.h5").unlink()
        self.assertEqual(self.files(), before)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
