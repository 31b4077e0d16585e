"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# No wall-clock limit on an example: machines are shared. Derandomised: a run fails for a change of the code, not by chance.
settings.register_profile("gapwise", deadline=None, derandomize=True)
settings.load_profile("gapwise")
