"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

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
