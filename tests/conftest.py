"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Files made by others, which are not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"other people's files are not beside the project ({SHARED_DATA.name}/)")
    return SHARED_DATA
