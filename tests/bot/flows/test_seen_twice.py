"""What was sent or tapped twice, over HTTP: a question that stands in the chat in two copies, and double taps."""

from __future__ import annotations

from bot.local.faults import Fault, Kind
from tests.bot.flows.chat import Person, Town


def _texts(person: Person) -> list[str]:
    return [str(message.get("text", "")) for message in person.history()]


async def _tap_twice(person: Person, label: str) -> None:
    """Press a button twice before the bot has reacted."""
    button = person._button(label)
    person.town.server.people.press(person.user, *button)
    await person.press_data(*button)


async def test_an_answer_to_the_older_copy_of_a_question_is_shown_below_the_newer_one(town: Town) -> None:
    person = town.person()
    town.server.faults.plan("sendMessage", Fault(Kind.RESET, after=True))
    await person.say("/quiz sql 2")
    first, second = (message for message in person.history() if message["from"]["is_bot"])
    assert first["text"] == second["text"]
    unknown = first["reply_markup"]["inline_keyboard"][-1][0]["callback_data"]
    await person.press_data(first["message_id"], unknown)
    assert "🤝" in _texts(person)[-1]
    assert person.history()[1].get("reply_markup") is None
    await person.press("▶️")
    assert "2/2" in _texts(person)[-1]
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 1
    assert town.refused() == []


async def test_a_skip_in_the_older_copy_asks_the_next_question_once(town: Town) -> None:
    person = town.person()
    town.server.faults.plan("sendMessage", Fault(Kind.RESET, after=True))
    await person.say("/quiz sql 2")
    first = next(message for message in person.history() if message["from"]["is_bot"])
    skip = first["reply_markup"]["inline_keyboard"][-1][1]["callback_data"]
    for _ in range(2):
        await person.press_data(first["message_id"], skip)
    askings = await town.database.do(lambda uow: uow.quizzes.askings(1))
    assert [each.state.value for each in askings] == ["skipped", "open"]
    assert person.last()["message_id"] == askings[-1].message_id


async def test_quiz_between_two_questions_asks_the_next_one(town: Town) -> None:
    person = town.person()
    await person.say("/quiz sql 3")
    await person.press("know")
    await person.say("/quiz")
    assert "2/3" in _texts(person)[-1]
    await person.press("know")
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 2
    assert town.refused() == []


async def test_a_double_tap_on_once_more_begins_one_quiz(town: Town) -> None:
    person = town.person()
    await person.say("/quiz sql 1")
    await person.press("know")
    await person.press("▶️")
    await _tap_twice(person, "5 more")
    assert [each.size for each in await town.database.do(lambda uow: uow.quizzes.all(1))] == [1, 5]
    assert sum("1/5" in text for text in _texts(person)) == 1
    await person.press("know")
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 2
    assert town.refused() == []
