"""Learning from everybody: wrong labels give way, the correlation is found, and nothing depends on order."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.ability import CORRELATIONS, START_LEVEL, Belief, moments, prior
from questions.calibration import (
    ENOUGH,
    LEAST_WEIGHT,
    Calibration,
    Evidence,
    calibrate,
    correlation_weights,
    dump,
    load,
    locate,
)
from questions.forgetting import learn
from questions.model import Attempt, Format, Item, Result
from questions.response import Array, ItemParameters, label_parameters
from questions.review import PUBLISHED, Forgetting

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
AREAS = ("sql", "python")


def item(number: int, area: str = "sql", difficulty: int = 3) -> Item:
    return Item(f"{area}-{number}", area, f"{area}/c{number}", Format.CLOZE, difficulty, 0.0)


def chance(level: float, location: float) -> float:
    return 1 / (1 + math.exp(location - level))


def histories(
    people: int, *, seed: int = 1, common: float = 0.0, off: float = 0.0, better: float = 0.0, spread: float = 1.0
) -> list[tuple[Belief, list[Attempt]]]:
    """People who answer ten items of both areas; ``common`` is the areas' correlation, ``off`` how far item 0 lies from its label.

    By ``better`` levels they are better at SQL than is supposed, and ``spread`` is the standard deviation of their levels.
    """
    rng = random.Random(seed)
    found = []
    for _ in range(people):
        shared = rng.gauss(0, 1)
        levels = {area: 2.5 + spread * (math.sqrt(common) * shared + math.sqrt(1 - common) * rng.gauss(0, 1)) for area in AREAS}
        levels["sql"] += better
        attempts = []
        for number in range(10):
            for area in AREAS:
                asked = item(number, area, 2 + number % 3)
                location = label_parameters(asked).difficulty + (off if number == 0 and area == "sql" else 0.0)
                right = rng.random() < chance(levels[area], location)
                attempts.append(Attempt(asked, Result.RIGHT if right else Result.WRONG, AT))
        found.append((prior(AREAS), attempts))
    return found


def restarted(people: Sequence[tuple[Belief, list[Attempt]]], known: Calibration) -> list[tuple[Belief, list[Attempt]]]:
    start = prior(AREAS, {area: START_LEVEL + each for area, each in known.starts.items()}, known.weights, known.spread)
    return [(start, attempts) for _, attempts in people]


def test_a_label_two_levels_off_is_found_out_and_the_others_stay_where_they_are() -> None:
    found = calibrate(histories(150, off=2.0))
    label = label_parameters(item(0, difficulty=2))
    assert found.parameters["sql-0"].difficulty == pytest.approx(label.difficulty + 2.0, abs=0.6)
    assert found.parameters["sql-0"].difficulty_sd < label.difficulty_sd
    for number in range(1, 10):
        asked = item(number, difficulty=2 + number % 3)
        assert found.parameters[asked.id].difficulty == pytest.approx(label_parameters(asked).difficulty, abs=0.6)


@pytest.mark.parametrize("common", [0.05, 0.9])
def test_the_correlation_of_areas_is_learned_for_newcomers(common: float) -> None:
    weights = calibrate(histories(80, common=common)).weights
    assert weights is not None
    assert sum(weight * rho for weight, rho in zip(weights, CORRELATIONS, strict=True)) == pytest.approx(common, abs=0.25)
    _, covariance = moments(prior(AREAS, None, weights), AT)
    assert covariance[0, 1] == pytest.approx(common, abs=0.25)


@pytest.mark.parametrize("better", [-1.0, 0.0, 0.8])
def test_where_people_start_is_learned_for_newcomers_and_kept_when_it_is_learned_again(better: float) -> None:
    people = histories(250, common=0.5, better=better)
    known = calibrate(people)
    assert known.starts == pytest.approx({"sql": better, "python": 0.0}, abs=0.3)
    first = known.starts
    for _ in range(6):
        known = calibrate(restarted(people, known), known)
        assert known.starts == pytest.approx(first, abs=0.1)


@pytest.mark.parametrize("spread", [0.6, 1.0, 1.5])
def test_how_widely_people_differ_is_learned_for_newcomers_and_kept_when_it_is_learned_again(spread: float) -> None:
    people = histories(200, common=0.5, spread=spread)
    known = Calibration()
    for _ in range(5):
        known = calibrate(restarted(people, known), known)
        assert known.spread == pytest.approx(spread, abs=0.1 + 0.5 * abs(1.0 - spread))
    assert known.spread == pytest.approx(spread, rel=0.12)


@pytest.mark.parametrize("wrong", [2.0, -3.0, 6.0])
def test_a_label_that_is_plainly_wrong_does_not_move_where_people_start(wrong: float) -> None:
    people = histories(60, common=0.5)
    known, labels = calibrate(people), {item(number).id: label_parameters(item(number, difficulty=2 + number % 3)) for number in range(10)}
    mended = {**labels, "sql-3": replace(labels["sql-3"], difficulty=labels["sql-3"].difficulty + wrong)}
    plain, disturbed = (calibrate(people, known, each).starts for each in (labels, mended))
    assert disturbed["sql"] == pytest.approx(plain["sql"], abs=0.06)


def test_items_are_hardly_taken_for_harder_because_people_are_weaker_than_is_supposed() -> None:
    people = histories(100, common=0.5, better=-1.0)
    supposed = learned = calibrate(people)
    for _ in range(3):
        supposed, learned = calibrate(people, supposed), calibrate(restarted(people, learned), learned)

    def too_hard(found: Calibration) -> float:
        labels = {each.id: label_parameters(each).difficulty for each in (item(number, "sql", 2 + number % 3) for number in range(10))}
        return float(np.mean([found.parameters[name].difficulty - label for name, label in labels.items()]))

    assert too_hard(learned) < 0.4 * too_hard(supposed)


def test_what_people_learn_after_their_first_month_does_not_make_newcomers_better() -> None:
    people = [
        (start, [*attempts, *(replace(each, result=Result.RIGHT, at=AT + timedelta(days=40)) for each in attempts * 5)])
        for start, attempts in histories(40)
    ]
    assert calibrate(people).starts == pytest.approx(calibrate(histories(40)).starts)


def test_one_person_of_thousands_of_absurd_answers_does_not_outshout_the_others() -> None:
    ordinary = histories(80, common=0.9)
    absurd = [Attempt(item(n % 10, area), Result.RIGHT if area == "sql" else Result.WRONG, AT) for n in range(1000) for area in AREAS]
    alone, among = calibrate([(prior(AREAS), absurd)] * ENOUGH.people).weights, calibrate([*ordinary, (prior(AREAS), absurd)]).weights
    assert alone is not None
    assert among is not None
    assert int(np.argmax(alone)) == 0
    assert CORRELATIONS[int(np.argmax(among))] >= 0.7


@pytest.mark.parametrize("error", [0.15, 0.3, 0.6])
@pytest.mark.parametrize("people", [100, 10_000])
@pytest.mark.parametrize("common", [0.15, 0.2, 0.3, 0.4, 0.55, 0.6, 0.7, 0.8, 0.9])
def test_a_correlation_between_the_assumed_ones_is_shared_by_its_neighbours(common: float, people: int, error: float) -> None:
    # What areas measured with an error would say: their own variance is seen as 1 - common + error, with a normal variance's likelihood.
    def said(correlations: Array) -> Array:
        own = np.log(1.0 - correlations + error)
        return np.asarray(-people * (own + np.exp(np.log(1.0 - common + error) - own)))

    weights = np.array(correlation_weights(said(CORRELATIONS)))
    between = np.linspace(0.1, 0.9, 801)
    posterior = np.exp(said(between) - said(between).max())
    assert weights @ CORRELATIONS == pytest.approx(posterior @ between / posterior.sum(), abs=0.04)
    assert weights[np.abs(CORRELATIONS - common) > 0.3].max() < 0.05 + 5.0 / people


@given(st.lists(st.floats(-1e4, 0.0), min_size=5, max_size=5))
def test_whatever_is_said_no_correlation_is_ruled_out(said: list[float]) -> None:
    weights = correlation_weights(np.array(said))
    assert min(weights) > 0.9 * LEAST_WEIGHT
    assert sum(weights) == pytest.approx(1.0)


def test_few_people_teach_nothing_that_would_be_used_mostly_on_themselves() -> None:
    people = histories(ENOUGH.people)
    assert calibrate(people[:-1]).weights is None
    assert not calibrate(people[:-1]).starts
    assert calibrate(people[:-1]).spread == Calibration().spread
    assert calibrate(people).weights is not None
    assert calibrate(people).starts
    assert calibrate(people).spread != Calibration().spread
    often = [(start, attempts * ENOUGH.people) for start, attempts in people[: ENOUGH.of_an_item - 1]]
    assert not calibrate(often).parameters
    assert set(calibrate(people[: ENOUGH.of_an_item]).parameters) == {attempt.item.id for _, attempts in people for attempt in attempts}


def test_a_label_that_was_mended_counts_for_the_answers_before_it() -> None:
    people = histories(20)
    old, new = item(0, difficulty=2), replace(item(0, difficulty=2), difficulty=5)
    mended = [(start, [replace(each, item=new) if each.item.id == old.id else each for each in own]) for start, own in people[10:]]
    labels = {old.id: label_parameters(new)}
    forth, back = calibrate([*people[:10], *mended], labels=labels), calibrate([*mended, *people[:10]], labels=labels)
    assert forth.parameters[old.id].difficulty == pytest.approx(back.parameters[old.id].difficulty)
    assert forth.parameters[old.id].difficulty > calibrate(people).parameters[old.id].difficulty + 0.3


def test_what_nothing_speaks_about_stays_open() -> None:
    assert correlation_weights(np.zeros(5)) == pytest.approx([0.125, 0.25, 0.25, 0.25, 0.125], abs=0.005)


def test_the_order_of_the_people_does_not_matter() -> None:
    people = histories(30)
    forth, back = calibrate(people), calibrate(people[::-1])
    for name, known in forth.parameters.items():
        assert back.parameters[name].difficulty == pytest.approx(known.difficulty, abs=1e-9)


def test_a_second_round_starts_from_the_first_and_changes_little() -> None:
    people = histories(60, off=2.0)
    first = calibrate(people)
    second = calibrate(people, first)
    for name, known in first.parameters.items():
        assert second.parameters[name].difficulty == pytest.approx(known.difficulty, abs=0.35)


def test_labels_given_by_id_replace_the_authors() -> None:
    told = {"sql-0": ItemParameters(4.5, 0.01)}
    assert calibrate(histories(5), labels=told).parameters["sql-0"].difficulty == pytest.approx(4.5, abs=0.1)


def test_without_answers_nothing_is_learned() -> None:
    assert calibrate([]) == Calibration()
    assert calibrate([(prior(AREAS), [])]) == Calibration()


def test_an_item_that_only_the_strong_miss_loses_discrimination() -> None:
    label = ItemParameters(2.5)
    backwards = [Evidence(level, 0.2, 0.0, level < 2.5) for level in (0.5, 1.0, 1.5, 3.5, 4.0, 4.5)] * 6
    forwards = [Evidence(each.mean, 0.2, 0.0, not each.correct) for each in backwards]
    assert locate(label, backwards).discrimination < 0.7
    assert locate(label, forwards).discrimination > 1.2


def test_a_question_that_only_the_strong_were_asked_at_their_very_first_is_not_taken_for_easy() -> None:
    rng, strong, first = random.Random(4), [], item(99)
    for _ in range(60):
        results = [(first, rng.random() < chance(4.0, label_parameters(first).difficulty))]
        for number in range(30):
            asked = item(number, difficulty=2 + number % 4)
            results.append((asked, rng.random() < chance(4.0, label_parameters(asked).difficulty)))
        strong.append((prior(AREAS), [Attempt(asked, Result.RIGHT if right else Result.WRONG, AT) for asked, right in results]))
    found = calibrate(strong).parameters[first.id]
    assert found.difficulty == pytest.approx(label_parameters(first).difficulty, abs=0.4)


def test_more_evidence_makes_an_item_surer() -> None:
    evidence = [Evidence(2.5, 0.5, 0.25, n % 2 == 0) for n in range(80)]
    sds = [locate(ItemParameters(2.5), evidence[:count]).difficulty_sd for count in (2, 10, 80)]
    assert sds == sorted(sds, reverse=True)


def test_how_fast_people_forget_is_learned_from_their_reviews() -> None:
    asked = item(0)
    results = [Attempt(asked, Result.RIGHT if n == 0 else Result.WRONG, AT + timedelta(days=4 * n)) for n in range(5)]
    found = calibrate([(prior(AREAS), results)] * 20)
    assert found.forgetting.parameters[-1] > 2 * PUBLISHED.parameters[-1]
    assert found.forgetting == learn([results] * 20)


def test_a_calibration_survives_being_written_and_read() -> None:
    found = replace(calibrate(histories(12)), forgetting=Forgetting((*PUBLISHED.parameters[:-1], 0.3)))
    assert found.spread != Calibration().spread
    assert load(dump(found)) == found
    assert load(dump(Calibration())) == Calibration()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"version":5,"weights":null,"parameters":{}}', '{"version":4,"weights":null,"parameters":{}}']
)
def test_foreign_or_newer_text_is_no_calibration(text: str) -> None:
    with pytest.raises(ValueError, match="not a calibration of this version"):
        load(text)
