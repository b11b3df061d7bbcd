"""The session of Spark that tests are given is a real one, and shows an odd clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def test_spark_computes_on_two_cores_and_on_a_clock_of_its_own(spark: SparkSession):
    assert spark.range(1000).selectExpr("sum(id)").first() == (499_500,)
    assert spark.sparkContext.defaultParallelism == 2
    assert spark.sql("SELECT current_timezone()").first() == ("America/New_York",)
