"""A town for the pipeline's tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.harness.town import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The bot and a server, running, without limits."""
    made = Town(tmp_path)
    await made.open()
    yield made
    await made.close()
