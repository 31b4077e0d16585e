"""How often each question was shown: counted over history once, and kept up to date from then on."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coach import Coach
from tests.bot.usecases.desk import Desk


def _never() -> Mapping[str, int]:
    raise AssertionError("counted over all history again")


def test_what_is_shown_is_counted_without_reading_all_history_for_each_choice(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=12)
    assert desk.coach.shown(_never) == desk.database.run(lambda uow: uow.quizzes.shown())


def test_a_new_process_counts_what_was_shown_before(desk: Desk) -> None:
    desk.meet()
    desk.answer(count=6)
    desk.coach = Coach.of(desk.coach.bank)
    desk.answer(count=6)
    assert sum(desk.coach.shown(_never).values()) == 12
