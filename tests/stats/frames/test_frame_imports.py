"""Who measures a list needs none of the packages for frames, and loads none."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys

packages = {"narwhals", "duckdb", "pyarrow", "pandas", "polars", "pyspark"}

class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in packages:
            raise AssertionError(f"{name} was asked for")

sys.meta_path.insert(0, Refusing())

from mgov import stats

use = stats.ServiceUse(user="u", service="s", channel="app", started_at="2017-08-17T09:00+08:00")
asked = {"period": "month", "time_zone": "Asia/Shanghai"}
table = stats.measure([use], stats.kpi.uses, by="channel", **asked)
assert table.rows[0]["uses"].value == 1
assert stats.measure(iter([{"channel": "app"}]), stats.kpi.uses.replace(time=None)).rows
assert stats.retention([use], **asked).cells
assert not stats.channel_shift([use], **asked)
"""


def test_records_are_measured_without_the_packages_for_frames():
    subprocess.run([sys.executable, "-c", PROGRAM], check=True)
