"""The tick: everybody who is due is pushed to once, one failure stops nobody, and the house is kept."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.turn import Turn
from tests.harness.tally import Tally
from tests.harness.town import Town


async def _meet(town: Town, people: int) -> None:
    for user in range(1, people + 1):
        town.server.people.start(user)
    await town.until(lambda: all(town.texts(user) for user in range(1, people + 1)))
    await town.quiet()


def _pushes(town: Town, user: int) -> int:
    return sum(text.startswith("push ") for text in town.texts(user))


async def test_everybody_who_is_due_is_pushed_to_once_a_day(town: Town) -> None:
    await _meet(town, 60)
    assert town.app is not None
    await town.app.tick()
    await town.app.tick()
    await town.quiet()
    assert [_pushes(town, user) for user in range(1, 61)] == [1] * 60
    town.clock.ahead = timedelta(days=1, seconds=5)
    await town.app.tick()
    await town.quiet()
    assert [_pushes(town, user) for user in range(1, 61)] == [2] * 60


async def test_one_push_that_fails_keeps_nobody_else_waiting_and_is_tried_again_later(town: Town) -> None:
    class Moody(Tally):
        def push(self, turn: Turn, learner_id: int) -> None:
            if learner_id == 1:
                raise RuntimeError("as planned")
            super().push(turn, learner_id)

    await _meet(town, 40)
    assert town.app is not None
    assert town.app._parts is not None
    town.app._parts.ticker._product = Moody()
    await town.app.tick()
    await town.quiet()
    assert [_pushes(town, user) for user in range(1, 41)] == [0] + [1] * 39
    town.app._parts.ticker._product = Tally()
    await town.app.tick()
    assert _pushes(town, 1) == 0
    town.clock.ahead = timedelta(hours=1, seconds=5)
    await town.app.tick()
    await town.quiet()
    assert _pushes(town, 1) == 1


async def test_old_parked_updates_are_thrown_away_with_what_they_say(town: Town) -> None:
    town.product.fail["bad"] = 99
    town.server.people.say(1, "bad")
    await town.until(lambda: town.texts(1) == ["sorry"])
    await town.quiet()
    assert town.app is not None
    town.clock.ahead = timedelta(hours=25)
    await town.app.tick()
    assert await town.database.do(lambda uow: uow.inbox.parked()) == []


async def test_a_parked_update_that_an_operator_retries_is_handled_by_the_running_bot(town: Town) -> None:
    town.product.fail["bad"] = 3
    town.server.people.say(1, "bad")
    await town.until(lambda: town.texts(1) == ["sorry"])
    await town.quiet()
    (parked,) = await town.database.do(lambda uow: uow.inbox.parked())
    await town.database.do(lambda uow: uow.inbox.retry(parked.update_id))
    assert town.app is not None
    await town.app.tick()
    await town.until(lambda: town.texts(1) == ["sorry", "bad #1"])


async def test_what_was_learned_is_taken_up_before_the_first_update_and_learning_goes_on_hourly(town: Town) -> None:
    assert town.app is not None
    assert town.product.prepared
    await town.app.tick()
    await town.app.tick()
    await town.quiet()
    assert len(town.product.learned) == 1
    town.clock.ahead = timedelta(hours=1, seconds=5)
    await town.app.tick()
    await town.quiet()
    assert len(town.product.learned) == 2


async def test_learning_that_fails_stops_no_push(town: Town) -> None:
    town.product.learning_fails = True
    await _meet(town, 2)
    assert town.app is not None
    await town.app.tick()
    await town.quiet()
    assert [_pushes(town, user) for user in (1, 2)] == [1, 1]
