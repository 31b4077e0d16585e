"""Quizzes over HTTP: every format is asked, answered and explained, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from questions.model import Bank, Format, Question, Result
from tests.bot.flows.chat import Open, Person, Town, only

LANGUAGES = ("en", "ko")


def _first(bank: Bank, kind: Format) -> Question:
    return next(each for each in bank.questions.values() if each.format is kind and not each.retired)


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption", "")))


async def _asked(open_town: Open, bank: Bank, kind: Format, language: str) -> tuple[Town, Person, Question]:
    question = _first(bank, kind)
    town = await open_town(only(bank, question))
    person = town.person(1, language)
    await person.say("/quiz")
    return town, person, question


async def _right_letters(town: Town, question: Question) -> list[str]:
    """Return the letters under which the right options are shown."""
    asking = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert asking is not None
    return [letter for letter, index in zip("ABCDEF", asking.order, strict=False) if question.options[index].correct]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_single_choice_turns_into_its_result_when_a_letter_is_pressed(open_town: Open, bank: Bank, language: str) -> None:
    town, person, question = await _asked(open_town, bank, Format.SINGLE, language)
    number = person.last()["message_id"]
    letter = (await _right_letters(town, question))[0]
    await person.press(letter)
    shown = next(each for each in person.history() if each["message_id"] == number)
    assert _text(shown).count("✅") >= 2
    assert any("▶️" in label for label in person.buttons(shown))
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]
    assert town.refused() == []


async def test_a_letter_may_be_typed_instead_of_pressed(open_town: Open, bank: Bank) -> None:
    town, person, question = await _asked(open_town, bank, Format.SINGLE, "en")
    await person.say((await _right_letters(town, question))[0].lower())
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_ticks_toggle_in_place_and_count_when_submitted(open_town: Open, bank: Bank, language: str) -> None:
    town, person, question = await _asked(open_town, bank, Format.MULTIPLE, language)
    letters = await _right_letters(town, question)
    for letter in letters:
        await person.press(f" {letter}")
    assert sum(label.startswith("☑") for label in person.buttons()) == len(letters)
    await person.press(f" {letters[0]}")
    assert sum(label.startswith("☑") for label in person.buttons()) == len(letters) - 1
    await person.press(f" {letters[0]}")
    await person.press("✓")
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]
    assert town.refused() == []


async def test_submitting_nothing_is_no_answer(open_town: Open, bank: Bank) -> None:
    town, person, _ = await _asked(open_town, bank, Format.MULTIPLE, "en")
    await person.press("✓")
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    assert await town.database.do(lambda uow: uow.quizzes.last_open(1)) is not None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_steps_are_put_in_order_by_tapping_and_can_be_taken_back(open_town: Open, bank: Bank, language: str) -> None:
    town, person, question = await _asked(open_town, bank, Format.ORDER, language)
    asking = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert asking is not None
    letters = ["ABCDEF"[asking.order.index(step)] for step in range(len(question.options))]
    await person.press(letters[1])
    await person.press("↩️")
    for letter in letters:
        await person.press(letter)
    await person.press("✓")
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]
    assert town.refused() == []


@pytest.mark.parametrize("kind", [Format.OUTPUT, Format.CLOZE, Format.NUMBER])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_typed_answer_is_the_next_message(open_town: Open, bank: Bank, kind: Format, language: str) -> None:
    town, person, question = await _asked(open_town, bank, kind, language)
    await person.say(question.answers[0])
    assert "✅" in _text(person.last())
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]
    assert town.refused() == []


async def test_a_typed_answers_result_quotes_the_question_in_place_of_repeating_it(open_town: Open, bank: Bank) -> None:
    _, person, question = await _asked(open_town, bank, Format.NUMBER, "en")
    asked = person.last()["message_id"]
    await person.say(question.answers[0])
    result = person.last()
    assert result["reply_to_message"]["message_id"] == asked
    assert question.prompt.en.split("\n")[0][:40] not in _text(result)


@pytest.mark.parametrize(("kind", "text"), [(Format.MULTIPLE, "{}, {}"), (Format.MULTIPLE, "{}{}"), (Format.MULTIPLE, "{} {}")])
async def test_ticks_may_be_typed_as_letters(open_town: Open, bank: Bank, kind: Format, text: str) -> None:
    question = next(each for each in bank.questions.values() if each.format is kind and sum(option.correct for option in each.options) == 2)
    town = await open_town(only(bank, question))
    person = town.person()
    await person.say("/quiz")
    letters = await _right_letters(town, question)
    await person.say(text.format(*letters) if "," not in text else text.format(*letters).lower())
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]


async def test_an_order_may_be_typed_as_letters_but_not_half_of_it(open_town: Open, bank: Bank) -> None:
    town, person, question = await _asked(open_town, bank, Format.ORDER, "en")
    asking = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert asking is not None
    letters = ["ABCDEF"[asking.order.index(step)] for step in range(len(question.options))]
    for said in ("A, B", "A A A A A", "bad", "a good question", "Z", "👍"):
        await person.say(said)
        assert "type every letter in order" in _text(person.last())
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    await person.say(" → ".join(letters))
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]


@pytest.mark.parametrize("said", ["I don't know", "idk", "모르겠어요.", "I don’t know!"])
@pytest.mark.parametrize("kind", [Format.SINGLE, Format.CLOZE, Format.NUMBER])
async def test_not_knowing_may_be_typed(open_town: Open, bank: Bank, kind: Format, said: str) -> None:
    town, person, _ = await _asked(open_town, bank, kind, "en")
    await person.say(said)
    assert "🤝" in _text(person.last())
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.result for each in given] == [Result.UNKNOWN]


async def test_what_is_said_of_a_mistake_names_the_option_that_is_meant(open_town: Open, bank: Bank) -> None:
    town, person, question = await _asked(open_town, bank, Format.MULTIPLE, "en")
    letters = await _right_letters(town, question)
    await person.say(", ".join(letters[:-1]))
    said = _text(person.last())
    missed = next(option for option in question.options if option.correct and option.feedback and option.feedback.en[:20] in said)
    asking = (await town.database.do(lambda uow: uow.quizzes.all_askings(1)))[0]
    letter = "ABCDEF"[asking.order.index(question.options.index(missed))]
    assert f"{letter}. {missed.feedback.en[:20]}" in said if missed.feedback else False
    assert "☑️ marks" in said


async def test_a_text_that_is_no_number_is_asked_for_again_and_not_counted(open_town: Open, bank: Bank) -> None:
    town, person, question = await _asked(open_town, bank, Format.NUMBER, "en")
    await person.say("no idea, honestly")
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    await person.say(question.answers[0])
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 1


@pytest.mark.parametrize("kind", [Format.OUTPUT, Format.CLOZE, Format.NUMBER])
@pytest.mark.parametrize(("language", "awaited"), [("en", "still waiting for your answer"), ("ko", "아직 답을 기다리고 있습니다")])
async def test_emoji_alone_are_no_answer(open_town: Open, bank: Bank, kind: Format, language: str, awaited: str) -> None:
    town, person, question = await _asked(open_town, bank, kind, language)
    for said in ("👍", "🙂🙂", "👍🏽 👩‍💻", "❤️", "↔️™️", "🇰🇷", "⏰⭐✅"):
        await person.say(said)
        assert awaited in _text(person.last()), said
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    await person.say(question.answers[0])
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]
    assert town.refused() == []


@pytest.mark.parametrize("said", ["*", ">=", "|", "$?", "[]", "-1", "''", "→", "│", "1️⃣", "🙂 *"])
async def test_marks_that_a_program_may_hold_are_an_answer(open_town: Open, bank: Bank, said: str) -> None:
    town, person, _ = await _asked(open_town, bank, Format.CLOZE, "en")
    await person.say(said)
    assert f"You answered: {said}" in _text(person.last())
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 1


async def test_markup_in_a_typed_answer_is_shown_as_typed(open_town: Open, bank: Bank) -> None:
    town, person, _ = await _asked(open_town, bank, Format.OUTPUT, "en")
    await person.say("<b>&amp; <script>")
    assert "<b>&amp; <script>" in _text(person.last())
    assert town.refused() == []


async def test_i_dont_know_is_an_answer_and_skip_is_none(town: Town) -> None:
    person = town.person()
    await person.say("/quiz")
    await person.press("Skip")
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    await person.press("know")
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.result.value for each in given] == ["unknown"]


async def test_the_same_press_twice_answers_once(town: Town) -> None:
    person = town.person()
    await person.say("/quiz")
    number, data = person._button("know")
    await person.press_data(number, data)
    await person.press_data(number, data)
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 1
    assert town.refused() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_quiz_of_three_ends_with_its_score_and_a_streak(town: Town, language: str) -> None:
    person = town.person(1, language)
    await person.say("/quiz sql 3" if language == "en" else "/quiz sql 3문제")
    for _ in range(3):
        await person.press("know" if language == "en" else "모르겠")
        await person.press("▶️")
    assert "🏁" in _text(person.last())
    assert "🔥" in _text(person.last())
    assert {given.attempt.item.area for given in await town.database.do(lambda uow: uow.attempts.all(1))} == {"sql"}
    assert town.refused() == []


async def test_an_unfinished_quiz_resumes_with_the_question_that_waits(town: Town) -> None:
    person = town.person()
    await person.say("/quiz python 4")
    first = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    await person.say("/quiz")
    second = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert first is not None
    assert second is not None
    assert first.id == second.id
    assert "2/4" not in _text(person.last())


@pytest.mark.parametrize(("asked", "size", "told"), [(99, 20, True), (10**12, 20, True), (20, 20, False), (1, 1, False)])
async def test_a_quiz_has_its_most_questions_and_says_so(town: Town, asked: int, size: int, told: bool) -> None:  # noqa: FBT001 a table's column
    person = town.person()
    await person.say(f"/quiz sql {asked}")
    assert f"1/{size}" in _text(person.last())
    assert ("20 questions at most" in _text(person.last())) == told


@pytest.mark.parametrize(
    ("language", "asked", "answer"),
    [
        ("en", "/quiz 0", "A quiz has 1 to 20 questions. Type for example /quiz 5"),
        ("en", "/quiz -1", "1 to 20"),
        ("en", "/quiz sql 0", "1 to 20"),
        ("ko", "/quiz 0문제", "문제 수는 1부터 20까지 정할 수 있습니다. /quiz 5나"),
    ],
)
async def test_a_quiz_without_a_question_is_not_begun_and_the_open_one_stays(town: Town, language: str, asked: str, answer: str) -> None:
    person = town.person(1, language)
    await person.say("/quiz python 3")
    before = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert [answer in _text(message) for message in await person.say(asked)] == [False, True]  # what was said, and what it is answered
    assert await town.database.do(lambda uow: uow.quizzes.last_open(1)) == before
    assert town.refused() == []


async def test_an_unknown_area_offers_every_area(town: Town) -> None:
    person = town.person()
    await person.say("/quiz cobol")
    assert len(person.buttons()) == 14
    await person.press("Bash")
    asking = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert asking is not None


async def test_why_a_question_was_asked_is_said_in_words(town: Town) -> None:
    person = town.person()
    await person.say("/quiz")
    await person.press("know")
    number, data = person._button("Why")
    query = town.server.people.press(person.user, number, data)
    await town.settle()
    answer = town.server.people.answer(query)
    assert answer is not None
    assert len(str(answer["text"])) > 30


async def test_a_question_can_be_reported_once_with_a_reason(town: Town) -> None:
    person = town.person()
    await person.say("/report")
    assert "Nothing to report" in _text(person.last())
    await person.say("/quiz")
    await person.say("/report")
    await person.press("unclear")
    assert "Thank you" in _text(person.last())
    counts = await town.database.do(lambda uow: uow.reports.counts())
    assert list(counts.values()) == [1]
