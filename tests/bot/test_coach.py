"""The coach asks what is live and not set aside."""

from __future__ import annotations

from dataclasses import replace

from bot.coach import Coach
from questions.calibration import Calibration
from questions.loading import load_bank


def test_retired_questions_and_those_set_aside_are_not_asked() -> None:
    bank = load_bank()
    retired, aside, *others = bank.questions
    coach = Coach.of(replace(bank, questions={**bank.questions, retired: replace(bank.questions[retired], retired=True)}))
    assert retired not in coach.pool.index
    assert aside in coach.pool.index
    coach.learn(Calibration(), [aside])
    assert coach.pool.index.keys() == {name for name in others if not bank.questions[name].retired}
