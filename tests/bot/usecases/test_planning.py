"""Interview dates: what is taken for one, and what the last days ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QuizError
from bot.texts import dates, translator
from bot.usecases import answering, planning, quiz
from bot.usecases.quiz import Shown
from bot.views import plan
from questions.model import LANGS, Lang, QuizKind
from storage.unit import UnitOfWork
from tests.bot.usecases.desk import Desk


def set_date(desk: Desk, said: str) -> date:
    return desk.database.run(lambda uow: planning.set_date(desk.case(uow), said))


def ask(desk: Desk, kind: QuizKind = QuizKind.DAILY, area: str | None = None, count: int = 5) -> list[tuple[str, object]]:
    """Begin a quiz, pass over its questions; return each one's concept and why it was asked."""

    def work(uow: UnitOfWork) -> list[tuple[str, object]]:
        case = desk.case(uow)
        quiz.close_open(case)
        running, asked = quiz.begin(case, kind, area=area), []
        for _ in range(count):
            step = quiz.ask_next(case, running)
            assert isinstance(step, Shown)
            asked.append((step.question.concept_id, (step.asking.reason or {})["kind"]))
            answering.skip(case, step.asking)
        return asked

    return desk.database.run(work)


@pytest.mark.parametrize(
    "said",
    [
        *("2026-12-20", "2026.12.20.", "2026/12/20", "2026 12 20", "20261220", "2026년 12월 20일", " 2026. 12. 20 ", "2026년12월20일"),
        *("20.12.2026", "20. 12. 2026", "12.20.2026", "12/20/2026", "20/12/2026", "20-12-2026"),
        *("2026년 12 20일", "2026. 12월 20일", "2026年12月20日", "26년 12월 20일", "26년12월20일 (일)"),
    ],
)
def test_a_date_is_read_in_any_usual_writing(desk: Desk, said: str) -> None:
    desk.meet()
    assert set_date(desk, said) == date(2026, 12, 20)
    learner = desk.database.run(lambda uow: uow.learners.by_user(1))
    assert learner is not None
    assert learner.interview_on == date(2026, 12, 20)


@pytest.mark.parametrize(
    "said",
    [
        *("12-20", "12/20", "12월 20일", "Dec 20", "dec. 20th", "20 December", "December 20, 2026", "20 dec 2026"),
        *("20.12.", "20/12", "12월20일", "20-Dec-2026", "20. December 2026", "the 20th of December", "December the 20th, 2026"),
    ],
)
def test_month_and_day_are_enough_and_the_month_may_have_its_name(desk: Desk, said: str) -> None:
    desk.meet()
    assert set_date(desk, said) == date(2026, 12, 20)


def test_a_month_is_known_by_what_it_begins_with(desk: Desk) -> None:
    desk.meet()
    assert set_date(desk, "Sept 20") == set_date(desk, "20 sep") == date(2027, 9, 20)


def test_where_both_orders_make_a_date_dots_put_the_day_first_and_anything_else_the_month(desk: Desk) -> None:
    desk.meet()
    assert set_date(desk, "05.12.2026") == date(2026, 12, 5)
    assert set_date(desk, "12/05/2026") == set_date(desk, "12.05.") == date(2026, 12, 5)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "2026-12-20 (일)",
            "2026-12-20(일)",
            "2026. 12. 20. (일)",
            "12월 20일 일요일",
            "12월 20일일요일",
            "12월 20일, 일요일",
            "12월 20일 일",
        ),
        *("일요일 12월 20일", "(일) 12/20", "20261220 일", "12월 20 일"),
        *("Sunday 20 December", "Sunday, 20 December 2026", "Sun, Dec 20, 2026", "Sun. 20.12.2026", "12/20 (Sun)", "20 Dec, sunday"),
        *("Sunday the 20th of December", "2026-12-20 [Sun]", "Sun Dec 20 2026 Sun"),
        *("2026-12-20 (월)", "12월 20일 화요일", "Thurs, Dec 20", "Wednesday 20 December", "Tues 12/20"),  # it is a Sunday
    ],
)
def test_a_weekday_before_or_after_is_passed_over_and_a_wrong_one_too(desk: Desk, said: str) -> None:
    desk.meet()
    assert set_date(desk, said) == date(2026, 12, 20)


