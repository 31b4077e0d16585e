"""From an update to what is said, over real HTTP."""

from __future__ import annotations

from tests.harness.town import Town


async def test_a_text_is_handled_once_and_answered(town: Town) -> None:
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])
    await town.quiet()
    assert await town.noted(1) == ["one"]


async def test_a_press_is_answered_and_its_message_edited(town: Town) -> None:
    town.server.people.say(1, "one")
    await town.until(lambda: bool(town.texts(1)))
    message = town.server.people.history(1)[-1]
    query = town.server.people.press_label(1, message["message_id"], "go")
    await town.until(lambda: town.texts(1) == ["pressed b1 #2"])
    await town.until(lambda: (town.server.people.answer(query) or {}).get("text") == "noted")


async def test_many_people_keep_their_own_order(town: Town) -> None:
    for number in range(10):
        for user in range(1, 11):
            town.server.people.say(user, f"m{number}")
    await town.until(lambda: all(len(town.texts(user)) == 10 for user in range(1, 11)))
    await town.quiet()
    for user in range(1, 11):
        assert await town.noted(user) == [f"m{number}" for number in range(10)]
        assert town.texts(user) == [f"m{number} #{number + 1}" for number in range(10)]


async def test_a_picture_is_made_and_sent(town: Town) -> None:
    town.server.people.say(1, "/picture")
    await town.until(lambda: town.texts(1) == ["chart"])
    assert "photo" in town.server.people.history(1)[-1]


async def test_what_fails_twice_is_handled_the_third_time(town: Town) -> None:
    town.product.fail["bad"] = 2
    town.server.people.say(1, "bad")
    town.server.people.say(1, "after")
    await town.until(lambda: town.texts(1) == ["bad #1", "after #2"])


async def test_what_always_fails_is_parked_and_apologised_for_and_the_next_goes_on(town: Town) -> None:
    town.product.fail["bad"] = 99
    town.server.people.say(1, "bad")
    town.server.people.say(1, "after")
    await town.until(lambda: town.texts(1) == ["sorry", "after #1"])
    parked = await town.database.do(lambda uow: uow.inbox.parked())
    assert [(entry.attempts, entry.error) for entry in parked] == [(3, "RuntimeError")]


async def test_a_stopped_bot_leaves_what_comes_meanwhile_to_the_next_start(town: Town) -> None:
    town.server.people.say(1, "one")
    await town.until(lambda: town.texts(1) == ["one #1"])
    assert await town.stop() == 0
    town.server.people.say(1, "two")
    town.start()
    await town.until(lambda: town.texts(1) == ["one #1", "two #2"])


async def test_an_update_handed_over_again_is_not_handled_again(town: Town) -> None:
    person = {"id": 1, "is_bot": False, "first_name": "P"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "from": person, "text": "one"}
    town.server.people.start(1)
    assert town.pipeline is not None
    for _ in range(2):
        await town.pipeline.intake.put([{"update_id": 7, "message": message}])
    await town.quiet()
    await town.pipeline.intake.put([{"update_id": 7, "message": message}])
    await town.quiet()
    assert await town.noted(1) == ["one"]
