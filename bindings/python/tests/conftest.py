"""Rules and units that tests share. All units are synthetic."""

from __future__ import annotations

import json
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