@pytest.mark.parametrize(
    "said",
    [
        *("26.12.20", "26. 12. 20.", "26.12.20 (일)", "’26.12.20", "'26. 12. 20.", "26-12-20", "26/12/20", "26. 12. 20. 오후 2시"),
        *("20.12.26", "20. 12. 26", "12/20/26", "20/12/26"),
    ],
)
def test_a_year_of_two_digits_is_read_where_one_order_makes_a_day_to_come(desk: Desk, said: str) -> None:
    desk.meet()
    assert set_date(desk, said) == date(2026, 12, 20)


def test_a_year_of_two_digits_before_the_day_is_told_by_its_mark(desk: Desk) -> None:
    desk.meet()
    assert set_date(desk, "'26.12.27") == date(2026, 12, 27)


@pytest.mark.parametrize(
    ("said", "on"),
    [
        *(("글피", (11, 5)), ("그글피", (11, 6)), ("내일 오후 2시", (11, 3)), ("tomorrow at 2 pm", (11, 3)), ("in 0 days", (11, 2))),
        *(
            ("3일 뒤", (11, 5)),
            ("3일 후", (11, 5)),
            ("3일뒤에", (11, 5)),
            ("삼 일 후", (11, 5)),
            ("사흘 뒤", (11, 5)),
            ("보름 뒤", (11, 17)),
        ),
        *(
            ("2주 뒤", (11, 16)),
            ("2주 후", (11, 16)),
            ("이주일 뒤", (11, 16)),
            ("두 주 뒤", (11, 16)),
            ("일주일 뒤", (11, 9)),
            ("2주일 후", (11, 16)),
        ),
        *(("한 달 뒤", (12, 2)), ("한달뒤", (12, 2)), ("1개월 후", (12, 2)), ("일 개월 뒤", (12, 2)), ("30일 후 오전 10시", (12, 2))),
        *(
            ("in 3 days", (11, 5)),
            ("In two weeks", (11, 16)),
            ("in a week", (11, 9)),
            ("in a month", (12, 2)),
            ("in 2 weeks’ time", (11, 16)),
        ),
        *(("a week from today", (11, 9)), ("10 days from now", (11, 12)), ("two weeks later", (11, 16)), ("in three days", (11, 5))),
        *(
            ("Friday", (11, 6)),
            ("this Friday", (11, 6)),
            ("on Friday", (11, 6)),
            ("금요일", (11, 6)),
            ("이번 금요일", (11, 6)),
            ("thurs", (11, 5)),
        ),
        *(
            ("이번 주 금요일", (11, 6)),
            ("이번주 금", (11, 6)),
            ("다음 주 금요일", (11, 13)),
            ("다음주 금요일에", (11, 13)),
            ("차주 금요일", (11, 13)),
        ),
        *(
            ("다다음 주 금요일", (11, 20)),
            ("다음 주 금요일 오후 2시", (11, 13)),
            ("Friday next week", (11, 13)),
            ("next week on Friday", (11, 13)),
        ),
        *(
            ("이번 주 월요일", (11, 2)),
            ("이번 주 일요일", (11, 8)),
            ("다음 주 일요일", (11, 15)),
            ("next Monday", (11, 9)),
            ("coming Sunday", (11, 8)),
        ),
        *(
            ("다음 달 3일", (12, 3)),
            ("다음달 3일에", (12, 3)),
            ("내달 3일 (목)", (12, 3)),
            ("이번 달 20일", (11, 20)),
            ("이달 20 일", (11, 20)),
        ),
        *(
            ("20일", (11, 20)),
            ("20 일", (11, 20)),
            ("오는 20일 오후 2시", (11, 20)),
            ("1일", (12, 1)),
            ("31일", (12, 31)),
            ("다음 달 31일", (12, 31)),
        ),
        *(("next month on the 3rd", (12, 3)), ("the 3rd of next month", (12, 3)), ("this month, the 20th", (11, 20))),
        *(("on the 20th", (11, 20)), ("the 20th at 2 pm", (11, 20)), ("20th", (11, 20)), ("on the 1st", (12, 1))),
        *(
            ("in twenty days", (11, 22)),
            ("in thirty-one days", (12, 3)),
            ("in thirty one days", (12, 3)),
            ("fifteen days from now", (11, 17)),
        ),
        *(("이십 일 뒤", (11, 22)), ("삼십일일 뒤", (12, 3)), ("십이 일 후", (11, 14)), ("스무 날 뒤", (11, 22)), ("스무날 후", (11, 22))),
        *(("열흘 뒤", (11, 12)), ("in three weeks", (11, 23))),
    ],
)
def test_a_day_may_be_said_by_how_far_it_is_ahead_or_by_its_weekday(desk: Desk, said: str, on: tuple[int, int]) -> None:
    desk.meet()  # it is Monday, November 2
    assert set_date(desk, said) == date(2026, *on)


