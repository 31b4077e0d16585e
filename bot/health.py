"""Health and metrics: is the process doing its work, for a container's health check and for Prometheus."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.delivery.meters import Meters

# Seconds after which nobody polls, ticks or handles any more.
STALE_POLL = 120.0
STALE_TICK = 120.0
STALE_UPDATE = 300.0
WATCH_SECONDS = 30.0
# What Prometheus knows its text format by.
METRICS = "text/plain; version=0.0.4; charset=utf-8"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the process does; ages in seconds, ``None`` for what has not happened or is not expected."""

    poll: float | None
    tick: float | None
    oldest_update: float | None
    inbox: int
    outbox: int
    running: float
    polls: bool

    @property
    def alive(self) -> bool:
        """Whether updates come in, ticks happen, and nothing waits for long."""
        silent = self.polls and (self.running if self.poll is None else self.poll) > STALE_POLL
        still = (self.running if self.tick is None else self.tick) > STALE_TICK
        stuck = self.oldest_update is not None and self.oldest_update > STALE_UPDATE
        return not (silent or still or stuck)


class _Vital(Collector):
    def __init__(self, vitals: Callable[[], Vitals], meters: Meters) -> None:
        self._vitals, self._meters = vitals, meters

    def collect(self) -> Iterator[Metric]:
        """Yield what is known now."""
        now = self._vitals()
        yield GaugeMetricFamily("gapwise_alive", "Whether updates come in and ticks happen.", value=float(now.alive))
        yield GaugeMetricFamily("gapwise_inbox_updates", "Updates waiting to be handled.", value=now.inbox)
        yield GaugeMetricFamily("gapwise_outbox_calls", "Calls waiting to be made.", value=now.outbox)
        ages = {"last_poll": now.poll, "last_tick": now.tick, "oldest_update": now.oldest_update}
        for name, age in ages.items():
            if age is not None:
                yield GaugeMetricFamily(f"gapwise_{name}_age_seconds", "Seconds since then.", value=age)
        for name, counts in (("updates", self._meters.updates), ("calls", self._meters.calls)):
            family = CounterMetricFamily(f"gapwise_{name}", "Since the start, by what became of them.", labels=["outcome"])
            for outcome, count in counts.items():
                family.add_metric([outcome], count)
            yield family


def health_app(vitals: Callable[[], Vitals], meters: Meters) -> web.Application:
    """Return the server of ``/healthz`` and ``/metrics``; it tells numbers only."""
    registry = CollectorRegistry()
    registry.register(_Vital(vitals, meters))

    async def healthz(_request: web.Request) -> web.Response:
        now = vitals()
        told = {
            "alive": now.alive,
            "last_poll_seconds": _rounded(now.poll),
            "last_tick_seconds": _rounded(now.tick),
            "oldest_update_seconds": _rounded(now.oldest_update),
            "inbox": now.inbox,
            "outbox": now.outbox,
        }
        return web.json_response(told, status=200 if now.alive else 503)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": METRICS})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics)
    return app


async def watch(vitals: Callable[[], Vitals], seconds: float = WATCH_SECONDS) -> None:
    """Say in the log when the process stops doing its work, and when it does it again."""
    well = True
    while True:
        await asyncio.sleep(seconds)
        now = vitals()
        if well and not now.alive:
            _LOG.error("updates, ticks or handling stand still: %s", now)
        elif now.alive and not well:
            _LOG.warning("updates, ticks and handling go on again")
        well = now.alive


def _rounded(age: float | None) -> float | None:
    return None if age is None else round(age, 1)
