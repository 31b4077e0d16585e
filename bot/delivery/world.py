"""What everything in the pipeline depends on, handed in once."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bot.clock import Clock
from bot.delivery.limits import Limits
from bot.delivery.probe import Probe, no_probe
from storage.unit import Database


@dataclass(frozen=True, slots=True)
class World:
    """The database, time, chance, Telegram's limits, and a test's eye on the steps."""

    database: Database
    clock: Clock
    rng: random.Random
    limits: Limits
    probe: Probe = no_probe
    retry_seconds: float = 1.0  # the first pause before an update that failed is handled again; each further one is twice as long