@pytest.mark.parametrize(
    ("today", "said", "meant"),
    [
        (date(2026, 11, 4), "next Friday", [date(2026, 11, 6), date(2026, 11, 13)]),
        (date(2026, 11, 6), "next Friday", [date(2026, 11, 13)]),
        (date(2026, 11, 7), "next Friday", [date(2026, 11, 13)]),
        (date(2026, 11, 6), "금요일", [date(2026, 11, 6), date(2026, 11, 13)]),
        (date(2026, 11, 7), "이번 주 금요일", [date(2026, 11, 6)]),
        (date(2026, 11, 8), "다음 주 월요일", [date(2026, 11, 9)]),
        (date(2027, 1, 31), "in a month", [date(2027, 2, 28)]),
        (date(2026, 12, 15), "한 달 뒤", [date(2027, 1, 15)]),
        (date(2028, 2, 29), "in a year", [date(2029, 2, 28)]),
        (date(2026, 11, 2), "석 달 뒤", [date(2027, 2, 2)]),
        (date(2026, 11, 2), "11.11.11", [date(2011, 11, 11)]),
        (date(2026, 11, 20), "20일", [date(2026, 11, 20), date(2026, 12, 20)]),
        (date(2026, 11, 20), "on the 20th", [date(2026, 11, 20), date(2026, 12, 20)]),
        (date(2026, 11, 20), "이번 달 20일", [date(2026, 11, 20)]),
        (date(2026, 11, 21), "20일", [date(2026, 12, 20)]),
        (date(2026, 8, 31), "31일", [date(2026, 8, 31), date(2026, 10, 31)]),
        (date(2027, 1, 30), "the 29th", [date(2027, 3, 29)]),
        (date(2026, 12, 31), "다다음 달 28일", [date(2027, 2, 28)]),
        (date(2026, 10, 31), "다음 달 31일", []),
        (date(2026, 10, 31), "next month on the 31st", []),
        (date(2026, 11, 2), "in sixty days", [date(2027, 1, 1)]),
        (date(2026, 11, 2), "in ninety-nine days", [date(2027, 2, 9)]),
        (date(2026, 11, 2), "in a hundred days", [date(2027, 2, 10)]),
        (date(2026, 11, 2), "육십 일 뒤", [date(2027, 1, 1)]),
        (date(2026, 11, 2), "백일 뒤", [date(2027, 2, 10)]),
        (date(2026, 11, 2), "27.10.28", [date(2027, 10, 28), date(2028, 10, 27)]),
    ],
)
def test_all_days_that_may_be_meant_are_told(today: date, said: str, meant: list[date]) -> None:
    assert dates.readings(said, today) == meant


