"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings
from scripts.chromium import Chromium, find_chromium

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


# The same examples on every run, so that a failure comes back and coverage does not waver;
# MGOV_HYPOTHESIS=explore looks for new ones. Speed is measured in benchmarks/, not here.
settings.register_profile("repeat", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("MGOV_HYPOTHESIS", "repeat"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Files made by others, which are not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"other people's files are not beside the project ({SHARED_DATA.name}/)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def chromium() -> Chromium:
    """A real browser: `chromium.evaluate("return new URL(data).host", "https://www.gov.cn/")`."""
    found = find_chromium()
    if found is None:
        pytest.skip("there is no Chromium here, and scripts/fetch_chromium.py could fetch none")
    return found
