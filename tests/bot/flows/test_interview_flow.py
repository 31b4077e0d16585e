"""An interview date over HTTP: taking it, the plan, the last days, and the day after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.bot.flows.chat import Person, Town


def _text(message: dict[str, Any]) -> str:
    return str(message.get("text", message.get("caption", "")))


async def _planned(town: Town) -> Person:
    """Set somebody up in Seoul with eight in the morning as their hour."""
    person = town.person(1, "ko")
    await person.say("/start")
    for _ in range(6):
        await person.press("건너뛰기")
    await person.say("/settings")
    await person.press("시각")
    await person.press("08:00")
    return person


async def _answer(person: Person, count: int) -> None:
    """Take a quiz and know nothing."""
    await person.say(f"/quiz sql {count}")
    for number in range(count):
        await person.press("모르겠")
        if number < count - 1:
            await person.press("▶️")


@pytest.mark.parametrize(("lang", "title", "left"), [("en", "Your interview", "27 days are left"), ("ko", "면접일", "27일 남았습니다")])
async def test_a_date_gives_a_plan_in_which_every_level_has_its_interval(town: Town, lang: str, title: str, left: str) -> None:
    person = town.person(1, lang)
    await person.say("/interview_date 2026-12-20")
    said = _text(person.last())
    assert title in said
    assert left in said
    assert "135" in said  # 27 days at five
    steps = [line for line in said.splitlines() if line[:2] in {"1.", "2.", "3.", "4.", "5."}]
    assert len(steps) == 5
    assert all("(" in line and "–" in line for line in steps)
    await person.say("/interview_date")
    assert _text(person.last()) == said
    assert town.refused() == []


async def test_the_date_can_be_asked_for_cleared_and_mistyped(town: Town) -> None:
    person = town.person(1, "en")
    for said, answer in (
        ("/interview_date", "When is your interview?"),
        ("/interview_date 2026-02-30", "could not read “2026-02-30”"),
        ("/interview_date <b>", "could not read “<b>”"),
        ("/interview_date 2026-11-22", "has already passed"),
        ("/interview_date 2062-12-20", "Wed, Dec 20, 2062 is more than two years away"),
        ("/interview_date 2026-11-23", "It is today"),
        ("/interview_date off", "cleared"),
        ("/interview_date", "When is your interview?"),
    ):
        await person.say(said)
        assert answer in _text(person.last())
    assert town.refused() == []


@pytest.mark.parametrize(
    ("lang", "named", "over", "passed"),
    [
        (
            "en",
            {"Today": 23, "tomorrow": 24, "the day after tomorrow": 25, "Day after tomorrow": 25},
            "yesterday",
            "Sun, Nov 22, 2026 has already passed",
        ),
        ("ko", {"오늘": 23, "내일": 24, "모레": 25, "내일모레": 25}, "어제", "2026년 11월 22일 (일)은 이미 지났습니다"),
    ],
)
async def test_near_days_may_be_said_by_their_names(town: Town, lang: str, named: dict[str, int], over: str, passed: str) -> None:
    person = town.person(1, lang)
    for said, day in named.items():
        await person.say(f"/interview_date {said}")
        learner = await town.learner()
        assert learner is not None
        assert learner.interview_on == date(2026, 11, day)
    await person.say(f"/interview_date {over}")
    assert passed in _text(person.last())


@pytest.mark.parametrize(
    ("lang", "said", "answer"),
    [
        (
            "en",
            "next Friday",
            "“next Friday” may mean Fri, Nov 27, 2026 or Fri, Dec 4, 2026. Send the one you mean: /interview_date 2026-11-27",
        ),
        ("ko", "다음 금요일", "“다음 금요일”은 2026년 11월 27일 (금)일 수도, 2026년 12월 4일 (금)일 수도 있습니다."),
    ],
)
async def test_where_two_days_may_be_meant_both_are_offered(town: Town, lang: str, said: str, answer: str) -> None:
    person = town.person(1, lang)
    await person.say(f"/interview_date {said}")
    assert answer in _text(person.last())
    assert "/interview_date 2026-12-04" in _text(person.last())
    learner = await town.learner()
    assert learner is not None
    assert learner.interview_on is None


@pytest.mark.parametrize("said", ["off", "지우기", "해제"])
async def test_the_date_is_cleared_by_a_word_of_either_language(town: Town, said: str) -> None:
    person = town.person(1, "ko")
    await person.say("/interview_date 2026년 12월 30일 (수)")
    assert "2026년 12월 30일 (수)" in _text(person.last())
    await person.say(f"/interview_date {said}")
    assert "면접 날짜를 지웠습니다" in _text(person.last())
    learner = await town.learner()
    assert learner is not None
    assert learner.interview_on is None


async def test_the_settings_show_the_date_and_lead_to_the_plan(town: Town) -> None:
    person = await _planned(town)
    await person.say("/settings")
    assert "면접일: 정하지 않음" in _text(person.last())
    await person.press("🗓")
    assert "면접이 언제인가요?" in _text(person.last())
    assert "/interview_date 2026-12-14" in _text(person.last())
    await person.say("/interview_date 12월 20일")
    await person.say("/settings")
    assert "면접일: 2026년 12월 20일 (일)" in _text(person.last())
    await person.press("🗓")
    assert "🎯 면접일" in _text(person.last())
    assert town.refused() == []


async def test_the_menu_and_the_help_name_the_command(town: Town) -> None:
    menus = [call.params for call in await town.called("setmycommands", 2)]
    assert any("interview_date" in str(menu.values) for menu in menus)
    person = town.person(1, "en")
    await person.say("/help")
    assert "/interview_date" in _text(person.last())


async def test_the_last_days_push_reviews_of_weak_concepts_and_the_day_after_a_kind_word_once(town: Town) -> None:
    person = await _planned(town)
    await _answer(person, 4)
    await person.say("/interview_date 2026-11-25")
    await town.until(datetime(2026, 11, 23, 23, 0, 10, tzinfo=UTC))  # the 24th in Seoul
    assert "☀️" in _text(person.last())
    await person.press("모르겠")
    await person.press("왜 이 문제")
    notices = [str(call.params.values) for call in town.calls if call.method == "answercallbackquery"]
    assert "면접이 얼마 남지 않아" in notices[-1]
    await town.until(datetime(2026, 11, 24, 23, 0, 10, tzinfo=UTC))  # the day itself
    assert "🌱" not in _text(person.last())
    await town.until(datetime(2026, 11, 25, 23, 0, 10, tzinfo=UTC))
    assert "🌱" in _text(person.last())
    assert "2026년 11월 25일" in _text(person.last())
    learner = await town.learner()
    assert learner is not None
    assert learner.interview_on is None
    await person.press("모르겠")
    await town.until(datetime(2026, 11, 26, 23, 0, 10, tzinfo=UTC))
    assert "☀️" in _text(person.last())
    assert "🌱" not in _text(person.last())
    assert town.refused() == []