@pytest.mark.parametrize(
    "said",
    [
        *(
            "12월 20일 오후 2시",
            "12월 20일 (일) 오전 10시 30분",
            "2026년 12월 20일 14시",
            "12월 20일, 오후 2시 반",
            "26년 12월 20일 오후2시",
        ),
        *("2026-12-20 14:00", "12/20 9:30", "Dec 20 at 2 pm", "Sunday, Dec 20, 2:30 pm", "20 December 2026 10am"),
    ],
)
def test_a_time_of_day_behind_a_date_is_passed_over(desk: Desk, said: str) -> None:
    desk.meet()
    assert set_date(desk, said) == date(2026, 12, 20)


def test_a_day_two_years_ahead_is_no_slip_of_the_finger(desk: Desk) -> None:
    desk.meet()
    today = desk.at.date()
    assert set_date(desk, today.replace(year=today.year + 2).isoformat()).year == today.year + 2


@given(on=st.dates(date(1000, 1, 1)), lang=st.sampled_from(LANGS))
def test_every_date_is_read_as_the_plan_shows_it(on: date, lang: Lang) -> None:
    assert dates.readings(plan.day(translator(lang), on), date(2026, 11, 2)) == [on]


def test_a_day_that_has_passed_this_year_is_meant_of_the_next(desk: Desk) -> None:
    desk.meet()
    assert set_date(desk, "1월 15일") == date(2027, 1, 15)
    assert set_date(desk, "Feb 29") == date(2028, 2, 29)
    assert set_date(desk, "2026-11-02") == set_date(desk, "11-2") == date(2026, 11, 2)


def test_the_example_is_always_a_date_that_can_be_taken(desk: Desk) -> None:
    desk.meet()
    shown = planning.example(desk.at.date())
    assert set_date(desk, shown).isoformat() == shown


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("2026-11-01", "interview-past"),
        ("1999-12-20", "interview-past"),
        ("2029-01-01", "interview-far"),
        ("2026-02-30", "interview-unreadable"),
        ("2026-13-01", "interview-unreadable"),
        ("1.11.2026", "interview-past"),
        ("Sun, Nov 1, 2026", "interview-past"),
        ("30.02.2027", "interview-unreadable"),
        ("13월 1일", "interview-unreadable"),
        ("2026-20-12", "interview-unreadable"),
        ("12:30", "interview-unreadable"),
        ("12시 30분", "interview-unreadable"),
        ("12x30", "interview-unreadable"),
        ("26.11.1", "interview-past"),
        ("26.10.20", "interview-past"),
        ("29.12.20", "interview-far"),
        ("26.12.27", "interview-ambiguous"),
        ("26.13.32", "interview-unreadable"),
        ("next Friday", "interview-ambiguous"),
        ("다음 금요일", "interview-ambiguous"),
        ("Monday", "interview-ambiguous"),  # it is a Monday
        ("월요일", "interview-ambiguous"),
        ("next Foo", "interview-unreadable"),
        ("다음 주 일정", "interview-unreadable"),
        ("다음 주", "interview-unreadable"),
        ("이번 달 31일", "interview-unreadable"),
        ("the 31st of this month", "interview-unreadable"),
        ("32일", "interview-unreadable"),
        ("on the 0th", "interview-unreadable"),
        ("20", "interview-unreadable"),
        ("다음 달", "interview-unreadable"),
        ("next month", "interview-unreadable"),
        ("이번 달 1일", "interview-past"),
        ("2일", "interview-ambiguous"),  # it is the 2nd
        ("on the 2nd", "interview-ambiguous"),
        ("in 999 years", "interview-far"),
        ("3년 뒤", "interview-far"),
        ("in days", "interview-unreadable"),
        ("3일 전", "interview-unreadable"),
        ("2주 뒤 금요일", "interview-unreadable"),
        ("일", "interview-unreadable"),
        ("12월", "interview-unreadable"),
        ("일 12", "interview-unreadable"),
        ("12년 30일", "interview-unreadable"),
        ("2026-12-20 -", "interview-unreadable"),
        ("soon", "interview-unreadable"),
        ("13/20", "interview-unreadable"),
        ("2-30", "interview-unreadable"),
        ("Foo 20", "interview-unreadable"),
        ("٢٠٢٦-١٢-٢٠", "interview-unreadable"),
        ("２０２６년 １２월 ２０일", "interview-unreadable"),
        ("0000-00-00", "interview-unreadable"),
    ],
)
def test_what_is_no_day_to_come_is_refused_with_its_reason(desk: Desk, said: str, key: str) -> None:
    desk.meet()
    with pytest.raises(QuizError) as refused:
        set_date(desk, said)
    assert refused.value.key == key


