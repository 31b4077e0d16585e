"""A person's way through the product over HTTP: set-up, placement, gaps, week, settings, export, forgetting; both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from questions.model import Bank, Format, Target
from tests.bot.flows.chat import Open, Person, Town, only

LANGUAGES = ("en", "ko")
KNOW = {"en": "know", "ko": "모르겠"}
SKIP = {"en": "Skip", "ko": "건너뛰기"}


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption", "")))


async def _set_up(person: Person, language: str) -> None:
    """Answer every step of the set-up with its first choice."""
    await person.say("/start")
    while SKIP[language] in person.buttons():
        await person.press(person.buttons()[0])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_start_sets_up_in_six_taps_and_offers_the_placement(town: Town, language: str) -> None:
    person = town.person(1, language)
    await person.say("/start")
    assert "1/6" in _text(person.last())
    await person.press("B형" if language == "ko" else "Type B")
    taps = 1
    while SKIP[language] in person.buttons():
        await person.press(person.buttons()[0])
        taps += 1
    assert taps == 6
    assert any("🎯" in label for label in person.buttons())
    learner = await town.learner()
    assert learner is not None
    assert learner.target.engineer_type == "b"
    assert learner.target.facing == "internal"
    assert learner.target.stage == 1
    assert learner.schedule.zone == {"ko": "Asia/Seoul", "en": "America/Los_Angeles"}[language]
    assert learner.schedule.daily_at == time(0)
    assert learner.next_daily_at is not None
    assert town.refused() == []


async def test_every_step_can_be_skipped_and_pushes_are_planned_all_the_same(town: Town) -> None:
    person = town.person(1, "ko")
    await person.say("/start")
    for _ in range(6):
        await person.press("건너뛰기")
    learner = await town.learner()
    assert learner is not None
    assert learner.next_daily_at is not None
    assert learner.schedule.zone == "Asia/Seoul"


async def test_somebody_who_moves_in_from_another_role_says_which(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("/start")
    await person.press("moving from")
    await person.press("Data analyst")
    assert "2/6" in _text(person.last())
    learner = await town.learner()
    assert learner is not None
    assert learner.target.origin == "data-analyst"


@pytest.mark.parametrize(
    ("language", "way", "question"),
    [
        ("en", "tap one of the buttons; Skip passes this step over", "Which role"),
        ("ko", "버튼을 눌러 답해 주세요. 건너뛰기로", "어떤 역할"),
    ],
)
async def test_whoever_types_at_a_step_of_the_set_up_gets_it_again(town: Town, language: str, way: str, question: str) -> None:
    person = town.person(1, language)
    await person.say("/start")
    for _ in range(2):
        await person.say("hello?")
        assert way in _text(person.last())
        assert "/quiz" in _text(person.last())
        assert f"1/6 · {question}" in _text(person.last())
    await person.press("…")
    await person.say("data analyst")
    assert any("분석가" in label or "analyst" in label for label in person.buttons())
    for step in (2, 3):
        await person.press(SKIP[language])
        await person.say("9 o’clock")
        assert f"{step}/6" in _text(person.last())
        assert sum(f"{step}/6" in _text(message) for message in person.history() if person.buttons(message)) == 1
    for step in (4, 5, 6):
        await person.press(SKIP[language])
        assert f"{step}/6" in _text(person.last())
        assert way not in _text(person.last())
    await person.press(SKIP[language])
    await person.say("hello?")
    assert way not in _text(person.last())
    assert town.refused() == []


async def test_a_command_ends_the_set_up_and_an_open_question_is_answered_in_it(open_town: Open, bank: Bank) -> None:
    question = next(each for each in bank.questions.values() if each.format is Format.NUMBER)
    town = await open_town(only(bank, question))
    person = town.person(1, "en")
    await person.say("/start")
    await person.say("/help")
    await person.say("hello?")
    assert "/start sets you up" in _text(person.last())
    await person.say("/quiz")
    await person.say("/start")
    assert "1/6" in _text(person.last())
    await person.say(question.answers[0])
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]


async def test_a_city_can_be_typed_in_the_set_up(town: Town) -> None:
    person = town.person(1, "ko")
    await person.say("/start")
    for _ in range(3):
        await person.press("건너뛰기")
    asked = person.last()["message_id"]
    await person.say("샌프란")
    await person.press("샌프란시스코")
    learner = await town.learner()
    assert learner is not None
    assert learner.schedule.zone == "America/Los_Angeles"
    assert "5/6" in _text(person.last())
    assert not any(person.buttons(message) for message in person.history() if message["message_id"] == asked)


@pytest.mark.parametrize("typed", ["샌프란시스코", "san francisco"])
async def test_a_city_that_is_named_exactly_is_taken_without_a_tap(town: Town, typed: str) -> None:
    person = town.person(1, "ko")
    await person.say("/start")
    for _ in range(3):
        await person.press("건너뛰기")
    await person.say(typed)
    assert "5/6" in _text(person.last())
    assert "로스앤젤레스 (지금 19:00)" in _text(person.last())
    assert sum(bool(person.buttons(message)) for message in person.history()) == 1
    await person.press("◀️")
    await person.say("부산")
    assert "서울 (지금 12:00)" in _text(person.last())
    await person.press("20:00")
    await person.press("월요일")
    await person.say("/settings")
    await person.press("시간대")
    await person.say("런던")
    assert "시간대: 런던" in _text(person.last())
    learner = await town.learner()
    assert learner is not None
    assert (learner.schedule.zone, learner.expects) == ("Europe/London", None)
    assert town.refused() == []


async def test_a_deep_link_starts_a_quiz_on_its_area(town: Town) -> None:
    person = town.person()
    await person.say("/start sql")
    asking = await town.database.do(lambda uow: uow.quizzes.last_open(1))
    assert asking is not None
    quiz = await town.database.do(lambda uow: uow.quizzes.get(asking.quiz_id))
    assert quiz is not None
    assert quiz.area == "sql"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_placement_can_be_broken_off_and_resumed_and_ends_with_the_gaps(town: Town, language: str) -> None:
    person = town.person(1, language)
    await _set_up(person, language)
    await person.press("🎯")
    for _ in range(4):
        await person.press(KNOW[language])
        await person.press("▶️")
    await person.say("/start")
    await person.press("🎯")
    assert "5" in _text(person.last()).splitlines()[2]
    for _ in range(25):
        if not any(KNOW[language] in label for label in person.buttons()):
            break
        await person.press(KNOW[language])
        await person.press("▶️")
    texts = [_text(message) for message in person.history()]
    assert any("🏁" in text for text in texts)
    assert any("photo" in message for message in person.history())
    assert "📐" in texts[-1]
    assert await town.database.do(lambda uow: uow.attempts.total(1)) <= 25
    assert town.refused() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_gaps_show_every_level_with_its_interval_and_drill_into_an_area(town: Town, language: str) -> None:
    person = town.person(1, language)
    await person.say("/quiz sql 2")
    await person.press(KNOW[language])
    await person.say("/gaps")
    rows = [line for line in _text(person.last()).splitlines() if line.startswith(("⚪", "🔴", "🟢"))]
    assert len(rows) == 13
    assert all("(" in row and "–" in row for row in rows)
    await person.press("Bash")
    assert "📂" in _text(person.last())
    await person.press("◀️")
    assert "📐" in _text(person.last())
    assert town.refused() == []


@pytest.mark.parametrize("language", LANGUAGES)
async def test_week_and_stats_count_what_was_answered(town: Town, language: str) -> None:
    person = town.person(1, language)
    await person.say("/quiz bash 2")
    await person.press(KNOW[language])
    await person.say("/week")
    assert "📊" in _text(person.last())
    assert any("photo" in message for message in person.history())
    await person.say("/stats")
    assert "Bash" in _text(person.last())
    assert town.refused() == []


async def test_every_setting_can_be_changed_and_is_shown(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("/settings")
    for editor, choice in (
        ("Role", "Type B"), ("Data for", "Both"), ("Company", "Stage 3"), ("Hour", "09:00"), ("Number", "10"), ("Summary", "Friday"),
        ("Quiet", "23:00"), ("Difficulty", "Harder"), ("Zone", "London"),
    ):  # fmt: skip
        await person.press(editor)
        await person.press(choice)
        assert "Settings" in _text(person.last()), editor
    await person.press("Target levels")
    await person.press("SQL")
    await person.press("5")
    learner = await town.learner()
    assert learner is not None
    assert (learner.target.engineer_type, learner.target.facing, learner.target.stage) == ("b", "both", 3)
    assert learner.target.overrides == {"sql": 5.0}
    assert learner.schedule.zone == "Europe/London"
    assert learner.schedule.daily_at == time(9)
    assert learner.schedule.weekday == 4
    assert (learner.schedule.quiet_from, learner.schedule.quiet_until) == (time(23), time(7))
    assert learner.questions_a_day == 10
    assert learner.challenge == "harder"
    assert town.refused() == []


async def test_the_language_is_telegrams_until_it_is_chosen(town: Town) -> None:
    person = town.person(1, "ko")
    await person.say("/help")
    assert "할 수 있는 일" in _text(person.last())
    await person.say("/language")
    await person.press("English")
    assert "English" in _text(person.last())
    await person.say("/help")
    assert "What I can do" in _text(person.last())


async def test_pausing_stops_pushes_until_resumed(town: Town) -> None:
    person = town.person(1, "ko")
    await _set_up(person, "ko")
    await person.say("/pause")
    before = len(person.history())
    await town.ahead(days=3)
    assert len(person.history()) == before
    await person.press("▶️")
    learner = await town.learner()
    assert learner is not None
    assert not learner.paused
    assert learner.next_daily_at is not None
    assert learner.next_daily_at > town.clock.at


@pytest.mark.parametrize("language", LANGUAGES)
async def test_export_is_everything_as_json_and_forgetting_leaves_nothing(town: Town, language: str) -> None:
    person = town.person(1, language)
    await person.say("/quiz sql 2")
    await person.press(KNOW[language])
    await person.say("/export")
    document = next(message["document"] for message in reversed(person.history()) if "document" in message)
    known = town.server._store.file(document["file_id"])
    assert known is not None
    found = town.server._store.content(known.path)
    assert found is not None
    data = json.loads(found[1])
    assert len(data["answers"]) == 1
    assert data["learner"]["lang"] == language
    await person.say("/forget")
    await person.press({"en": "Erase", "ko": "모두 삭제"}[language])
    assert await town.learner() is None
    assert await town.database.do(lambda uow: (uow.learners.count(), uow.attempts.total(1), uow.outbox.count())) == (0, 0, 0)
    await person.say("/stats")
    assert await town.database.do(lambda uow: uow.learners.count()) == 1
    assert town.refused() == []


async def test_what_was_kept_is_not_forgotten(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("/quiz")
    await person.say("/forget")
    await person.press("Keep")
    assert await town.learner() is not None


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_privacy_and_an_empty_report_are_told(town: Town, language: str) -> None:
    person = town.person(1, language)
    for command in ("/help", "/privacy", "/stats", "/gaps", "/week", "/settings", "/report", "/language"):
        new = await person.say(command)
        assert [message for message in new if message["from"]["is_bot"]], command
    assert town.refused() == []


async def test_the_command_menu_is_in_both_languages(town: Town) -> None:
    set_commands = await town.called("setmycommands", 2)
    assert {call.params.text("language_code") for call in set_commands} >= {"", "ko"}


async def test_a_typed_answer_is_not_taken_for_a_city(open_town: Open, bank: Bank) -> None:
    question = next(each for each in bank.questions.values() if each.format is Format.NUMBER)
    town = await open_town(only(bank, question))
    person = town.person(1, "en")
    await person.say("/quiz")
    await person.say("/settings")
    await person.press("Zone")
    await person.say(question.answers[0])
    given = await town.database.do(lambda uow: uow.attempts.all(1))
    assert [each.attempt.correct for each in given] == [True]


async def test_whoever_leaves_the_zone_has_done_with_naming_a_city(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("/settings")
    await person.press("Zone")
    await person.press("Back")
    learner = await town.learner()
    assert learner is not None
    assert learner.expects is None


async def test_an_hour_in_the_quiet_hours_is_told_with_the_hour_that_holds(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("/start")
    for _ in range(4):
        await person.press("Skip")
    await person.press("23:00")
    await person.press("Sunday")
    said = _text(person.last())
    assert "comes at 07:00" in said
    assert "23:00 is within your quiet hours (22:00–07:00)" in said
    await person.say("/pause")
    await person.press("Resume")
    assert "07:00" in _text(person.last())


async def test_whoever_wants_the_placement_later_is_told_how_to_come_back(town: Town) -> None:
    person = town.person(1, "en")
    await _set_up(person, "en")
    await person.press("Later")
    notices = [str(call.params.values) for call in town.calls if call.method == "answercallbackquery"]
    assert "/start offers it again" in notices[-1]


async def test_a_newcomer_who_just_talks_is_shown_the_way_in(town: Town) -> None:
    person = town.person(1, "en")
    await person.say("hello")
    assert "/start sets you up" in _text(person.last())
    await _set_up(person, "en")
    await person.say("hello")
    assert "/start" not in _text(person.last())


async def test_a_placement_that_was_stopped_goes_on_with_its_number(town: Town) -> None:
    person = town.person(1, "en")
    await _set_up(person, "en")
    await person.press("Start the placement")
    for _ in range(2):
        await person.press("know")
        await person.press("Next")
    await person.press("Enough")
    assert "on hold" in _text(person.last())
    await person.say("/quiz bash 1")
    await person.press("know")
    await person.say("/quiz")
    assert "1/5" in _text(person.last())
    await person.say("/start")
    assert "The placement has its own button below" in _text(person.last())
    assert not any("Start the placement" in label for label in person.buttons())
    await person.press("Go on with the placement")
    assert "Placement 3" in _text(person.last())


@pytest.mark.parametrize(
    ("asked", "area"), [("/quiz 자바 3", "jvm"), ("/quiz java", "jvm"), ("/quiz 쉘", "bash"), ("/quiz 파이썬 2", "python")]
)
async def test_an_area_can_be_named_as_people_do(town: Town, asked: str, area: str) -> None:
    person = town.person(1, "ko")
    await person.say(asked)
    open_quizzes = await town.database.do(lambda uow: uow.quizzes.open(1))
    assert [quiz.area for quiz in open_quizzes] == [area]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_placement_with_nothing_to_settle_says_so(town: Town, bank: Bank, language: str) -> None:
    person = town.person(1, language)
    await _set_up(person, language)
    learner = await town.database.do(lambda uow: uow.learners.get(1))
    assert learner is not None
    nothing = replace(learner, target=Target(overrides=dict.fromkeys(bank.areas, 1.0)))
    await town.database.do(lambda uow: uow.learners.save(nothing))
    await person.press("🎯")
    assert {"en": "nothing left for a placement", "ko": "더 알아볼 것이 없습니다"}[language] in _text(person.last())
    assert await town.database.do(lambda uow: uow.attempts.total(1)) == 0
    await person.say("/quiz")
    assert any(KNOW[language] in label for label in person.buttons())
