"""Pushes over HTTP: the daily quiz and the weekly summary at each person's own hour, once, never at night, never piling up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bot.flows.chat import Person, Town


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption", "")))


async def _planned(town: Town, user: int = 1, language: str = "ko", hour: str = "08:00") -> Person:
    """Set somebody up with an hour of their own."""
    person = town.person(user, language)
    await person.say("/start")
    for _ in range(6):
        await person.press("건너뛰기" if language == "ko" else "Skip")
    await person.say("/settings")
    await person.press("시각" if language == "ko" else "Hour")
    await person.press(hour)
    return person


def _pushes(person: Person) -> list[str]:
    return [text for message in person.history() if "☀️" in (text := _text(message)) or "💤" in text]


def _opened(person: Person) -> int:
    return sum("☀️" in _text(message) for message in person.history())


async def test_the_daily_quiz_comes_at_the_persons_own_hour_with_its_first_question(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 23, 22, 59, tzinfo=UTC))
    assert _opened(person) == 0
    await town.until(datetime(2026, 11, 23, 23, 0, 10, tzinfo=UTC))
    assert _opened(person) == 1
    assert "1/5" in _text(person.last())
    await person.press("모르겠")
    await person.press("▶️")
    assert "2/5" in _text(person.last())
    assert town.refused() == []


async def test_a_push_comes_once_for_a_local_date_however_often_the_tick_looks(town: Town) -> None:
    person = await _planned(town)
    for minute in (0, 1, 5, 30, 59):
        await town.until(datetime(2026, 11, 23, 23, minute, 10, tzinfo=UTC))
    assert _opened(person) == 1


async def test_missed_days_do_not_pile_up_and_the_older_push_is_closed(town: Town) -> None:
    person = await _planned(town)
    for day in (23, 24, 25):
        await town.until(datetime(2026, 11, day, 23, 1, tzinfo=UTC))
    assert _opened(person) == 1
    assert sum("💤" in _text(message) for message in person.history()) == 2
    quizzes = await town.database.do(lambda uow: uow.quizzes.open(1))
    assert len(quizzes) == 1


async def test_a_question_that_its_person_deleted_does_not_come_back_with_the_next_push(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    town.server.people.delete(1, person.last()["message_id"])
    before = len(person.history())
    await town.until(datetime(2026, 11, 24, 23, 1, tzinfo=UTC))
    assert len(person.history()) == before + 1
    assert "☀️" in _text(person.last())


async def test_after_a_long_outage_only_what_is_due_today_is_sent(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 27, 22, 0, tzinfo=UTC))  # 07:00 in Seoul, days later
    assert _opened(person) == 0
    await town.until(datetime(2026, 11, 30, 3, 0, tzinfo=UTC))  # noon, days later again: that day's eight o'clock has passed
    assert _opened(person) == 1
    assert not any("📊" in _text(message) for message in person.history())  # Sunday's summary was due yesterday


async def test_an_outage_of_some_hours_delays_the_push_within_its_day(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 24, 5, 0, tzinfo=UTC))
    assert _opened(person) == 1


async def test_a_push_that_comes_too_late_never_breaks_quiet_hours(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 24, 13, 30, tzinfo=UTC))  # 22:30 in Seoul
    assert _opened(person) == 0
    await town.until(datetime(2026, 11, 24, 23, 0, 5, tzinfo=UTC))
    assert _opened(person) == 1


async def test_moving_west_brings_no_second_push_on_the_same_local_date(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))  # 24 November, 08:01 in Seoul
    await person.say("/settings")
    await person.press("시간대")
    await person.press("로스앤젤레스")  # where it is still the 23rd
    await town.until(datetime(2026, 11, 24, 16, 1, tzinfo=UTC))  # 24 November, 08:01 in Los Angeles
    assert _opened(person) == 1
    await town.until(datetime(2026, 11, 25, 16, 1, tzinfo=UTC))
    assert _opened(person) + sum("💤" in text for text in _pushes(person)) == 2


async def test_somebody_in_the_middle_of_a_quiz_is_not_interrupted(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 23, 22, 55, tzinfo=UTC))
    await person.say("/quiz sql 3")
    await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    assert _opened(person) == 0
    await town.until(datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    assert _opened(person) == 1


async def test_the_weekly_summary_comes_on_its_day_with_a_picture_and_words(town: Town) -> None:
    person = await _planned(town)
    await person.say("/quiz sql 2")
    await person.press("모르겠")
    await town.until(datetime(2026, 11, 28, 23, 1, tzinfo=UTC))  # Sunday morning in Seoul
    texts = [_text(message) for message in person.history()]
    assert sum("📊" in text for text in texts) == 2
    assert any("photo" in message and "📊" in _text(message) for message in person.history())
    assert town.refused() == []


async def test_a_summary_that_quiet_hours_put_off_to_the_next_day_is_of_a_full_week(town: Town) -> None:
    person = await _planned(town, hour="23:00")
    await person.say("/quiz sql 1")
    await person.press("모르겠")
    await town.until(datetime(2026, 11, 29, 14, 1, tzinfo=UTC))  # Sunday, eleven at night in Seoul, in the quiet hours
    assert not any("📊" in _text(message) for message in person.history())
    await town.until(datetime(2026, 11, 29, 22, 1, tzinfo=UTC))  # Monday, seven in the morning
    said = next(_text(message) for message in person.history() if "📊" in _text(message) and "photo" not in message)
    assert "11월 23일 – 11월 29일" in said
    assert "1문제를 풀어" in said
    await person.say("/week")
    assert _text(person.last()).splitlines()[0].endswith("· 11월 30일")


async def test_each_day_is_told_of_in_one_summary_and_a_summarys_own_day_in_the_next(town: Town) -> None:
    person = await _planned(town)
    for day in range(13):  # from Tuesday, 24 November, to the second Sunday, at eight in Seoul
        await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC) + timedelta(days=day))
        await person.press("모르겠")
        if day == 5:  # the first Sunday, after its summary
            await person.say("/week")
            assert _text(person.last()).splitlines()[:2] == ["📊 이번 주 · 11월 29일", "1문제를 풀어 0문제를 맞혔습니다(0%)."]
    texts = [_text(message).splitlines() for message in person.history() if "photo" not in message]
    assert [lines[:2] for lines in texts if "📊" in lines[0] and " – " in lines[0]] == [
        ["📊 이번 주 · 11월 22일 – 11월 28일", "5문제를 풀어 0문제를 맞혔습니다(0%)."],
        ["📊 이번 주 · 11월 29일 – 12월 5일", "7문제를 풀어 0문제를 맞혔습니다(0%)."],
    ]
    assert town.refused() == []


async def test_before_its_hour_on_the_summarys_own_day_the_week_is_of_seven_days(town: Town) -> None:
    person = await _planned(town)
    await town.until(datetime(2026, 11, 28, 22, 0, tzinfo=UTC))  # Sunday, seven in the morning in Seoul
    await person.say("/week")
    assert _text(person.last()).splitlines()[0] == "📊 이번 주 · 11월 23일 – 11월 29일"


async def test_who_began_on_the_summarys_own_day_is_told_of_it(town: Town) -> None:
    person = await _planned(town, hour="20:00")
    await town.until(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))  # Sunday, ten in the morning in Seoul
    await person.say("/quiz sql 1")
    await person.press("모르겠")
    await town.until(datetime(2026, 11, 29, 11, 1, tzinfo=UTC))
    summary = next(_text(message) for message in person.history() if "📊" in _text(message) and "photo" not in message)
    assert summary.splitlines()[:2] == ["📊 이번 주 · 11월 23일 – 11월 29일", "1문제를 풀어 0문제를 맞혔습니다(0%)."]


async def test_after_two_silent_weeks_pushes_go_weekly_until_one_answer(town: Town) -> None:
    person = await _planned(town)
    for day in range(23, 31):
        await town.until(datetime(2026, 11, day, 23, 1, tzinfo=UTC))
    for day in range(1, 15):
        await town.until(datetime(2026, 12, day, 23, 1, tzinfo=UTC))
    comebacks = [message for message in person.history() if "👋 한동안" in _text(message)]
    assert len(comebacks) == 1
    await person.press("한 문제")
    await person.press("모르겠")
    opened = _opened(person)
    await town.until(datetime(2026, 12, 15, 23, 1, tzinfo=UTC))
    assert _opened(person) >= opened
    assert "☀️" in _text(person.last())


async def test_a_person_who_blocked_the_bot_is_left_alone_until_they_write(town: Town) -> None:
    person = await _planned(town)
    town.server.people.block(1)
    await town.settle()
    before = len(town.calls)
    await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    assert [call for call in town.calls[before:] if call.method == "sendmessage"] == []
    town.server.people.unblock(1)
    await person.say("/help")
    await town.until(datetime(2026, 11, 24, 23, 1, tzinfo=UTC))
    assert _opened(person) == 1


async def test_a_block_that_nobody_announced_is_noticed_when_a_push_is_refused(town: Town) -> None:
    person = await _planned(town)
    town.server.people.deactivate(1)
    await town.until(datetime(2026, 11, 23, 23, 1, tzinfo=UTC))
    learner = await town.learner()
    assert learner is not None
    assert learner.blocked
    assert _opened(person) == 0
