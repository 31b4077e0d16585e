"""What a question is worth: stakes of the areas, spread exposure, and questions asked to learn about the question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from questions.ability import prior, update
from questions.asking import Asked, Purpose, Request, Standing
from questions.model import Attempt, Format, Item, Requirement, Result
from questions.pool import pool_of
from questions.response import ItemParameters
from questions.review import review
from questions.scoring import AIM, DUE, EXPLORING, FARTHEST, SAME_FORMAT, Scores, beside_most, fits, form, scores, so_far, stakes

AREAS = ("sql", "python", "bash", "cost", "jvm")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
REQUIRED = {area: Requirement(3.0, ("1.2",)) for area in AREAS}
ITEMS = [Item(f"q{n}", "sql", f"sql/c{n}", Format.CLOZE if n % 2 else Format.NUMBER, 2, 0.0) for n in range(6)]
PLACEMENT = Request(Purpose.PLACEMENT)
ALL = np.arange(6)


def test_an_open_place_counts_more_than_a_settled_one() -> None:
    belief = prior(AREAS)
    for n in range(40):
        belief = update(belief, Item(f"q{n}", "sql", f"sql/c{n}", Format.CLOZE, 2, 0.0), correct=False, at=AT)
    found = stakes(belief, REQUIRED, AT)
    assert found["sql"] < min(found[area] for area in AREAS if area != "sql")


def test_an_area_the_target_asks_more_of_counts_more() -> None:
    required = {"sql": Requirement(5.0, ()), "python": Requirement(2.5, ())}
    found = stakes(prior(("sql", "python"), {"sql": 5.0, "python": 2.5}), required, AT)
    assert found["sql"] == pytest.approx(2 * found["python"], rel=0.1)


def test_a_target_at_the_lowest_level_leaves_nothing_to_find_out() -> None:
    found = stakes(prior(AREAS), {**REQUIRED, "jvm": Requirement(1.0, ())}, AT)
    assert found["jvm"] < 0.1 * found["sql"]
    nothing = stakes(prior(AREAS), dict.fromkeys(AREAS, Requirement(1.0, ())), AT)
    assert len(set(nothing.values())) == 1
    assert min(nothing.values()) > 0.0


def test_exploring_goes_where_the_target_asks_for_something() -> None:
    items = [Item(area, area, f"{area}/c", Format.CLOZE, 2, 0.0) for area in AREAS]
    required = {**REQUIRED, "sql": Requirement(4.5, ())}
    del required["cost"]
    worth = scores(pool_of(items), Standing(prior(AREAS), required), PLACEMENT, AT, np.arange(5)).of_question
    assert worth == pytest.approx(worth[1] * np.array([1.5, 1.0, 1.0, 0.0, 1.0]))


@pytest.mark.parametrize(("sd", "counts"), [(0.9, EXPLORING), (0.45, EXPLORING), (0.3, EXPLORING * 2 / 3), (0.15, EXPLORING / 12)])
def test_the_more_is_known_of_questions_the_less_counts_what_an_answer_tells_of_them(sd: float, counts: float) -> None:
    pool = pool_of(ITEMS, {each.id: ItemParameters(2.5, sd) for each in ITEMS})
    found = Scores(np.zeros(3), np.array([1.0, 4.0, 2.0]), np.array([0.02, 0.0, 0.01]))
    of_person, of_question = beside_most(found, pool)
    assert of_person.tolist() == [0.25, 1.0, 0.5]
    assert of_question.tolist() == pytest.approx([counts, 0.0, counts / 2])


def test_where_nothing_is_worth_anything_nothing_stands_out() -> None:
    nothing = np.zeros(3)
    of_person, of_question = beside_most(Scores(nothing, nothing, nothing), pool_of(ITEMS))
    assert not of_person.any()
    assert not of_question.any()


def test_the_same_situation_has_the_same_stakes() -> None:
    assert stakes(prior(AREAS), REQUIRED, AT) == stakes(prior(AREAS), REQUIRED, AT)


def test_what_was_shown_often_is_worth_less() -> None:
    standing = Standing(prior(AREAS), REQUIRED, shown={"q0": 90, "gone": 10})
    worth = scores(pool_of(ITEMS), standing, PLACEMENT, AT, ALL).of_person
    assert worth[0] < worth[2]
    assert worth[2] == pytest.approx(worth[4])


def test_exploring_favours_what_little_is_known_of_and_choosing_what_is_known_well() -> None:
    pool = pool_of(ITEMS, {"q0": ItemParameters(2.0, 0.05), "q2": ItemParameters(2.0, 0.8)})
    standing = Standing(prior(AREAS), REQUIRED)
    found = scores(pool, standing, PLACEMENT, AT, ALL)
    assert found.of_person[0] > found.of_person[2]
    assert found.of_question[0] < found.of_question[2]


def test_a_format_just_used_in_the_session_is_worth_less_and_one_of_another_session_is_not() -> None:
    history = [Asked("q0", AT, None), Asked("q1", AT, None), Asked("gone", AT, None)]
    pool, standing = pool_of(ITEMS), Standing(prior(AREAS), REQUIRED, history)
    for purpose in (Purpose.DAILY, Purpose.PLACEMENT):
        within = scores(pool, standing, Request(purpose, session=frozenset({"q1", "gone"})), AT, ALL)
        anew = scores(pool, standing, Request(purpose), AT, ALL)
        for each, known in ((within.of_person, anew.of_person), (within.of_question, anew.of_question)):
            assert each[1] == pytest.approx(SAME_FORMAT * each[0])
            assert known[1] == pytest.approx(known[0])


def test_right_answers_raise_the_wished_difficulty_of_their_area_alone_and_wrong_ones_lower_it() -> None:
    pool = pool_of([*ITEMS, Item("p0", "python", "python/c0", Format.CLOZE, 2, 0.0)])
    request = Request(Purpose.PRACTICE)

    def lift(result: Result, count: int) -> dict[str, float]:
        history = [Asked("p0", AT, None), *(Asked(f"q{n % 6}", AT, result) for n in range(count))]
        return form(pool, Standing(prior(AREAS), REQUIRED, history), request, AT)

    assert set(lift(Result.RIGHT, 3)) == {"sql"}
    assert 0 < lift(Result.RIGHT, 1)["sql"] < lift(Result.RIGHT, 2)["sql"]
    assert lift(Result.UNKNOWN, 2)["sql"] == lift(Result.WRONG, 2)["sql"] < 0
    assert (lift(Result.RIGHT, 30)["sql"], lift(Result.WRONG, 30)["sql"]) == (FARTHEST, -FARTHEST)


def test_on_practice_days_a_concept_that_is_due_counts_more_and_in_a_placement_it_does_not() -> None:
    pool = pool_of(ITEMS)
    memories = {"sql/c0": review(None, Attempt(ITEMS[0], Result.RIGHT, AT))}
    later = AT + timedelta(days=60)
    for purpose, factor in ((Purpose.DAILY, DUE), (Purpose.PLACEMENT, 1.0)):
        worth = {}
        for name, known in (("due", memories), ("new", {})):
            standing = Standing(prior(AREAS), REQUIRED, memories=known)
            worth[name] = scores(pool, standing, Request(purpose), later, ALL).of_person
        assert worth["due"] == pytest.approx(worth["new"] * np.array([factor, 1.0, 1.0, 1.0, 1.0, 1.0]))


def test_the_wished_difficulty_is_a_chance_of_a_right_answer() -> None:
    items = [Item(f"q{label}", "sql", "sql/c", Format.CLOZE, label, 0.0) for label in range(1, 6)]
    standing = Standing(prior(AREAS, {"sql": 3.0}), REQUIRED)
    chance = scores(pool_of(items), standing, PLACEMENT, AT, np.arange(5)).chance
    for challenge, aim in AIM.items():
        found = fits(pool_of(items), standing, Request(Purpose.DAILY, challenge=challenge), AT, np.arange(5))
        assert 0.0 <= found.min() <= found.max() <= 1.0
        assert np.argmax(found) == np.argmin(np.abs(chance - aim))


def test_the_order_of_a_session_is_the_historys_and_what_it_lacks_comes_first() -> None:
    history = [Asked("q3", AT, None), Asked("q1", AT, None), Asked("q5", AT, None), Asked("q3", AT, None)]
    request = Request(Purpose.DAILY, session=frozenset({"q3", "q1", "q0", "gone"}))
    assert so_far(pool_of(ITEMS), Standing(prior(AREAS), REQUIRED, history), request) == [0, 1, 3]
