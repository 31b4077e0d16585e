"""The belief: what an answer does to it, to neighbouring areas and concepts, and what time does."""

from __future__ import annotations

import itertools
import json
import math
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import ability
from questions.ability import Belief, concept_estimate, dump, estimate, estimates, load, moments, prior, probability, replay, update
from questions.model import Attempt, Format, Item, Result
from questions.response import SLIP, ItemParameters, label_parameters

AREAS = ("sql", "python", "bash")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def item(area: str = "sql", concept: str = "joins", difficulty: int = 3, guessing: float = 0.25) -> Item:
    return Item(f"{area}-{concept}-{difficulty}", area, f"{area}/{concept}", Format.SINGLE, difficulty, guessing)


items = st.builds(
    item,
    area=st.sampled_from(AREAS),
    concept=st.sampled_from(["one", "two"]),
    difficulty=st.integers(1, 5),
    guessing=st.sampled_from([0.0, 0.25, 0.5]),
)
attempts = st.lists(
    st.builds(
        Attempt,
        item=items,
        result=st.sampled_from(Result),
        at=st.timedeltas(timedelta(0), timedelta(days=400)).map(lambda passed: AT + passed),
    ),
    max_size=25,
).map(lambda found: sorted(found, key=lambda attempt: attempt.at))


@given(history=attempts, asked=items)
def test_a_right_answer_never_lowers_its_area_or_concept_and_a_wrong_one_never_raises_them(history: list[Attempt], asked: Item) -> None:
    belief = replay(prior(AREAS), history)
    at = history[-1].at if history else AT
    good, bad = update(belief, asked, True, at), update(belief, asked, False, at)
    j = belief.index(asked.area)
    assert moments(bad, at)[0][j] <= moments(belief, at)[0][j] <= moments(good, at)[0][j]
    levels = [concept_estimate(each, asked.concept, at).level for each in (bad, belief, good)]
    assert levels == sorted(levels)


@given(history=attempts, asked=items)
def test_an_answer_narrows_the_interval_on_average(history: list[Attempt], asked: Item) -> None:
    belief = replay(prior(AREAS), history)
    at = history[-1].at if history else AT
    chance = probability(belief, asked, at)
    j = belief.index(asked.area)
    after = [moments(update(belief, asked, correct, at), at)[1][j, j] for correct in (True, False)]
    assert chance * after[0] + (1 - chance) * after[1] < moments(belief, at)[1][j, j]


@given(history=attempts)
def test_covariances_stay_symmetric_and_positive_definite_and_weights_sum_to_one(history: list[Attempt]) -> None:
    belief = replay(prior(AREAS), history)
    assert np.array_equal(belief.covariances, belief.covariances.transpose(0, 2, 1))
    assert np.linalg.eigvalsh(belief.covariances).min() > 0
    assert belief.weights.sum() == pytest.approx(1.0)
    assert (belief.weights >= 0).all()


@pytest.mark.parametrize("right", [lambda _: True, lambda _: False, lambda n: n % 3 == 1, lambda n: n % 4 == 0])
@pytest.mark.parametrize(
    "known", [None, ItemParameters(30.0), ItemParameters(-30.0), ItemParameters(3.0, 0.0, 20.0, 0.0), ItemParameters(3.0, 0.001, 0.001)]
)
def test_a_thousand_answers_however_one_sided_and_to_whatever_items_leave_a_belief_sound(
    right: Callable[[int], bool], known: ItemParameters | None
) -> None:
    belief = prior(AREAS)
    for number in range(1000):
        area = AREAS[number % len(AREAS)]
        asked = Item("q", area, f"{area}/{number % 7}", Format.CLOZE, 1 + number % 5, 0.25 * (number % 2))
        belief = update(belief, asked, right(number), AT, known)
    mean, covariance = moments(belief, AT)
    assert np.isfinite(mean).all()
    assert np.linalg.eigvalsh(covariance).min() > 0
    assert min(np.linalg.eigvalsh(each).min() for each in belief.covariances) > 0
    assert dump(load(dump(belief))) == dump(belief)


