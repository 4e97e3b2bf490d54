"""Drives the command as its users do: exit codes, what is written and what is not, the same bits by every way of running.

Usage: drive_command.py ROOT KORUS     (the environment's KORUS_OTHER_BUILD: the build of another compiler)
"""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import unittest

from command_kit import BASELINE, FIRST, KORUS, PLEDGE, ROOT, InTemporaryFolder, korus, last_json

OTHER = os.environ.get("KORUS_OTHER_BUILD")


class WrongInput(InTemporaryFolder):
    def test_every_broken_scenario_is_refused_with_its_place_and_nothing_is_written(self):
        broken = ROOT / "tests" / "broken"
        cases = (broken / "cases.txt").read_text().split()
        self.assertGreaterEqual(len(cases), 30)
        places = {}
        for line in (broken / "expected.txt").read_text().splitlines():
            if line.startswith("== "):
                name = line[3:]
            elif line and not line.startswith(("#", "file:")) and name not in places:
                places[name] = line.split(": ")[0]
        for case in cases:
            for command in (["validate"], ["run", "-o", self.folder / "out.h5"]):
                with self.subTest(case=case, command=command[0]):
                    done = korus(command[0], case, *command[1:], cwd=broken)
                    self.assertEqual(done.returncode, 65, done.stderr)
                    self.assertTrue(done.stderr.startswith(places[case] + ":"), f"{places[case]} in {done.stderr}")
                    self.assertEqual(self.files(), [])

    def test_a_network_that_cannot_be_built_is_refused_with_its_place(self):
        scenario = self.folder / "island.toml"
        scenario.write_text('title = "No way there"\n[product.chip]\n[site.fab]\ncountry = "KR"\n[site.us]\ncountry = "US"\n'
                            '[process.bake]\nproduct = "chip"\n[line.l]\nsite = "fab"\nprocess = "bake"\ncapacity_per_year = 9\n'
                            '[supply.s]\nproduct = "chip"\nsupplier = "fab"\nshare = 1\n'
                            '[market.m]\nsite = "us"\nproduct = "chip"\ndemand_per_year = 5\n')
        done = korus("run", scenario, "-o", self.folder / "out.h5")
        self.assertEqual(done.returncode, 65)
        self.assertIn("island.toml:15:", done.stderr)
        self.assertIn("no lane by sea from fab (KR) to us (US)", done.stderr)
        self.assertEqual(self.files(), ["island.toml"])

    def test_what_is_missing_unknown_or_unwritable_has_its_exit_code(self):
        self.assertEqual(korus("run", self.folder / "none.toml").returncode, 66)
        self.assertEqual(korus("run").returncode, 64)
        self.assertEqual(korus("fly", PLEDGE).returncode, 64)
        self.assertEqual(korus("run", PLEDGE, "--replications", "0").returncode, 64)
        self.assertEqual(korus("run", PLEDGE, "--executor", "magic").returncode, 64)
        (self.folder / "file").write_text("")
        done = korus("run", PLEDGE, "-o", self.folder / "file" / "out.h5")
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertEqual(korus("run", PLEDGE, "--set", "line.nowhere.capacity_per_year=1").returncode, 65)
        self.assertEqual(korus("--help").returncode, 0)
        self.assertEqual(korus("run", "a" * 5000).returncode, 66)
        for seed in ("-1", "18446744073709551616", "1.5"):
            self.assertEqual(korus("run", PLEDGE, "--seed", seed).returncode, 64, seed)
        with open("/dev/full", "w") as full:
            self.assertEqual(subprocess.run([KORUS, "validate", PLEDGE], stdout=full, stderr=subprocess.DEVNULL).returncode, 74)

    def test_results_replace_neither_a_device_nor_the_scenario(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.assertEqual(korus("run", PLEDGE, "-r", 1, "-o", pipe).returncode, 73)
        self.assertTrue(pipe.is_fifo())
        scenario = self.folder / "own.toml"
        scenario.write_text(f'extends = "{PLEDGE}"\n')
        done = korus("run", scenario, "-r", 1, "-o", scenario)
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertEqual(scenario.read_text(), f'extends = "{PLEDGE}"\n')
        self.assertEqual(self.files(), ["own.toml", "pipe"])

    def test_money_beyond_what_a_message_holds_is_refused_with_its_place(self):
        for change in ("investment.lges_holland.amount_usd=1e13", "programme.us_network_2_5b.buys_usd_per_unit=0.001",
                       "programme.us_network_2_5b.initial_stock_usd=1", "line.us_intc_az.reference_per_year=0.001"):
            done = korus("run", PLEDGE, "-r", 1, "-o", self.folder / "out.h5", "--set", change)
            self.assertEqual(done.returncode, 65, change + done.stderr)
            self.assertIn("--set:1:", done.stderr)
        self.assertEqual(self.files(), [])

    def test_only_scenarios_of_one_period_are_compared(self):
        longer = self.folder / "longer.toml"
        longer.write_text(f'extends = "{PLEDGE}"\nsimulation.end = 2032-01-01\n')
        done = korus("compare", PLEDGE, longer, "-r", 1, "-o", self.folder / "out")
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("longer.toml:2:18: error: simulation.end: differs from the baseline's", done.stderr)
        self.assertEqual(self.files(), ["longer.toml"])


class SameBits(InTemporaryFolder):
    def run_pledge(self, name, *arguments, program=KORUS):
        done = korus("run", PLEDGE, "--replications", 4, "--seed", 7, "--json", "-o", self.folder / name, *arguments, program=program)
        self.assertEqual(done.returncode, 0, done.stderr)
        return last_json(done)

    def assert_same_data(self, one, two):
        for group in ("series", "kpi", "summary", "causes", "shortage", "inputs", "sources", "scenario"):
            done = subprocess.run(["h5diff", self.folder / one, self.folder / two, group, group], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (0, ""), group)

    def test_threads_executors_and_compilers_give_the_same_digest_and_data(self):
        first = self.run_pledge("first.h5", "--threads", 1, "--executor", "sequential")
        self.assertEqual(set(first) >= {"digest", "events", "wall_seconds", "replications", "output"}, True)
        for executor in ("sequential", "windowed"):
            for threads in (1, 2, 8):
                name = f"{executor}{threads}.h5"
                other = self.run_pledge(name, "--threads", threads, "--executor", executor)
                self.assertEqual((other["digest"], other["events"]), (first["digest"], first["events"]), name)
                self.assert_same_data("first.h5", name)
        if OTHER is None:
            print("SKIPPED: no build of another compiler to compare with (tools/check makes one)", file=sys.stderr)
        else:
            other = self.run_pledge("other.h5", program=OTHER)
            self.assertEqual(other["digest"], first["digest"], "another compiler")
            self.assert_same_data("first.h5", "other.h5")
        self.assertNotEqual(last_json(korus("run", PLEDGE, "--replications", 4, "--seed", 8, "--series", "none", "--json",
                                            "-o", self.folder / "seed8.h5"))["digest"], first["digest"])


class Comparison(InTemporaryFolder):
    def test_pairs_share_their_random_numbers_and_the_file_says_what_changes(self):
        import xarray

        done = korus("compare", BASELINE, PLEDGE, "--replications", 16, "--json", "-o", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.files(), ["baseline.h5", "pledge.h5"])
        self.assertEqual(last_json(done)["outputs"], [str(self.folder / "baseline.h5"), str(self.folder / "pledge.h5")])
        paired = xarray.open_dataset(self.folder / "pledge.h5", group="paired")
        baseline = xarray.open_dataset(self.folder / "baseline.h5", group="kpi")
        policy = xarray.open_dataset(self.folder / "pledge.h5", group="kpi")
        for name in ("output_2025.US.battery cells", "output_2030.US.advanced logic wafers", "unmet_share.US.electric vehicles",
                     "late_share.US.advanced chips", "output_2030.US.mature and analog wafers", "output_2025.US.vaccine doses"):
            self.assertGreater(float(paired.variance_ratio.sel(kpi=name)), 1, name)
        # What the pledge does not touch is the same to the bit, though other goods share its lanes.
        untouched = "output_2025.KR.memory wafers"
        self.assertGreater(float(policy.value.sel(kpi=untouched).std()), 0)
        self.assertEqual(float(abs(policy.value.sel(kpi=untouched) - baseline.value.sel(kpi=untouched)).max()), 0)
        name = "output_2030.US.battery cells"
        by_hand = float((policy.value.sel(kpi=name) - baseline.value.sel(kpi=name)).mean())
        self.assertAlmostEqual(float(paired.difference.sel(kpi=name)), by_hand, delta=1e-9 * abs(by_hand))
        self.assertGreater(float(paired.ci_low.sel(kpi=name)), 0)
        self.assertIn("WHAT A UNIT GAINED COSTS", done.stdout)
        usd = paired.attrs["usd_beyond_baseline"]
        self.assertGreater(usd, 2e10)
        price = paired.usd_per_unit.sel(kpi=name)
        self.assertAlmostEqual(float(price), usd / by_hand, delta=1e-9 * usd / by_hand)
        self.assertTrue(float(paired.usd_per_unit_ci_low.sel(kpi=name)) < price < float(paired.usd_per_unit_ci_high.sel(kpi=name)))


class WithPolicies(InTemporaryFolder):
    """A scenario and policies of it that hold more days of stock."""

    def setUp(self):
        super().setUp()
        self.scenario = self.folder / "first.toml"
        self.scenario.write_text(FIRST)
        self.policy = self.write_policy("safer", 60)

    def write_policy(self, name, days):
        path = self.folder / f"{name}.toml"
        path.write_text(f'title = "{name}"\nextends = "first.toml"\nmarket.us = {{ cover_days = {days} }}\n')
        return path


class SeveralPolicies(WithPolicies):
    def compare(self, *arguments):
        policies = [self.write_policy("twin", 60), self.write_policy("most", 90)]
        return korus("compare", self.scenario, self.policy, *policies, "-r", 20, "--json", "-o", self.folder / "out", *arguments)

    def test_the_best_and_what_cannot_be_told_from_it_are_named(self):
        import xarray

        done = self.compare("--best", "cover_days.*")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = last_json(done)["best"]
        self.assertEqual([(figure["kpi"], figure["not_distinguishable"]) for figure in told], [("cover_days.US.chip", ["most"])])
        best = xarray.open_dataset(self.folder / "out" / "comparison.h5", group="best").sel(kpi="cover_days.US.chip")
        self.assertEqual(best.scenario.values.tolist(), ["first", "safer", "twin", "most"])
        self.assertEqual(best.may_be_best.values.tolist(), [0, 0, 0, 1])
        self.assertEqual(float(best.better_by_low[3]), 0)
        self.assertTrue((best.better_by_high[:3] == 0).all())
        difference = float(best["mean"][3] - best["mean"][1])
        self.assertTrue(float(best.better_by_low[1]) < -difference < 0)
        self.assertIn("not distinguishable from the best: most", done.stdout)

    def test_without_being_asked_it_looks_at_unmet_demand(self):
        done = self.compare()
        self.assertEqual([figure["kpi"] for figure in last_json(done)["best"]], ["unmet_share.US.chip"])
        self.assertIn("US chip, demand unmet [%], the smaller the better", done.stdout)

    def test_nonsense_is_refused_and_nothing_is_written(self):
        self.assertEqual(self.compare("--best", "nothing.*").returncode, 64)
        self.assertEqual(korus("compare", self.scenario, self.policy, "--best", "cover*", "-o", self.folder / "out").returncode, 64)
        clash = self.write_policy("comparison", 70)
        done = korus("compare", self.scenario, self.policy, clash, "-o", self.folder / "out")
        self.assertEqual(done.returncode, 73)
        self.assertIn("comparison.h5", done.stderr)
        self.assertFalse((self.folder / "out").exists())


class Precision(WithPolicies):

    def run_to(self, precision, *arguments):
        done = korus("run", self.scenario, "--precision", precision, "-o", self.folder / "out.h5", "--json", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done, last_json(done)

    def test_replications_are_added_until_the_headline_is_precise_on_any_threads(self):
        import xarray

        done, told = self.run_to("1%", "--threads", 1)
        self.assertEqual(told["precision"], {"target": 0.01, "figures": 7, "reached": True, "missed": []})
        self.assertIn(f"reached by all after {told['replications']} replications", done.stdout)
        self.assertEqual(told["replications"] % 10, 0)
        summary = xarray.open_dataset(self.folder / "out.h5", group="summary")
        asked = summary.where(summary.target == 0.01, drop=True)
        self.assertEqual(asked.sizes["kpi"], 7)
        self.assertTrue((asked.rel_halfwidth <= 0.01 / 1.01).all())
        self.assertTrue((asked.reached == 1).all())
        self.assertEqual(int(summary.n[0]), told["replications"])
        _, again = self.run_to("0.01", "--threads", 3)
        self.assertEqual(again["digest"], told["digest"])
        fixed = korus("run", self.scenario, "-r", told["replications"], "-o", self.folder / "fixed.h5", "--json")
        self.assertEqual(last_json(fixed)["digest"], told["digest"])
        fewer = korus("run", self.scenario, "-r", told["replications"] - 10, "-o", self.folder / "fewer.h5")
        self.assertEqual(fewer.returncode, 0)
        before = xarray.open_dataset(self.folder / "fewer.h5", group="summary").rel_halfwidth.sel(kpi=asked.kpi)
        self.assertTrue((before > 0.01 / 1.01).any())

    def test_what_is_not_reached_is_told(self):
        import xarray

        done, told = self.run_to("0.1%", "--max-replications", 25, "--precision-of", "cover_days.*")
        self.assertEqual(told["replications"], 25)
        self.assertEqual(told["precision"]["missed"], ["cover_days.US.chip"])
        self.assertIn("NOT REACHED by 1 within 25 replications", done.stdout)
        summary = xarray.open_dataset(self.folder / "out.h5", group="summary")
        self.assertEqual(float(summary.reached.sel(kpi="cover_days.US.chip")), 0)
        self.assertEqual(float(summary.reached.sel(kpi="output_2021.KR.chip")), -1)
        self.assertEqual(int(summary.attrs["replications_most"]), 25)

    def test_a_comparison_goes_on_until_the_differences_are_precise(self):
        import xarray

        done = korus("compare", self.scenario, self.policy, "--precision", "0.5%", "-o", self.folder / "out", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        paired = xarray.open_dataset(self.folder / "out" / "safer.h5", group="paired")
        self.assertTrue(bool((paired.reached == 1).all()))
        self.assertTrue(bool((paired.rel_halfwidth <= 0.005 / 1.005).all()))
        self.assertTrue(last_json(done)["precision"]["reached"])

    def test_a_killed_run_goes_on_to_the_same_replications(self):
        whole = last_json(korus("run", PLEDGE, "-r", 10, "--precision", "20%", "--precision-of", "output_2030.US.*", "--series", "none",
                                "-o", self.folder / "whole.h5", "--json"))
        checkpoint = self.folder / "run.h5.checkpoint"
        run = subprocess.Popen([KORUS, "run", PLEDGE, "-r", "10", "--precision", "20%", "--precision-of", "output_2030.US.*", "--series", "none",
                                "-o", self.folder / "run.h5", "--checkpoint-every", "0.02"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not checkpoint.exists() and run.poll() is None:
            pass
        run.kill()
        run.wait()
        resumed = last_json(korus("run", "--resume", checkpoint, "--json"))
        for key in ("digest", "replications", "precision"):
            self.assertEqual(resumed[key], whole[key], key)

    def test_nonsense_is_refused(self):
        for arguments in (["--precision", "0"], ["--precision", "1"], ["--precision", "nan"], ["--precision", "-1%"], ["--precision", "x%"],
                          ["--precision", "1%", "-r", 9], ["--precision", "1%", "--max-replications", 19], ["--max-replications", 100],
                          ["--precision-of", "*"], ["--precision", "1%", "--precision-of", "nothing"]):
            done = korus("run", self.scenario, "-o", self.folder / "out.h5", *arguments)
            self.assertEqual((done.returncode, done.stdout), (64, ""), arguments)
        self.assertEqual(self.files(), ["first.toml", "safer.toml"])


class Explanation(InTemporaryFolder):
    def test_the_shares_of_the_causes_add_up_to_the_shortage(self):
        import xarray

        done = korus("run", PLEDGE, "--replications", 2, "--series", "none", "-o", self.folder / "run.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        kpi = xarray.open_dataset(self.folder / "run.h5", group="kpi")
        causes = xarray.open_dataset(self.folder / "run.h5", group="causes")
        compared = 0
        for name in kpi.kpi.values[kpi.measure.values == "unmet_share"]:
            of = kpi.sel(kpi=name)
            here = (causes.country == of.country) & (causes.group == of.group)
            unmet = (causes.lost + causes.waiting).where(here, 0).sum("cause")
            for replication in (0, 1):
                self.assertAlmostEqual(float(unmet[replication]), float(of.numerator[replication]), delta=1e-9 * max(1, float(of.numerator[replication])), msg=name)
            compared += int((of.numerator > 0).any())
        self.assertGreater(compared, 5)
        done = korus("explain", self.folder / "run.h5", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        share = {}
        for cause in told:
            place = cause["country"], cause["place"]
            share[place] = share.get(place, 0) + (cause["unmet_share"] or 0)
        shares = [one for one in share.values() if one > 0]
        self.assertGreater(len(shares), 5)
        for one in shares:
            self.assertAlmostEqual(one, 1, delta=1e-9)
        text = korus("explain", self.folder / "run.h5", "--country", "US", "--most", 3)
        self.assertIn("vaccine doses, US: on average ", text.stdout)
        self.assertNotIn(", KR: on average ", text.stdout)
        self.assertIn(" other causes", text.stdout)
        wrong = korus("explain", self.folder / "run.h5", "--country", "us")
        self.assertEqual((wrong.returncode, wrong.stdout), (64, ""))
        self.assertIn("no market of a country 'us'; it was in ", wrong.stderr)

    def test_a_market_may_be_asked_for_and_a_run_without_account_says_so(self):
        scenario = self.folder / "one.toml"
        scenario.write_text(FIRST)
        self.assertEqual(korus("run", scenario, "-r", 2, "-o", self.folder / "one.h5").returncode, 0)
        done = korus("explain", self.folder / "one.h5", "--by", "market")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("outage fire, KR", done.stdout)
        self.assertEqual(korus("run", scenario, "-r", 2, "--set", "simulation.causes=no", "-o", self.folder / "none.h5").returncode, 0)
        done = korus("explain", self.folder / "none.h5")
        self.assertEqual(done.returncode, 65)
        self.assertIn("kept no account of causes", done.stderr)

    def test_what_is_no_result_is_refused(self):
        (self.folder / "text.h5").write_text("no")
        for path, code, word in ((self.folder / "text.h5", 65, "is no result of a run"), (self.folder / "gone.h5", 66, "no such file")):
            done = korus("explain", path)
            self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
            self.assertIn(word, done.stderr)


class Generation(InTemporaryFolder):
    def generate(self, name, *arguments, **options):
        return korus("generate", "--sites", 1000, *arguments, "-o", self.folder / name, **options)

    def contents(self, name):
        folder = self.folder / name
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def test_the_same_seed_gives_the_same_bytes_and_a_scenario_that_validates_and_runs(self):
        for name, seed in (("one", 5), ("two", 5), ("other", 6)):
            done = self.generate(name, "--seed", seed)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.contents("one"), self.contents("two"))
        self.assertNotEqual(self.contents("one"), self.contents("other"))
        scenario = self.folder / "one" / "scenario.toml"
        done = korus("validate", scenario)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("sound. 1000 sites", done.stdout)
        self.assertNotIn("starts short", done.stdout)
        digests = set()
        for executor, threads in (("sequential", 1), ("windowed", 1), ("windowed", 2)):
            done = korus("run", scenario, "-r", 1, "--executor", executor, "--threads", threads, "--json", "-o", self.folder / "out.h5")
            self.assertEqual(done.returncode, 0, done.stderr)
            digests.add(last_json(done)["digest"])
        self.assertEqual(len(digests), 1)

    def test_a_wrong_size_is_a_mistake_of_usage(self):
        for arguments in (["--sites", "999"], ["--sites", "1000001"], ["--sites", "many"], [], ["--sites", "1000", "--years", "0"],
                          ["--sites", "1000", "--seed", "-1"]):
            self.assertEqual(korus("generate", *arguments, "-o", self.folder / "out").returncode, 64, arguments)
        self.assertEqual(korus("generate", "--sites", 1000).returncode, 64)
        self.assertEqual(self.files(), [])

    def test_nothing_is_replaced(self):
        (self.folder / "mine").mkdir()
        (self.folder / "mine" / "notes.txt").write_text("mine")
        (self.folder / "file").write_text("mine")
        before = self.files()
        for name, reason in (("mine", "is not empty"), ("file", "is no folder"), ("file/below", "Not a directory")):
            done = self.generate(name)
            self.assertEqual(done.returncode, 73, name)
            self.assertIn(reason, done.stderr)
        self.assertEqual(self.files(), before)
        (self.folder / "empty").mkdir()
        self.assertEqual(self.generate("empty/").returncode, 0)
        self.assertTrue((self.folder / "empty" / "scenario.toml").exists())

    def test_a_disk_that_fills_up_leaves_nothing_half_written(self):
        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

        done = self.generate("full", preexec_fn=small_disk)
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertIn("File too large", done.stderr)
        self.assertEqual(self.files(), [])


class Executors(InTemporaryFolder):
    def test_auto_goes_by_size_and_says_why(self):
        for scenario, kind in ((PLEDGE, "windowed"), (str(self.folder / "small.toml"), "sequential")):
            if kind == "sequential":
                pathlib.Path(scenario).write_text(
                    'title = "Small"\n[product.chip]\nmass_g = 5\n[site.fab]\ncountry = "KR"\n[process.bake]\nproduct = "chip"\n[line.l]\n'
                    'site = "fab"\nprocess = "bake"\ncapacity_per_year = 900\n[market.m]\nsite = "fab"\nproduct = "chip"\ndemand_per_year = 500\n')
            done = korus("run", scenario, "-r", "1", "-v", "--series", "none", "-o", self.folder / "out.h5")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(f"executor {kind}: about", done.stderr)
            self.assertIn("events in a window", done.stderr)


class Checkpoints(InTemporaryFolder):
    def test_killed_runs_end_in_the_digest_of_the_run_that_was_left_alone(self):
        soak = subprocess.run([sys.executable, ROOT / "tests" / "interop" / "kill_and_resume.py", KORUS, PLEDGE, "--kills", "3"],
                              capture_output=True, text=True)
        self.assertEqual(soak.returncode, 0, soak.stdout + soak.stderr)
        self.assertIn("3 of 3", soak.stdout)

    def killed(self, scenario):
        output = self.folder / "run.h5"
        checkpoint = self.folder / "run.h5.checkpoint"
        run = subprocess.Popen([KORUS, "run", scenario, "-r", "4", "-o", output, "--checkpoint-every", "0.02"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not checkpoint.exists() and run.poll() is None:
            pass
        run.kill()
        run.wait()
        self.assertTrue(checkpoint.exists())
        return checkpoint

    def test_a_run_does_not_go_on_with_another_scenario(self):
        scenario = self.folder / "mine.toml"
        scenario.write_text(f'extends = "{PLEDGE}"\n')
        checkpoint = self.killed(scenario)
        scenario.write_text(f'extends = "{PLEDGE}"\n[investment.samsung_taylor]\namount_usd = 1e9\n')
        before = self.files()
        done = korus("run", "--resume", checkpoint)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("scenario", done.stderr)
        self.assertEqual(self.files(), before)

    def test_the_checkpoint_of_a_killed_run_is_not_replaced_by_a_run_begun_anew(self):
        checkpoint = self.killed(PLEDGE)
        kept = checkpoint.read_bytes()
        anew = korus("run", PLEDGE, "-r", 4, "-o", self.folder / "run.h5", "--checkpoint-every", 5)
        self.assertEqual(anew.returncode, 73)
        self.assertIn(f"--resume '{checkpoint}'", anew.stderr)
        self.assertEqual(checkpoint.read_bytes(), kept)

    def test_a_run_goes_on_where_its_checkpoint_cannot_be_written(self):
        output = self.folder / "run.h5"
        (self.folder / "run.h5.checkpoint.part").mkdir()
        done = korus("run", PLEDGE, "-r", 1, "--set", "simulation.end=2023-01-01", "-o", output, "--checkpoint-every", 0.01)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("the run goes on without this checkpoint", done.stderr)
        self.assertTrue(output.exists())

    def test_what_decides_the_results_is_not_asked_for_anew(self):
        checkpoint = self.folder / "none.checkpoint"
        self.assertEqual(korus("run", "--resume", checkpoint).returncode, 66)
        checkpoint.write_text("not a checkpoint, but long enough to have a header of its own, as long as that of one")
        self.assertEqual(korus("run", "--resume", checkpoint).returncode, 65)
        self.assertEqual(korus("run", "--resume", checkpoint, "--seed", "2").returncode, 64)
        self.assertEqual(korus("run", PLEDGE, "--resume", checkpoint).returncode, 64)
        self.assertEqual(korus("run").returncode, 64)
        self.assertEqual(korus("run", PLEDGE, "--checkpoint-every", "nan").returncode, 64)
        folder = korus("run", "--resume", self.folder)
        self.assertEqual(folder.returncode, 65)
        self.assertIn("it is a folder", folder.stderr)


class Stress(InTemporaryFolder):
    def setUp(self):
        super().setUp()
        self.scenario = self.folder / "first.toml"
        self.scenario.write_text(FIRST + '[value.chip]\nproduct = "chip"\nusd = 5\n'
                                 '[time_to_recover.fab]\nstops = "site"\nstop_days = "lognormal(mu=4.5, sigma=0.5)"\n')

    def stress(self, *arguments):
        return korus("stress", self.scenario, "-r", 3, *arguments)

    def test_the_answer_the_lines_and_the_file_agree_on_any_number_of_threads(self):
        import xarray

        done = self.stress("--json", "--threads", 1, "-o", self.folder / "one.h5")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        stops = {(line["kind"], line["id"]): line for line in lines if "rank" in line}
        self.assertEqual(set(stops), {("site", "fab"), ("lane", "kr-us"), ("port", "KR:air"), ("port", "US:air"), ("country", "KR"), ("material", "KR:chip")})
        self.assertEqual((stops["site", "fab"]["days"], stops["site", "fab"]["basis"]), (90, "fab"))
        self.assertEqual(stops["lane", "kr-us"]["days"], 30)
        self.assertEqual([line["closes"] for line in lines if "stock_for" in line].count(False), 0)
        again = self.stress("--json", "--threads", 3, "-o", self.folder / "many.h5")
        self.assertEqual(last_json(again)["digest"], lines[-1]["digest"])
        for group in ("stress", "stress_stock", "inputs"):
            same = subprocess.run(["h5diff", self.folder / "one.h5", self.folder / "many.h5", group, group], capture_output=True, text=True)
            self.assertEqual((same.returncode, same.stdout), (0, ""), group)
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(self.folder / "one.h5", group="stress", engine=engine) as data:
                self.assertEqual(data.unmet.dims, ("stop", "replication", "demand"))
                for kind, name in stops:
                    line = stops[kind, name]
                    row = data.sel(stop=f"{kind}/{name}/{line['days']}")
                    self.assertAlmostEqual(float(row.loss), line["loss"], delta=1e-6 * max(1, line["loss"]))
                    by_hand = 5 * float(row.unmet.sum("demand").mean("replication"))
                    self.assertAlmostEqual(by_hand, line["loss"], delta=1e-6 * max(1, line["loss"]))
        text = self.stress()
        self.assertEqual(text.returncode, 0, text.stderr)
        for words in ("Most exposed", "  site      fab, 90 days", "Stock that would close the gap", "What is not known"):
            self.assertIn(words, text.stdout)

    def test_what_cannot_be_stopped_is_a_mistake_of_usage_and_nothing_is_written(self):
        before = self.files()
        output = self.folder / "out.h5"
        for arguments, words in ((["--only", "fap"], 'called "fap"; did you mean "fab"?'), (["--start", "2022-02-30"], "--start: must be a date"),
                                 (["--start", "2031-01-01"], "lies outside the scenario"), (["--days", "900", "--horizon", "400"], "the scenario ends"),
                                 (["--days", "0"], "--days"), (["--stop", "planet"], "--stop"), (["-r", "0"], "--replications"), (["--horizon", "0"], "--horizon")):
            done = self.stress(*arguments, "-o", output)
            self.assertEqual((done.returncode, done.stdout), (64, ""), arguments)
            self.assertIn(words, done.stderr)
        done = self.stress("-o", self.scenario)
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertEqual(self.stress("--set", "line.nowhere.capacity_per_year=1", "-o", output).returncode, 65)
        self.assertEqual(korus("stress", self.folder / "none.toml").returncode, 66)
        self.assertEqual(self.files(), before)


class Benches(InTemporaryFolder):
    BENCH = str(pathlib.Path(KORUS).parent / "korus-bench")

    def bench(self, *arguments):
        return subprocess.run([self.BENCH, *map(str, arguments)], capture_output=True, text=True)

    def test_each_bench_prints_a_line_with_machine_commit_and_digest(self):
        for arguments in (["phold", "--n", 100, "--json"], ["phold", "--n", 100, "--campus", 4, "--no-floor"], ["firms", "--firms", 50, "--days", 5],
                          ["tiers", "--nodes", 50, "--days", 50], ["nested", "--n", 100], ["limit", "--bytes", 64000], ["hold", "--pending", 10]):
            done = self.bench(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            line = json.loads(done.stdout, parse_constant=lambda constant: self.fail(constant))
            self.assertEqual(line["bench"], arguments[0])
            self.assertIn("cores", line["machine"])
            self.assertRegex(line["commit"], "^[0-9a-f]{7,40}(-dirty)?$|^unknown$")
            if arguments[0] not in ("limit", "hold"):
                self.assertRegex(line["digest"], "^[0-9a-f]{16}$")
                self.assertGreater(line["events_per_s"], 0)

    def test_auto_and_any_threads_give_one_digest(self):
        digests = {json.loads(self.bench("phold", "--n", 2000, "--no-floor", "--executor", executor, "--threads", threads).stdout)["digest"]
                   for executor in ("auto", "sequential", "windowed") for threads in (1, 3)}
        self.assertEqual(len(digests), 1)

    def test_nonsense_is_refused(self):
        for arguments in ([], ["foo"], ["phold", "--end", -1], ["phold", "--end", "nan"], ["phold", "--mean", "nan"], ["phold", "--n", 0],
                          ["phold", "--hub", 2], ["phold", "--cells", -1], ["firms", "--links-per-firm", "nan"], ["scenario", "--repeats", 0]):
            done = self.bench(*arguments)
            self.assertEqual(done.returncode, 64, f"{arguments}: {done.stdout}{done.stderr}")
            self.assertEqual(done.stdout, "")
        self.assertEqual(self.bench("scenario", "none.toml").returncode, 65)

    def test_a_peer_is_timed_in_turn(self):
        beside = [sys.executable, ROOT / "bench" / "beside.py", "--runs", "2", "--korus", f"{self.BENCH} phold --n 100 --no-floor", "--peer"]
        done = subprocess.run([*beside, "true"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["runs"], 2)
        missing = subprocess.run([*beside, "/no/such/peer"], capture_output=True, text=True)
        self.assertEqual(missing.returncode, 1)
        self.assertIn("cannot time '/no/such/peer'", missing.stderr)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
