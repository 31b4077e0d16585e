"""Practice days with the bank's own questions, as the benchmark simulates them."""

from __future__ import annotations

import numpy as np

from questions.asking import Challenge
from tests.bench.practice import Task, practise


def right(level: float, challenge: Challenge, days: int = 12, people: int = 3) -> float:
    return float(np.mean([practise(Task(level, challenge, days, seed)).right for seed in range(people)]))


def test_practice_days_are_right_as_often_as_is_wished_and_harder_is_harder() -> None:
    assert 0.68 <= right(2.8, "normal") <= 0.85
    assert right(3.5, "gentler") > right(3.5, "harder") + 0.05


def test_what_piled_up_while_somebody_was_away_is_worked_off() -> None:
    waiting = np.array([practise(Task(3.5, "normal", 15, seed, away=40)).due for seed in range(3)]).mean(axis=0)
    assert waiting[15] > 15
    assert waiting[25:].mean() < waiting[15]