@given(history=attempts)
def test_replaying_the_same_answers_gives_the_same_numbers_to_the_last_bit(history: list[Attempt]) -> None:
    assert dump(replay(prior(AREAS), history)) == dump(replay(prior(AREAS), history))


@given(history=attempts)
def test_a_belief_survives_being_written_and_read_to_the_last_bit(history: list[Attempt]) -> None:
    belief = replay(prior(AREAS, {"sql": 3.5}), history)
    again = load(dump(belief))
    assert dump(again) == dump(belief)
    assert estimates(again, AT + timedelta(days=500)) == estimates(belief, AT + timedelta(days=500))
    assert again.answers == belief.answers


@given(history=attempts, cut=st.integers(0, 25))
def test_a_belief_written_halfway_goes_on_to_the_same_numbers(history: list[Attempt], cut: int) -> None:
    halfway = load(dump(replay(prior(AREAS), history[:cut])))
    assert dump(replay(halfway, history[cut:])) == dump(replay(prior(AREAS), history))


@settings(max_examples=30)
@given(results=st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_order_of_answers_of_one_day_hardly_matters(results: list[bool]) -> None:
    asked = [item("sql", "one", 2), item("sql", "two", 4), item("python", "one", 3)]
    levels = []
    for order in itertools.permutations(range(3)):
        belief = prior(AREAS)
        for number in order:
            belief = update(belief, asked[number], results[number], AT)
        levels.append(moments(belief, AT)[0])
    assert np.ptp(np.array(levels), axis=0).max() < 0.03


def test_the_names_and_order_of_areas_do_not_matter() -> None:
    history = [Attempt(item(area, "one", 2 + n % 3), Result.RIGHT if n % 2 else Result.WRONG, AT) for n, area in enumerate(AREAS * 4)]
    forth, back = replay(prior(AREAS), history), replay(prior(AREAS[::-1]), history)
    for area in AREAS:
        assert estimate(forth, area, AT).level == pytest.approx(estimate(back, area, AT).level, abs=1e-12)


def grid_posterior(correlation: float, results: list[tuple[Item, bool]]) -> tuple[float, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Integrate two areas and one concept each by brute force: the likelihood of ``results`` and the posterior means of the areas."""
    line = np.linspace(-4.5, 9.5, 141)
    offset, weight = np.polynomial.hermite_e.hermegauss(9)
    first, second = np.meshgrid(line, line, indexing="ij")
    x, y = first - ability.START_LEVEL, second - ability.START_LEVEL
    density = np.exp(-0.5 * (x * x - 2 * correlation * x * y + y * y) / (1 - correlation**2))
    for name, axis in (("sql", line), ("python", line)):
        given_offset = []
        for each in offset:
            likelihood = np.ones_like(line)
            for asked, correct in results:
                if asked.area == name:
                    nodes, weights = np.polynomial.hermite_e.hermegauss(15)
                    location = label_parameters(asked)
                    u = axis[:, None] + each * ability.CONCEPT_SD - location.difficulty - location.difficulty_sd * nodes
                    slopes = np.exp(0.3 * np.array([-math.sqrt(3), 0, math.sqrt(3)]))
                    curve = (1 / (1 + np.exp(-u[..., None] * slopes)) * np.array([1 / 6, 2 / 3, 1 / 6])).sum(-1)
                    chance = ((asked.guessing + (1 - SLIP - asked.guessing) * curve) * weights).sum(-1) / weights.sum()
                    likelihood = likelihood * (chance if correct else 1 - chance)
            given_offset.append(likelihood)
        mixed = (np.array(given_offset) * weight[:, None]).sum(0) / weight.sum()
        density = density * (mixed[:, None] if name == "sql" else mixed[None, :])
    mass = density.sum()
    normal = 2 * np.pi * math.sqrt(1 - correlation**2) / (line[1] - line[0]) ** 2
    return float(mass / normal), np.array([(density * first).sum() / mass, (density * second).sum() / mass])


def test_a_dozen_answers_in_two_areas_agree_with_brute_force_integration_over_everything_unknown() -> None:
    rng = random.Random(5)
    results = [(item("sql" if n % 3 else "python", "one", rng.randint(1, 5)), rng.random() < 0.6) for n in range(12)]
    belief = prior(("sql", "python"))
    for asked, correct in results:
        belief = update(belief, asked, correct, AT)
    exact = [grid_posterior(float(correlation), results) for correlation in ability.CORRELATIONS]
    weights = ability.CAUTIOUS * np.array([likelihood for likelihood, _ in exact])
    weights /= weights.sum()
    assert belief.weights == pytest.approx(weights, abs=0.02)
    assert moments(belief, AT)[0] == pytest.approx(sum(w * mean for w, (_, mean) in zip(weights, exact, strict=True)), abs=0.06)


def test_one_areas_answers_inform_the_others_and_less_so() -> None:
    before, after = prior(AREAS), update(prior(AREAS), item("sql"), True, AT)
    own = estimate(after, "sql", AT).level - estimate(before, "sql", AT).level
    other = estimate(after, "python", AT).level - estimate(before, "python", AT).level
    assert 0 < other < own


def test_answers_alike_everywhere_speak_for_a_strong_correlation_and_unlike_ones_against_it() -> None:
    alike, unlike = prior(AREAS), prior(AREAS)
    for n in range(30):
        area = AREAS[n % 3]
        alike = update(alike, item(area, f"c{n}", 4, 0.0), True, AT)
        unlike = update(unlike, item(area, f"c{n}", 3, 0.0), area == "sql", AT)
    assert alike.weights @ ability.CORRELATIONS > 0.5 > unlike.weights @ ability.CORRELATIONS


def test_ten_answers_in_one_concept_tell_less_of_the_area_than_ten_spread_over_concepts() -> None:
    one, many = prior(AREAS), prior(AREAS)
    for n in range(10):
        one = update(one, item("sql", "joins"), n % 2 == 0, AT)
        many = update(many, item("sql", f"c{n}"), n % 2 == 0, AT)
    assert estimate(one, "sql", AT).sd > estimate(many, "sql", AT).sd
    assert concept_estimate(one, "sql/joins", AT).sd < concept_estimate(many, "sql/joins", AT).sd


def test_a_weak_concept_lies_below_its_area() -> None:
    belief = prior(AREAS)
    for n in range(12):
        belief = update(belief, item("sql", "joins" if n % 2 else "nulls"), n % 2 == 0, AT)
    weak, strong = (concept_estimate(belief, name, AT).level for name in ("sql/joins", "sql/nulls"))
    assert weak < estimate(belief, "sql", AT).level < strong


def test_a_concept_without_answers_has_its_areas_level_and_a_wider_interval() -> None:
    belief = update(prior(AREAS), item("sql", "joins"), True, AT)
    unseen, area = concept_estimate(belief, "sql/nulls", AT), estimate(belief, "sql", AT)
    assert unseen.level == pytest.approx(area.level)
    assert unseen.sd == pytest.approx(math.hypot(area.sd, ability.CONCEPT_SD))


def test_the_interval_widens_while_somebody_is_away_but_never_beyond_the_start() -> None:
    belief = prior(AREAS)
    for n in range(20):
        belief = update(belief, item("sql", f"c{n}"), n % 2 == 0, AT)
    sds = [estimate(belief, "sql", AT + timedelta(days=days)).sd for days in (0, 30, 365, 100_000)]
    assert sds == sorted(sds)
    assert sds[0] < sds[1]
    assert sds[-1] <= estimate(prior(AREAS), "sql", AT).sd + 0.1
    assert estimate(belief, "sql", AT + timedelta(days=365)).level == pytest.approx(estimate(belief, "sql", AT).level)


@pytest.mark.parametrize("spread", [0.6, 1.0, 1.7])
def test_people_differ_as_widely_as_is_said_and_absence_leads_back_to_that(spread: float) -> None:
    start = prior(AREAS, spread=spread)
    assert estimate(start, "sql", AT).sd == pytest.approx(spread)
    belief = load(dump(update(start, item(), True, AT)))
    assert estimate(belief, "sql", AT).sd < spread
    assert moments(belief, AT + timedelta(days=100_000))[1] == pytest.approx(moments(start, AT)[1], rel=0.05)
    assert (belief.start("sql").level, belief.start("sql").sd) == (ability.START_LEVEL, spread)


def test_an_answer_that_arrives_late_counts_as_of_the_last_one() -> None:
    belief = update(prior(AREAS), item(), True, AT)
    late = update(belief, item("python"), True, AT - timedelta(days=3))
    assert late.at == AT
    assert estimate(late, "sql", AT - timedelta(days=3)) == estimate(late, "sql", AT)


def test_an_origin_sets_where_the_belief_starts() -> None:
    belief = prior(AREAS, {"sql": 3.5, "unknown": 1.0})
    assert estimate(belief, "sql", AT).level == pytest.approx(3.5)
    assert estimate(belief, "bash", AT).level == pytest.approx(ability.START_LEVEL)


def test_learned_weights_of_the_correlations_are_where_a_newcomer_starts() -> None:
    belief = prior(AREAS, correlation_weights=(0.0, 0.0, 1.0, 0.0, 0.0))
    _, covariance = moments(belief, AT)
    assert covariance[0, 1] == pytest.approx(0.5)


def test_estimates_are_shown_within_the_scale() -> None:
    belief = prior(AREAS, {"sql": 4.9})
    shown = estimate(belief, "sql", AT)
    assert shown.low == pytest.approx(4.9 - 1.96, abs=0.001)
    assert shown.high == ability.HIGH


def test_calibrated_parameters_replace_the_label() -> None:
    easy = ItemParameters(difficulty=0.0, difficulty_sd=0.1)
    belief, asked = prior(AREAS), item(difficulty=5)
    assert probability(belief, asked, AT, easy) > probability(belief, asked, AT)
    loss = estimate(update(belief, asked, False, AT), "sql", AT).level
    assert estimate(update(belief, asked, False, AT, easy), "sql", AT).level < loss
    assert dump(replay(belief, [Attempt(asked, Result.WRONG, AT)], {asked.id: easy})) == dump(update(belief, asked, False, AT, easy))


def test_answers_are_counted_by_area() -> None:
    belief = replay(prior(AREAS), [Attempt(item("sql"), Result.UNKNOWN, AT)] * 2)
    assert belief.answers == {"sql": 2, "python": 0, "bash": 0}


def test_a_belief_of_thirteen_areas_and_all_concepts_takes_a_few_kilobytes() -> None:
    areas = [f"area{n:02d}" for n in range(13)]
    belief = prior(areas)
    for n in range(94):
        belief = update(belief, item(areas[n % 13], f"concept-{n}"), n % 3 == 0, AT)
    assert len(dump(belief)) < 11_000


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"version": 99}', dump(prior(AREAS)).replace('"version":3', '"version":2'), dump(prior(AREAS))[:-20] + '"}'],
)
def test_foreign_newer_or_torn_text_is_no_belief(text: str) -> None:
    with pytest.raises(ValueError, match="not a belief of this version"):
        load(text)


def test_a_belief_with_missing_numbers_is_refused() -> None:
    data = json.loads(dump(prior(AREAS)))
    data["numbers"] = data["numbers"][:-16]
    with pytest.raises(ValueError, match="not a belief of this version"):
        load(json.dumps(data))


@pytest.mark.parametrize("ask", [lambda belief: estimate(belief, "cobol", AT), lambda belief: update(belief, item("cobol"), True, AT)])
def test_an_unknown_area_is_a_key_error(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(KeyError, match="cobol"):
        ask(prior(AREAS))


def test_a_belief_is_never_changed_in_place() -> None:
    belief: Belief = prior(AREAS)
    text = dump(belief)
    update(belief, item(), True, AT)
    assert dump(belief) == text


def test_moments_that_are_kept_for_the_next_call_cannot_be_changed_and_are_those_of_the_belief_and_time_asked_for() -> None:
    belief = update(prior(AREAS), item(), correct=True, at=AT)
    for array in moments(belief, AT):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0
    later = moments(belief, AT + timedelta(days=400))[1][0, 0]
    assert moments(prior(AREAS), AT)[1][0, 0] > later > moments(belief, AT)[1][0, 0]