def test_today_is_a_day_for_an_interview_by_the_persons_own_calendar(desk: Desk) -> None:
    desk.meet(zone="Asia/Seoul")
    desk.at = desk.at.replace(hour=16)  # the next day in Seoul
    with pytest.raises(QuizError):
        set_date(desk, "2026-11-02")
    assert set_date(desk, "2026-11-03") == date(2026, 11, 3)


def test_without_a_date_ahead_there_is_no_plan(desk: Desk) -> None:
    desk.meet()
    assert desk.database.run(lambda uow: planning.current(desk.case(uow))) is None
    set_date(desk, "2026-11-03")
    desk.at += timedelta(days=2)
    assert desk.database.run(lambda uow: planning.current(desk.case(uow))) is None
    assert desk.database.run(lambda uow: planning.take_over(desk.case(uow))) == date(2026, 11, 3)
    assert desk.database.run(lambda uow: planning.take_over(desk.case(uow))) is None


def test_the_plan_rests_on_the_gap_report_and_the_weak_concepts(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=30, skill=0.4)
    set_date(desk, "2026-12-20")
    made = desk.database.run(lambda uow: planning.current(desk.case(uow)))
    assert made is not None
    assert made.questions == made.days * 5
    assert made.weak > 0
    assert [step.row.value for step in made.steps] == sorted((step.row.value for step in made.steps), reverse=True)


@pytest.mark.parametrize("kind", [QuizKind.DAILY, QuizKind.PRACTICE])
def test_the_last_days_ask_each_weak_concept_once_before_one_comes_again(desk: Desk, kind: QuizKind) -> None:
    desk.meet()
    desk.answer(count=25, skill=0.5)
    on = desk.at.date() + timedelta(days=3)
    assert "interview" not in {why for _, why in ask(desk, kind)}
    set_date(desk, on.isoformat())
    weak = desk.database.run(lambda uow: planning.last_reviews(desk.case(uow)))
    asked = ask(desk, kind)
    assert {why for _, why in asked} == {"interview"}
    assert [concept for concept, _ in asked] == list(weak)[:5]


def test_the_last_days_leave_a_wished_area_and_the_placement_alone(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=25, skill=0.5)
    set_date(desk, (desk.at.date() + timedelta(days=1)).isoformat())
    assert "interview" not in {why for _, why in ask(desk, QuizKind.PRACTICE, area="sql")}
    assert "interview" not in {why for _, why in ask(desk, QuizKind.PLACEMENT, count=2)}


def test_the_last_days_ask_the_usual_where_nothing_is_weak(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=10, skill=1.0)
    set_date(desk, (desk.at.date() + timedelta(days=1)).isoformat())
    assert "interview" not in {why for _, why in ask(desk)}


def test_a_quiz_on_a_concept_whose_questions_are_all_set_aside_ends_at_once(desk: Desk) -> None:
    desk.meet()
    questions = desk.coach.bank.questions.values()
    name = next(iter(questions)).concept_id
    desk.coach.learn(desk.coach.calibration, [each.id for each in questions if each.concept_id == name])

    def begin(uow: UnitOfWork) -> Shown | quiz.Finished:
        case = desk.case(uow)
        return quiz.ask_next(case, quiz.begin(case, QuizKind.PRACTICE, area=name.partition("/")[0], concept=name))

    assert isinstance(desk.database.run(begin), quiz.Finished)
