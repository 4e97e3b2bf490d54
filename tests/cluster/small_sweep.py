"""A sweep of 64 points that takes a second or two, and what its folder and its joined files must be."""
import json
import os
import pathlib
import subprocess

import h5py
import numpy

POINTS = 64

SCENARIO = """title = "A shop that orders each unit sold"

[simulation]
start = 2021-01-01
end = 2022-01-01
lookahead_hours = 1e-6
figures = "all"

[product.item]

[site.source]
country = "KR"

[site.shop]
country = "KR"

[stock.source]
site = "source"
product = "item"
policy = "unlimited"

[stock.shop]
site = "shop"
product = "item"
levels = "fixed"
review = "continuous"
policy = "base_stock"
order_up_to = 25

[supply.source_shop]
product = "item"
supplier = "source"
buyer = "shop"
share = 1
lead_days = 2

[market.customers]
site = "shop"
product = "item"
arrivals = "single"
interarrival_days = "exponential(0.1)"
"""

PLAN = """title = "How much a shop should hold"
scenario = "shop.toml"
replications = 4
seed = 1
series = "summary"
points_per_file = 3

[design]
kind = "sobol"
samples = 32

[[factor]]
name = "order_up_to"
fields = ["stock.shop.order_up_to"]
low = 10
high = 40

[[factor]]
name = "lead"
fields = ["supply.source_shop.lead_days"]
how = "times"
low = 0.5
high = 2

[[policy]]
name = "near"

[[policy]]
name = "far"
set = ["supply.source_shop.lead_days=4"]
"""


class Done:
    """What a command came to."""

    def __init__(self, completed):
        self.code = completed.returncode
        self.out = completed.stdout
        self.err = completed.stderr


class SmallSweep:
    """The plan in a folder, and the program that runs it."""

    def __init__(self, korus, home, days=365):
        self.korus = os.path.abspath(korus)
        self.home = pathlib.Path(home)
        self.plan = self.home / "plan.toml"
        end = {365: "2022-01-01", 2000: "2026-06-24"}[days]
        (self.home / "shop.toml").write_text(SCENARIO.replace("2022-01-01", end))
        self.plan.write_text(PLAN)

    def write_other_plan(self):
        """The same points with another seed."""
        other = self.home / "other.toml"
        other.write_text(PLAN.replace("seed = 1", "seed = 2", 1))
        return other

    def command(self, *arguments):
        return [self.korus, *map(str, arguments)]

    def sweep_command(self, folder, *arguments, plan=None):
        return self.command("sweep", plan or self.plan, "-o", folder, *arguments)

    def run(self, *arguments, **options):
        return Done(subprocess.run(self.command(*arguments), capture_output=True, text=True, errors="replace", **options))

    def sweep(self, folder, *arguments, plan=None, **options):
        return Done(subprocess.run(self.sweep_command(folder, *arguments, plan=plan), capture_output=True, text=True,
                                   errors="replace", **options))

    def status(self, folder):
        return json.loads(self.run("status", folder, "--json").out.splitlines()[-1])

    def joined(self, folder, command="merge", output=None):
        """The joined file; every point of it is there."""
        output = pathlib.Path(output or pathlib.Path(folder) / f"{command}d.h5")
        done = self.run(command, folder, "-o", output)
        if done.code != 0:
            raise AssertionError(f"korus {command}: {done.code}: {done.err}")
        return output


def values_of(path):
    """All of a file but object references: datasets and attributes by name, as types, shapes and bytes."""
    found = {}

    def take(name, value):
        if value.dtype.hasobject:
            found[name] = (str(value.dtype), value.shape, value.tolist())
        else:
            found[name] = (str(value.dtype), value.shape, value.tobytes())

    def visit(name, thing):
        if isinstance(thing, h5py.Dataset):
            take(name, numpy.asarray(thing[()]))
        for key, value in thing.attrs.items():
            if key not in ("DIMENSION_LIST", "REFERENCE_LIST"):
                found[f"{name}@{key}"] = repr(value)

    with h5py.File(path) as file:
        visit("", file)
        file.visititems(visit)
    return found


def differences(path, other):
    """Names of what is not the same, bit for bit, in two joined files."""
    mine, theirs = values_of(path), values_of(other)
    return sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))


def lost_and_twice(path):
    """How many points of a joined file have no values, and how many come from more than one part."""
    with h5py.File(path) as file:
        lost = int((file["kpi/status"][()] != 1).sum())
        seen = [0] * POINTS
        for first, count in zip(file["parts/first_point"][()], file["parts/points"][()]):
            for point in range(first, first + count):
                seen[point] += 1
    return lost + seen.count(0), sum(times > 1 for times in seen)
