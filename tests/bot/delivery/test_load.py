"""Ten thousand people due in one minute, in simulated time: within Telegram's limits, in fair order, replies at once."""

from __future__ import annotations

import heapq
import random

from bot.delivery.limits import Limits
from bot.delivery.lines import Call, Lines
from bot.local.flood import Flood
from bot.local.flood import Limits as ServerLimits
from storage.outbox import Outgoing, Priority

PEOPLE = 10_000
LATENCY = 0.15  # seconds that a call takes
REPLIES_A_SECOND = 5
MINUTES = 8


def test_ten_thousand_pushes_are_spread_fairly_and_replies_pass_them() -> None:
    lines, flood, rng = Lines(Limits()), Flood(ServerLimits()), random.Random(1)
    for user in range(1, PEOPLE + 1):
        lines.add(Call(Outgoing(user, "sendMessage", {}, priority=Priority.PUSH, id=user)), 0.0)
    arrivals = sorted((rng.uniform(0, 300), rng.randrange(1, PEOPLE + 1)) for _ in range(300 * REPLIES_A_SECOND))
    asked: dict[int, float] = {}
    waits: list[float] = []
    pushed: list[int] = []
    on_the_wire: list[tuple[float, int, Call]] = []
    now, number = 0.0, PEOPLE
    while now < MINUTES * 60:
        while arrivals and arrivals[0][0] <= now:
            at, user = arrivals.pop(0)
            number += 1
            asked[number] = at
            lines.add(Call(Outgoing(user, "sendMessage", {}, id=number)), now)
        while on_the_wire and on_the_wire[0][0] <= now:
            lines.done(heapq.heappop(on_the_wire)[2], now)
        while (call := lines.next(now)) is not None:
            flood.check(call.what.chat_id, now + rng.uniform(0, 0.02))  # raises when a limit is exceeded
            if call.what.id in asked:
                waits.append(now - asked[call.what.id])
            else:
                pushed.append(call.what.id)
            heapq.heappush(on_the_wire, (now + LATENCY, call.what.id, call))
        now += 0.01
    assert len(pushed) == PEOPLE
    # In turn, but for those whose own reply takes their push along.
    early = [each for place, each in enumerate(pushed) if each > place + 1 + 300 * REPLIES_A_SECOND]
    assert len(early) < 300 * REPLIES_A_SECOND
    waits.sort()
    assert len(waits) == 300 * REPLIES_A_SECOND
    assert waits[int(len(waits) * 0.95)] < 2.0
