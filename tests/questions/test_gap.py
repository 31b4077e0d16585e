"""The gap report: verdicts no firmer than the evidence, changes, and the concepts behind a gap."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.ability import CONCEPT_SD, START_SD, Belief, Estimate, Start, estimate, estimates, prior, replay, update
from questions.gap import (
    FEWEST,
    MANY,
    TYPICAL_GUESSING,
    Verdict,
    answers_needed,
    concept_rows,
    expected_shortfall,
    gap_report,
    judge,
    weak_concepts,
)
from questions.model import Attempt, Format, Item, Requirement, Result
from questions.response import label_parameters, right

AREAS = ("sql", "python", "bash")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
REQUIRED = {"sql": Requirement(4.0, ("1.2.4",)), "python": Requirement(3.0, ("1.2.4",)), "bash": Requirement(2.0, ("1.2.4",))}

levels, sds = st.floats(0.5, 5.5), st.floats(0.1, 1.2)


def item(area: str, concept: str, difficulty: int = 3) -> Item:
    return Item(f"{area}-{concept}-{difficulty}", area, f"{area}/{concept}", Format.CLOZE, difficulty, 0.0)


def attempt(area: str, concept: str, *, correct: bool, days: float = 0.0) -> Attempt:
    return Attempt(item(area, concept), Result.RIGHT if correct else Result.WRONG, AT + timedelta(days=days))


def answered(count: int, *, correct: bool, area: str = "sql") -> Belief:
    belief = prior(AREAS)
    for number in range(count):
        belief = update(belief, item(area, f"c{number}"), correct, AT)
    return belief


def test_before_any_answer_nothing_is_decided_however_high_the_target() -> None:
    report = gap_report(prior(AREAS), {"sql": Requirement(5.0, ()), "bash": Requirement(1.5, ())}, AT)
    assert {row.verdict for row in report.rows} == {Verdict.UNDECIDED}
    assert all(row.more is None or row.more >= FEWEST for row in report.rows)


def test_after_three_answers_of_mixed_success_the_report_cannot_tell_yet() -> None:
    belief = prior(AREAS)
    for number, area in enumerate(AREAS):
        belief = update(belief, item(area, "c"), number != 0, AT)
    assert all(row.verdict is Verdict.UNDECIDED for row in gap_report(belief, REQUIRED, AT).rows)


def test_many_wrong_answers_are_a_gap_with_its_size_and_many_right_ones_meet_the_target() -> None:
    report = gap_report(answered(15, correct=False), REQUIRED, AT)
    row = report.row("sql")
    assert row.verdict is Verdict.GAP
    assert row.size == pytest.approx(4.0 - row.estimate.level)
    assert (row.answers, row.more, row.notes) == (15, None, ("1.2.4",))
    met = gap_report(answered(25, correct=True), REQUIRED, AT).row("sql")
    assert (met.verdict, met.size) == (Verdict.MET, 0.0)


def test_rows_come_in_the_requirements_order_and_gaps_by_what_closing_them_brings() -> None:
    report = gap_report(answered(8, correct=False, area="python"), REQUIRED, AT)
    assert [row.area for row in report.rows] == list(REQUIRED)
    ranked = report.ranked()
    assert [row.value for row in ranked] == sorted((row.value for row in ranked), reverse=True)
    assert all(row.verdict is not Verdict.MET for row in ranked)


def test_an_area_that_is_not_required_has_no_row() -> None:
    with pytest.raises(KeyError):
        gap_report(prior(AREAS), REQUIRED, AT).row("jvm")


def test_a_target_at_the_lowest_level_asks_for_nothing_and_is_met() -> None:
    report = gap_report(answered(15, correct=False), {"sql": Requirement(1.0, ())}, AT)
    assert (report.row("sql").verdict, report.row("sql").size) == (Verdict.MET, 0.0)


@given(level=levels, sd=sds, target=st.floats(1.01, 5))
def test_a_verdict_is_at_least_nine_tenths_sure(level: float, sd: float, target: float) -> None:
    verdict, confidence = judge(level, sd, target, answers=10, start=Start(min(max(target - 0.1, 1.0), 5.0), START_SD))
    assert (verdict is Verdict.UNDECIDED) == (confidence < 0.9)
    if verdict is Verdict.GAP:
        assert level < target
    if verdict is Verdict.MET:
        assert level > target - 0.25


@given(level=levels, sd=sds, target=st.floats(1.01, 5), start=levels, spread=st.floats(0.5, 2))
def test_a_verdict_is_never_less_probable_than_the_start_had_made_it(
    level: float, sd: float, target: float, start: float, spread: float
) -> None:
    verdict, confidence = judge(level, sd, target, 10, Start(start, spread))
    before = NormalDist(start, spread)
    supposed = before.cdf(target) if verdict is Verdict.GAP else 1.0 - before.cdf(target - 0.25)
    assert verdict is Verdict.UNDECIDED or confidence >= min(supposed, 0.99) - 1e-9


@pytest.mark.parametrize("difficulty", [2, 3, 4])
@pytest.mark.parametrize("answers", [2, 3, 4, 6])
def test_whoever_was_right_throughout_is_told_of_no_gap_that_was_supposed_before(difficulty: int, answers: int) -> None:
    high = {"sql": Requirement(4.5, ())}
    right, wrong = (
        replay(prior(AREAS), [Attempt(item("sql", f"c{n}", difficulty), result, AT) for n in range(answers)])
        for result in (Result.RIGHT, Result.WRONG)
    )
    row = gap_report(right, high, AT).row("sql")
    assert row.verdict is not Verdict.GAP
    assert row.more is None or row.more >= 1
    assert gap_report(wrong, high, AT).row("sql").verdict is Verdict.GAP
    beginner = {"sql": Requirement(2.0, ())}
    able = replay(prior(AREAS, {"sql": 4.0}), [Attempt(item("sql", f"c{n}", difficulty), Result.WRONG, AT) for n in range(answers)])
    assert gap_report(able, beginner, AT).row("sql").verdict is not Verdict.MET


@given(level=levels, sd=sds, target=st.floats(1, 5))
def test_the_answers_needed_are_few_where_the_estimate_lies_far_from_the_target(level: float, sd: float, target: float) -> None:
    near, far = (answers_needed(each, sd, target, 10, Start(target, START_SD)) for each in (level, target - 3.0 - abs(level - target)))
    assert near is None or 1 <= near <= MANY
    assert far is not None
    assert near is None or far <= near


@pytest.mark.parametrize("before", [2, 4, 8])
def test_half_of_all_verdicts_are_decided_after_as_many_answers_as_foretold(before: int) -> None:
    """People as the belief supposes them, on average near their target: the foretold number is the median of what it really takes."""
    rng, required, by_then, open_ = random.Random(before), {"sql": Requirement(2.6, ())}, 0, 0
    for _ in range(150):
        level, answers, belief, more = rng.gauss(2.5, 1.0), 0, prior(("sql",)), None
        while more is None or answers < before + more:
            label = min(5, max(1, round(estimate(belief, "sql", AT).level + 0.5)))
            asked = replace(item("sql", f"c{answers}", label), guessing=TYPICAL_GUESSING)
            known = label_parameters(asked)
            distance = level + rng.gauss(0.0, CONCEPT_SD) - rng.gauss(known.difficulty, known.difficulty_sd)
            belief = update(belief, asked, rng.random() < right(np.array([distance]), known, asked.guessing)[0], AT)
            answers += 1
            row = gap_report(belief, required, AT).row("sql")
            if answers == before:
                if row.more is None:
                    break
                more, open_ = row.more, open_ + 1
            if answers > before and row.verdict is not Verdict.UNDECIDED:
                by_then += 1
                break
    assert open_ >= 60
    assert 0.4 <= by_then / open_ <= 0.7


def test_about_as_many_answers_decide_as_the_report_says() -> None:
    """People near a fixed distance below the target: half of them are decided within twice the number foretold."""
    rng = random.Random(7)
    decided = foretold = 0
    for _ in range(40):
        belief = replay(prior(("sql",)), [attempt("sql", f"c{n}", correct=n % 2 == 0) for n in range(4)])
        row = gap_report(belief, {"sql": Requirement(3.3, ())}, AT).row("sql")
        assert row.more is not None
        foretold = row.more
        for number in range(2 * foretold):
            belief = update(belief, item("sql", f"d{number}"), rng.random() < 0.45, AT)
        decided += gap_report(belief, {"sql": Requirement(3.3, ())}, AT).row("sql").verdict is not Verdict.UNDECIDED
    assert 2 <= foretold <= 20
    assert decided >= 20


@given(level=levels, sd=sds, target=st.floats(1, 5))
def test_the_expected_shortfall_is_what_sampling_gives(level: float, sd: float, target: float) -> None:
    rng = random.Random(1)
    sampled = sum(max(0.0, target - rng.gauss(level, sd)) for _ in range(4000)) / 4000
    assert expected_shortfall(level, sd, target) == pytest.approx(sampled, abs=0.1)


def test_without_a_previous_estimate_there_is_no_change() -> None:
    row = gap_report(answered(3, correct=True), REQUIRED, AT).row("sql")
    assert (row.change, row.moved) == (None, False)


def test_an_area_never_asked_has_not_moved_whatever_other_areas_suggest() -> None:
    before = answered(3, correct=False)
    after = replay(before, [attempt("sql", f"c{n % 5}", correct=True) for n in range(40)])
    rows = gap_report(after, REQUIRED, AT, estimates(before, AT))
    assert estimates(after, AT)["python"].level - estimates(before, AT)["python"].level > 0.5
    assert (rows.row("python").change, rows.row("python").moved) == (None, False)
    assert rows.row("sql").moved


def test_a_lucky_answer_is_a_change_but_no_move_and_a_run_of_surprises_is_one() -> None:
    before = replay(prior(AREAS), [attempt("sql", f"c{n % 5}", correct=n % 2 == 0) for n in range(20)])
    last_week = estimates(before, AT)
    lucky = gap_report(update(before, item("sql", "c1"), True, AT), REQUIRED, AT, last_week).row("sql")
    assert lucky.change is not None
    assert lucky.change > 0
    assert not lucky.moved
    surprised = replay(before, [attempt("sql", f"c{n % 5}", correct=True) for n in range(25)])
    row = gap_report(surprised, REQUIRED, AT, last_week).row("sql")
    assert row.moved
    assert row.change == pytest.approx(row.estimate.level - last_week["sql"].level)


def test_people_who_do_not_change_are_seldom_said_to_have_moved() -> None:
    rng = random.Random(3)
    moved = total = 0
    for _ in range(60):
        belief, level = prior(AREAS), rng.gauss(2.5, 1.0)
        before: dict[str, Estimate] | None = None
        for number in range(20):
            asked = item("sql", f"c{number % 7}", 1 + number % 5)
            chance = 1 / (1 + 2.718281828 ** -(level - asked.difficulty + 0.4))
            belief = update(belief, asked, rng.random() < chance, AT)
            if number == 9:
                before = estimates(belief, AT)
        moved += gap_report(belief, REQUIRED, AT, before).row("sql").moved
        total += 1
    assert moved / total <= 0.1


def test_concepts_come_weakest_first_with_their_counts() -> None:
    history = [
        attempt("sql", "joins", correct=False),
        attempt("sql", "joins", correct=False, days=1),
        attempt("sql", "joins", correct=True, days=2),
        attempt("sql", "nulls", correct=True),
        attempt("bash", "pipes", correct=True),
        attempt("jvm", "memory", correct=False),
    ]
    belief = replay(prior((*AREAS, "jvm")), history)
    rows = concept_rows(belief, history, REQUIRED, AT + timedelta(days=2))
    assert [row.concept for row in rows] == ["sql/joins", "sql/nulls", "bash/pipes"]
    assert (rows[0].answers, rows[0].right, rows[0].area, rows[0].last) == (3, 1, "sql", AT + timedelta(days=2))
    assert rows[0].estimate.level < rows[1].estimate.level


def test_what_to_work_on_are_the_weakest_concepts_that_went_wrong() -> None:
    history = [attempt("sql", f"c{n}", correct=n == 0) for n in range(5)]
    belief = replay(prior(AREAS), history)
    rows, report = concept_rows(belief, history, REQUIRED, AT), gap_report(belief, REQUIRED, AT)
    found = weak_concepts(rows, report)
    assert len(found) == 4
    assert all(row.right < row.answers for row in found)
    assert [row.shortfall for row in found] == sorted((row.shortfall for row in found), reverse=True)
    assert weak_concepts(rows[::-1], report) == found
    assert weak_concepts((), report) == ()


def test_what_was_missed_but_lies_above_its_target_is_not_weak() -> None:
    history = [attempt("sql", f"c{n}", correct=False) for n in range(3)]
    belief, low = replay(prior(AREAS), history), {**REQUIRED, "sql": Requirement(1.0, ())}
    assert weak_concepts(concept_rows(belief, history, REQUIRED, AT), gap_report(belief, REQUIRED, AT))
    assert not weak_concepts(concept_rows(belief, history, low, AT), gap_report(belief, low, AT))
