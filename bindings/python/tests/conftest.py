"""Rules and units that tests share. All units are synthetic."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
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


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """Where a PostgreSQL of the tests' own is: Debian's, on a socket in a new folder, with no port. It refuses root, for whom another user starts it."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="zi-pg-", dir="/tmp") as folder:  # a path to a socket is short
        root = os.getuid() == 0
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if root else {}
        if root:
            shutil.chown(folder, "nobody", "nogroup")

        def run(program, *arguments):
            done = subprocess.run([binaries[-1] / program, *arguments], cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, **user)
            assert done.returncode == 0, done.stdout + done.stderr

        run("initdb", "-D", f"{folder}/data", "-U", "zi", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield f"postgresql:///postgres?host={folder}&user=zi"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
