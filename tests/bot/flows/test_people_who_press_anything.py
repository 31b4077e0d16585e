"""Everything that people send and that nobody asked for: nothing raises, nothing of another person changes."""

from __future__ import annotations

import pytest

from bot.callbacks import Callback, Choose, Drill, Edit, Flag, Forget, Next, Pick, Practise, Put, Show, Stop, Submit, Tick, Undo, Why, pack
from tests.bot.flows.chat import Person, Town


async def _started(town: Town, user: int = 1) -> Person:
    person = town.person(user)
    await person.say("/quiz")
    return person


async def test_anothers_question_can_not_be_answered(town: Town) -> None:
    await _started(town, 1)
    other = await _started(town, 2)
    for callback in (Pick(1, 0), Submit(1), Tick(1, 0), Put(1, 0), Undo(1), Why(1), Flag(1, "wrong"), Next(1), Stop(1)):
        await other.press_data(other.last()["message_id"], pack(callback))
    first = await town.database.do(lambda uow: uow.quizzes.asking(1, 1))
    quiz = await town.database.do(lambda uow: uow.quizzes.get(1))
    assert first is not None
    assert first.state.value == "open"
    assert quiz is not None
    assert quiz.open
    assert await town.database.do(lambda uow: uow.reports.counts()) == {}
    assert town.refused() == []


@pytest.mark.parametrize(
    "data",
    [
        "",
        "x" * 64,
        "p|1",
        "p|1|99",
        "p|-1|0",
        "p|1|0|0",
        "p|99999999999999999999|0",
        "C|s|zone|Mars/Olympus",
        "C|s|zone|../../etc/passwd",
        "C|s|hour|25",
        "C|w|nonsense|1",
        "C|s|level/unknown|3",
        "C|s|level/sql|9",
        "E|s|nonsense",
        "E|w|level/unknown",
        "q|nowhere",
        "q|sql/unknown",
        "g|nowhere",
        "m|nonsense",
        "f|1|nonsense",
        "n|424242",
        "🦆|1",
        "p|١|0",
        "F|2|9999999999",
        "F|1|1",
        "E|" + "x" * 50 + "|role",
        "E|w|level",
    ],
)
async def test_a_payload_that_was_tampered_with_changes_nothing(town: Town, data: str) -> None:
    person = await _started(town)
    before = await town.learner()
    number = person.last()["message_id"]
    if data:
        await person.press_data(number, data)
    assert await town.learner() == before
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    assert await town.database.do(lambda uow: len(uow.inbox.parked())) == 0
    assert town.refused() == []


async def test_every_payload_pressed_in_any_state_is_survived(town: Town) -> None:
    person = await _started(town)
    everything: list[Callback] = [
        Pick(1, 0), Tick(1, 0), Put(1, 0), Undo(1), Submit(1), Why(1), Next(1), Drill("sql"), Drill(""), Edit("s", "zone"),
        Edit("w", "role"),
        Choose("w", "role", ""), Choose("s", "count", "10"), Show("settings"), Show("gaps"), Show("week"), Practise("sql/joins"), Stop(1),
        Flag(1, ""), Flag(1, "-"), Forget(0, 10**10),
    ]  # fmt: skip
    for callback in everything:
        await person.press_data(person.last()["message_id"], pack(callback))
    assert await town.database.do(lambda uow: len(uow.inbox.parked())) == 0
    # The same screen asked for twice on one message changes nothing, which Telegram refuses and nobody sees.
    assert [call for call in town.refused() if "not modified" not in str(call.error)] == []


async def test_stickers_voice_edits_and_unknown_commands_get_a_helpful_word(town: Town) -> None:
    person = await _started(town)
    people = town.server.people
    for act, word in (
        (lambda: people.sticker(1), "text and buttons"),
        (lambda: people.voice(1), "text and buttons"),
        (lambda: people.edit(1, person.history()[0]["message_id"], "something else"), "edits"),
        (lambda: people.say(1, "/nonsense"), "don’t know that command"),
    ):
        new = await town.after(1, act)
        assert any(word in message.get("text", "") for message in new), word
    assert town.refused() == []


async def test_a_location_that_is_shared_live_gets_no_word_every_few_seconds(town: Town) -> None:
    person = await _started(town)
    assert town.app._parts is not None
    message = {**person.history()[0], "location": {"latitude": 37.5, "longitude": 127.0, "live_period": 3600}, "edit_date": 1}
    for number in (1, 2):
        await town.app._parts.pipeline.intake.put([{"update_id": number, "edited_message": {**message, "text": None}}])
    await town.settle()
    assert not any("edited" in each.get("text", "") for each in person.history())


async def test_small_talk_without_a_question_gets_directions(town: Town) -> None:
    person = town.person()
    await person.say("hello there")
    assert "/quiz" in person.last()["text"]


async def test_an_endless_message_is_refused_kindly(town: Town) -> None:
    person = await _started(town)
    await person.say("a" * 4000)
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    assert person.last()["text"]


async def test_in_a_group_the_bot_says_that_it_coaches_in_private(town: Town) -> None:
    town.person(1)
    group = town.server.people.found_group("Team", (1,))
    town.server.people.say(1, "/quiz", chat_id=group.id)
    town.server.people.say(1, "just talking", chat_id=group.id)
    await town.settle()
    said = [each for each in town.server.people.history(group.id) if each["from"]["is_bot"]]
    assert len(said) == 1
    assert "private" in said[0]["text"]
    assert await town.learner() is None


async def test_a_button_pressed_after_everything_was_forgotten_points_to_start(town: Town) -> None:
    person = await _started(town)
    number, data = person._button("know")
    await person.say("/forget")
    await person.press("Erase")
    query = town.server.people.press(1, number, data)
    await town.settle()
    answer = town.server.people.answer(query)
    assert answer is not None
    assert "/start" in str(answer["text"])
    assert await town.learner() is None


async def test_an_old_button_answers_no_question_of_the_life_after_everything_was_forgotten(town: Town) -> None:
    person = await _started(town)
    number, data = person._button("know")
    await person.say("/forget")
    await person.press("Erase")
    await person.say("/quiz sql")
    query = town.server.people.press(1, number, data)
    await town.settle()
    answer = town.server.people.answer(query)
    assert answer is not None
    assert "no longer works" in str(answer["text"])
    learner = await town.learner()
    assert learner is not None
    assert await town.database.do(lambda uow: uow.attempts.total(learner.id)) == 0


async def test_admin_commands_answer_admins_and_look_unknown_to_others(town: Town) -> None:
    admin, other = town.person(9), town.person(1)
    await other.press_data((await other.say("/start"))[0]["message_id"], pack(Edit("w", "city")))
    before = await town.learner()
    await other.say("/status")
    assert "don’t know that command" in other.last()["text"]
    assert await town.learner() == before  # as with any unknown command, a city is still waited for
    await admin.say("/status")
    assert "learners" in admin.last()["text"]
    assert town.refused() == []
