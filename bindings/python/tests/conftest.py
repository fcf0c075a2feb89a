"""Rules and units that tests share. All units are synthetic."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

import zi

ROOT = Path(__file__).parents[3]
DAY = "2026-05-31"
UNITS = ROOT / "tests/cli/units"


@pytest.fixture(scope="session")
def rules() -> zi.Rules:
    return zi.load(UNITS / "small.zi", language="en")


@pytest.fixture(scope="session")
def good() -> dict[str, dict]:
    """Units by id."""
    return {unit["id"]: unit for unit in map(json.loads, (UNITS / "good.ndjson").read_text().splitlines())}


@pytest.fixture(scope="session")
def session():
    """A cluster on this machine: two workers, each a process of its own with one core."""
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    made = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "16m")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    yield made
    made.stop()
