"""Order and floods."""

from __future__ import annotations

from bot.delivery.dispatcher import MOST_WAITING
from bot.delivery.probe import Step
from tests.harness.town import Town


async def test_a_flood_is_told_once_loses_nothing_and_keeps_its_order_and_others_go_between(town: Town) -> None:
    many = MOST_WAITING * 4
    for number in range(many):
        town.server.people.say(1, f"m{number}")
    town.server.people.say(2, "hello")
    order: list[int] = []

    def watch(step: Step) -> None:
        if step == "after sending" and not order and town.texts(2):
            order.append(len(town.texts(1)))

    town.probe = watch
    await town.until(lambda: len([text for text in town.texts(1) if text.startswith("m")]) == many)
    await town.quiet()
    assert await town.noted(1) == [f"m{number}" for number in range(many)]
    assert town.texts(1).count("one after another") == 1
    assert order[0] < many / 2


async def test_a_flood_that_waits_on_disk_survives_a_stop(town: Town) -> None:
    many = MOST_WAITING * 2
    for number in range(many):
        town.server.people.say(1, f"m{number}")
    await town.until(lambda: len(town.texts(1)) > 3)
    await town.stop()
    town.start()
    await town.quiet()
    assert await town.noted(1) == [f"m{number}" for number in range(many)]


async def test_somebody_whose_update_fails_keeps_nobody_else_waiting(town: Town) -> None:
    town.product.fail["bad"] = 99
    town.server.people.say(1, "bad")
    town.server.people.say(2, "good")
    await town.until(lambda: town.texts(2) == ["good #1"])
    assert town.texts(1) == []
    await town.until(lambda: town.texts(1) == ["sorry"])


async def test_what_no_handler_wants_is_done_with(town: Town) -> None:
    town.server.people.sticker(1)
    town.server.people.say(1, "after")
    await town.until(lambda: town.texts(1) == ["after #1"])
    await town.quiet()


async def test_an_update_that_cant_be_parsed_is_parked_and_stops_nobody(town: Town) -> None:
    broken = {"update_id": 1, "message": {"message_id": 1, "from": {"id": 1}}}
    assert town.pipeline is not None
    await town.pipeline.intake.put([broken])
    town.server.people.say(1, "after")
    await town.until(lambda: town.texts(1) == ["after #1"])
    (parked,) = await town.database.do(lambda uow: uow.inbox.parked())
    assert parked.update_id == 1
