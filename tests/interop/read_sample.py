#!/usr/bin/python3
"""Result files open in the tools that analysts use, without code of ours, and hold the numbers that C++ wrote.

usage: /usr/bin/python3 read_sample.py PATH/TO/write_sample

A missing module or program is a failure, never a skip: this test is the promise that the files interoperate.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5netcdf  # noqa: F401  the engines below need both
import h5py
import netCDF4  # noqa: F401
import numpy as np
import xarray as xr

ENGINES = ("h5netcdf", "netcdf4")
STATISTICS = ["mean", "sd", "p05", "p25", "p50", "p75", "p95"]
SUMMARY = ("n mean sd se ci_low ci_high min p05 p05_low p05_high p10 p25 p50 p50_low p50_high p75 p90 p95 p95_low p95_high max cvar95 "
           "lag1_corr rel_halfwidth").split()
GROUPS = {
    "none.h5": {"kpi", "summary", "causes", "shortage", "scenario", "inputs", "sources"},
    "summary.h5": {"series", "kpi", "summary", "causes", "shortage", "scenario", "inputs", "sources"},
    "all.h5": {"series", "series_all", "kpi", "summary", "causes", "shortage", "scenario", "inputs", "sources"},
    "bare.h5": {"series", "series_all", "kpi", "summary", "scenario", "inputs", "sources"},
}
SIZES = {"site_availability": 3, "line_output": 40, "stock_on_hand": 0, "lane_carried": 1, "line_lots": 40}
KPIS = ["output_2030.US.cells", "unmet_share.KR.memory", "cover_days.KR.memory"]


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        run = subprocess.run([WRITER, str(cls.folder)], check=True, capture_output=True, text=True)
        cls.expected = json.loads(run.stdout)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def each_engine(self, group, files=("summary.h5", "all.h5")):
        """The dataset of `group` for every file and engine; says where it was when a check in the loop fails."""
        for name in sorted(files):
            for engine in ENGINES:
                with xr.open_dataset(self.folder / name, group=group, engine=engine) as data:
                    try:
                        yield data
                    except GeneratorExit:
                        print(f"failed in {name}, group {group}, engine {engine}:", file=sys.stderr)
                        raise

    def shaped(self, table, variable, first):
        numbers = np.array(self.expected[table][variable], dtype=np.float32)
        return numbers.reshape(first, 10, SIZES[variable])

    def test_every_group_opens_on_both_engines(self):
        for name, groups in GROUPS.items():
            with h5py.File(self.folder / name) as file:
                self.assertEqual(set(file), groups)
            for group in sorted(groups) + [None]:
                for data in self.each_engine(group, [name]):
                    data.load()

    def test_bands_are_the_numbers_of_the_writer(self):
        for data in self.each_engine("series"):
            self.assertEqual(set(data.data_vars), {"site_availability", "line_output", "lane_carried", "line_lots"})
            self.assertEqual(list(data.statistic.values), STATISTICS)
            for variable in data.data_vars:
                self.assertEqual(data[variable].dtype, np.float32)
                np.testing.assert_array_equal(data[variable].values, self.shaped("series", variable, 7))

    def test_replications_are_the_numbers_of_the_writer(self):
        for data in self.each_engine("series_all", ["all.h5"]):
            self.assertEqual(list(data.replication.values), list(range(5)))
            for variable in data.data_vars:
                np.testing.assert_array_equal(data[variable].values, self.shaped("series_all", variable, 5))

    def test_bands_are_what_numpy_makes_of_the_replications(self):
        for data in self.each_engine("series", ["all.h5"]):
            for variable in data.data_vars:
                raw = self.shaped("series_all", variable, 5).astype(np.float64)
                for p in (5, 25, 50, 75, 95):
                    np.testing.assert_array_equal(
                        data[variable].sel(statistic=f"p{p:02}"), np.percentile(raw, p, axis=0).astype(np.float32))
                np.testing.assert_allclose(data[variable].sel(statistic="mean"), raw.mean(axis=0), rtol=1e-6)
                np.testing.assert_allclose(data[variable].sel(statistic="sd"), raw.std(axis=0, ddof=1), rtol=1e-6)

    def test_a_missing_value_stays_missing(self):
        for data in self.each_engine("series_all", ["all.h5"]):
            self.assertEqual(int(data.site_availability.isnull().sum()), 1)
            hole = data.site_availability.sel(replication=1, time="2021-01-22", site="pyeongtaek")
            self.assertTrue(bool(hole.isnull().all()))

    def test_series_are_picked_by_label_and_by_date(self):
        for data in self.each_engine("series"):
            picked = data.line_output.sel(statistic="p50", line="line_33", time="2021-02-05")
            self.assertEqual(float(picked), self.shaped("series", "line_output", 7)[4, 4, 33])
            spring = data.line_output.sel(statistic="mean", line="line_0", time=slice("2021-03-01", None))
            self.assertEqual(spring.sizes["time"], 2)

    def test_times_decode_to_dates(self):
        dates = np.datetime64("2021-01-01") + 7 * np.arange(1, 11) * np.timedelta64(1, "D")
        for group, files in (("series", ["summary.h5", "all.h5"]), ("series_all", ["all.h5"])):
            for data in self.each_engine(group, files):
                self.assertEqual(data.time.dtype.kind, "M")
                np.testing.assert_array_equal(data.time.values, dates.astype("datetime64[ns]"))
                self.assertEqual(data.time.attrs["standard_name"], "time")
                self.assertEqual(data.time.attrs["axis"], "T")
                self.assertEqual(data.time.encoding["units"], "days since 2021-01-01 00:00:00")
                self.assertEqual(data.time.encoding["calendar"], "standard")

    def test_units_and_words_about_variables_arrive(self):
        for data in self.each_engine("series"):
            self.assertEqual(data.lane_carried.attrs["units"], "t")
            self.assertEqual(data.lane_carried.attrs["long_name"], "Mass that left in the interval")
            self.assertEqual(data.lane_carried.attrs["cell_methods"], "time: sum")
            self.assertNotIn("units", data.line_output.attrs)
            self.assertTrue(np.isnan(data.line_output.encoding["_FillValue"]))

    def test_auxiliary_words_and_numbers_are_coordinates(self):
        for data in self.each_engine("series"):
            self.assertLessEqual({"site_name", "latitude", "longitude", "line_unit", "lane_unit"}, set(data.coords))
            self.assertEqual(list(data.site_name.values), ["Austin", "평택", "Xī'ān"])
            self.assertEqual(list(data.latitude.values), [30.25, 37.0, 34.25])
            self.assertEqual(data.latitude.attrs["units"], "degrees_north")
            self.assertEqual(list(data.line_unit.values[:3]), ["GWh", "", "GWh"])
            self.assertIn("latitude", data.site_availability.coords)
            self.assertNotIn("latitude", data.line_output.coords)

    def test_causes_are_the_numbers_of_the_writer_and_their_shares_add_up(self):
        n = np.arange(5)
        for data in self.each_engine("causes", GROUPS.keys() - {"bare.h5"}):
            self.assertEqual(list(data.id.values), ["line_0", "태풍"])
            self.assertEqual(list(data.cause_country.values), ["US", ""])
            np.testing.assert_array_equal(data.lost, np.stack([np.ones(5), n], axis=1))
            np.testing.assert_array_equal(data.waiting, np.stack([n / 2, np.zeros(5)], axis=1))
            np.testing.assert_array_equal(data.waited, np.stack([8 * n, n / 8], axis=1))
        for data in self.each_engine("shortage", GROUPS.keys() - {"bare.h5"}):
            self.assertEqual(list(data.kind.values), ["hazard", "capacity"] if data.unmet[0] < data.unmet[1] else ["capacity", "hazard"])
            np.testing.assert_allclose(data.unmet.values, [2, 2])
            np.testing.assert_allclose(data.unmet_share.sum(), 1)
            np.testing.assert_allclose(data.waited_share.sum(), 1)
            np.testing.assert_allclose(data.waited_share.sel(cause="KR.cells<-capacity.line_0"), 80 / 81.25)

    def test_indicators_are_the_numbers_of_the_writer(self):
        for data in self.each_engine("kpi", GROUPS.keys() - {"bare.h5"}):
            numerator = np.reshape(self.expected["numerator"], (5, 3))
            denominator = np.reshape(self.expected["denominator"], (5, 3))
            np.testing.assert_array_equal(data.numerator.values, numerator)
            np.testing.assert_array_equal(data.denominator.values, denominator)
            with np.errstate(invalid="ignore"):
                np.testing.assert_array_equal(data.value.values, numerator / denominator)
            self.assertEqual(data.value.dtype, np.float64)
            self.assertEqual(list(data.kpi.values), KPIS)
            self.assertEqual(list(data.events.values), [10_000_000_000 + r for r in range(5)])
            self.assertEqual(list(data.digest.values), [f"{0x00ff000000000000 + r:016x}" for r in range(5)])

    def test_indicators_carry_their_words(self):
        for group in ("kpi", "summary"):
            for data in self.each_engine(group):
                one = data.sel(kpi="unmet_share.KR.memory")
                words = {name: str(one[name].values) for name in ("measure", "chain", "country", "group", "units")}
                self.assertEqual(words, {"measure": "unmet_share", "chain": "semiconductor", "country": "KR",
                                         "group": "memory", "units": "1"})
                self.assertIn("measure", data.coords)
                self.assertEqual(int(one.is_ratio), 1)
                self.assertEqual(int(one.higher_is_better), 0)
                self.assertEqual(str(data.group.values[2]), "")

    def test_summary_is_the_numbers_of_the_writer(self):
        for data in self.each_engine("summary", GROUPS.keys() - {"bare.h5"}):
            expected = np.array(self.expected["summary"])
            for column, name in enumerate(SUMMARY):
                np.testing.assert_array_equal(data[name].values, expected[:, column], err_msg=name)
            self.assertIn("jackknife", data.attrs["method"])
            self.assertEqual(data.attrs["level"], 0.95)
            self.assertEqual(data.reached.values.tolist(), [-1, -1, -1])
            self.assertTrue(np.isnan(data.target.values).all())

    def test_summary_of_a_total_is_what_numpy_says(self):
        values = np.reshape(self.expected["numerator"], (5, 3))[:, 0]
        for data in self.each_engine("summary"):
            one = data.isel(kpi=0)
            self.assertAlmostEqual(float(one["mean"]), values.mean(), 12)
            self.assertAlmostEqual(float(one["sd"]), values.std(ddof=1), 12)
            half = 2.7764451051977987 * values.std(ddof=1) / np.sqrt(5)  # t(4), 97.5 %
            self.assertAlmostEqual(float(one["ci_low"]), values.mean() - half, 10)
            self.assertAlmostEqual(float(one["ci_high"]), values.mean() + half, 10)
            self.assertAlmostEqual(float(one["rel_halfwidth"]), half / values.mean(), 12)
            self.assertEqual(float(one["cvar95"]), values.min())
            self.assertEqual(float(one["p90"]), np.percentile(values, 90))
            self.assertTrue(np.isnan(float(one["p95_high"])))

    def test_the_scenario_and_its_files_are_there_in_full(self):
        for data in self.each_engine("scenario"):
            self.assertEqual(str(data.resolved_text.values), "[simulation]\nyears = 5  # five\n")
            self.assertEqual(list(data.file.values), ["sample.toml", "line.csv", "empty.csv"])
            self.assertEqual(str(data.text.sel(file="sample.toml").values), 'title = "견본"\n')
            self.assertEqual(str(data.text.sel(file="line.csv").values), "x" * 100_000)
            self.assertEqual(str(data.text.sel(file="empty.csv").values), "")
            self.assertEqual(str(data.sha256.sel(file="line.csv").values), "c" * 64)

    def test_inputs_lead_to_their_sources(self):
        for data in self.each_engine("inputs"):
            one = data.sel(number="line.line_0.capacity_per_year")
            self.assertEqual(float(one.value), 0.1)
            self.assertEqual([str(one[name].values) for name in ("unit", "quality", "source", "file")],
                             ["GWh", "sourced", "doe_2024;iea", "line.csv"])
            self.assertEqual(int(one.line), 2)
            self.assertEqual(float(data.value[1]), -2.5e300)
        for data in self.each_engine("sources"):
            self.assertEqual(str(data.title.sel(source="doe_2024").values), "Battery “supply” chains")
            self.assertEqual(str(data.url.sel(source="doe_2024").values), "https://example.org/a")
            self.assertEqual(str(data.url.sel(source="iea").values), "")

    def test_the_root_tells_how_the_run_came_about(self):
        for data in self.each_engine(None):
            self.assertEqual(data.attrs["Conventions"], "CF-1.10")
            self.assertEqual(data.attrs["title"], "Sample — 견본")
            self.assertEqual(data.attrs["korus_format"], "korus-results")
            self.assertEqual(int(data.attrs["korus_format_version"]), 1)
            self.assertEqual(int(data.attrs["seed"]), 2**64 - 1)
            self.assertEqual(data.attrs["digest"], "0123456789abcdef")
            self.assertEqual(data.attrs["start_date"], "2021-01-01")
            self.assertEqual(data.attrs["scenario_sha256"], "a" * 64)
            for name in ("korus_version", "compiler", "executor", "command_line", "scenario_path", "history"):
                self.assertTrue(data.attrs[name], name)

    def test_h5py_reads_numbers_and_words(self):
        with h5py.File(self.folder / "summary.h5") as file:
            series = file["series/line_output"]
            np.testing.assert_array_equal(series[:], self.shaped("series", "line_output", 7))
            self.assertEqual(list(file["series/site"].asstr()), ["austin", "pyeongtaek", "xian"])
            self.assertEqual([dimension[0].name for dimension in series.dims],
                             ["/series/statistic", "/series/time", "/series/line"])
            self.assertEqual((series.compression, series.compression_opts, series.shuffle), ("gzip", 1, True))
            self.assertEqual(series.chunks, (1, 10, 32))
            self.assertTrue(np.isnan(series.fillvalue))

    def test_every_axis_of_every_variable_has_its_scale(self):
        def check(name, item):
            if isinstance(item, h5py.Dataset) and not h5py.h5ds.is_scale(item.id):
                for dimension in item.dims:
                    self.assertEqual(len(dimension), 1, name)
                    self.assertEqual(dimension[0].parent, item.parent, name)
        for name in GROUPS:
            with h5py.File(self.folder / name) as file:
                file.visititems(check)

    def test_command_line_tools_read_the_files(self):
        for name in GROUPS:
            for command in (["ncdump", "-h"], ["ncdump"], ["h5dump", "-H"], ["h5dump"]):
                with self.subTest(file=name, command=command):
                    run = subprocess.run(command + [str(self.folder / name)], capture_output=True)
                    self.assertEqual(run.returncode, 0, run.stderr)
                    self.assertEqual(run.stderr, b"")

    def test_the_readme_shows_what_runs(self):
        readme = pathlib.Path(__file__).parents[2] / "tools" / "results" / "README.md"
        snippets = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
        self.assertEqual(len(snippets), 2)
        shutil.copy(self.folder / "all.h5", self.folder / "r.h5")
        for snippet in snippets:
            run = subprocess.run([sys.executable, "-c", snippet], cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertTrue(run.stdout)

    def test_a_file_of_nothing_opens(self):
        for data in self.each_engine("kpi", ["bare.h5"]):
            self.assertEqual(data.sizes["replication"], 1)
        for data in self.each_engine("series", ["bare.h5"]):
            self.assertEqual(len(data.data_vars), 0)
            self.assertEqual(data.sizes["time"], 2)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    WRITER = sys.argv.pop()
    unittest.main(verbosity=2)
