"""Who comes back, and by which channels: Spark gives the answer that a list gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from mgov.stats import ServiceUse, SyntheticUses, channel_shift, retention

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ASKED = {"period": "month", "time_zone": "Asia/Shanghai"}


def made_up() -> list[ServiceUse]:
    return list(SyntheticUses(size=600, users=80, days=150, seed=3).models())


def on_spark(uses: list[ServiceUse], spark: SparkSession) -> DataFrame:
    types = {"user": pa.string(), "channel": pa.string(), "started_at": pa.timestamp("us", "UTC")}
    columns = {name: [getattr(use, name) for use in uses] for name in types}
    columns["channel"] = [channel.value for channel in columns["channel"]]
    return spark.createDataFrame(pa.table(columns, schema=pa.schema(types)))


def test_cohorts_are_counted_by_spark_as_in_a_list(spark: SparkSession):
    uses = made_up()
    assert retention(on_spark(uses, spark), **ASKED) == retention(uses, **ASKED)


def test_shares_of_channels_are_counted_by_spark_as_in_a_list(spark: SparkSession):
    uses = made_up()
    found = channel_shift(on_spark(uses, spark), **ASKED)
    assert found == channel_shift(uses, **ASKED)
    assert found
