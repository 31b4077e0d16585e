"""Item analysis: what answers say about a question, and when it is held to mislead."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from questions import ability
from questions.calibration import Calibration
from questions.items import ENOUGH, Aside, ItemStatistics, Misleading, OptionShare, Response, analyse, newly_aside, responses
from questions.model import Answer, Attempt, DontKnow, Format, Item, Picked, Result, Typed
from questions.response import ItemParameters, label_parameters

ITEM = Item("q", "sql", "sql/joins", Format.SINGLE, 3, 0.25)
TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, tzinfo=UTC)
# As levels are known after some ten answers in an area.
VARIANCE = 0.25


def response(level: float, option: int | None, item: Item = ITEM, seconds: float | None = 20.0) -> Response:
    """Return an answer of option ``option`` (0 is the key; None is *I don't know*)."""
    answer: Answer = DontKnow() if option is None else Picked(frozenset({option}))
    return Response(item, option == 0, answer, seconds, level, VARIANCE)


def figures(given: Sequence[Response], reports: int = 0, shown: int | None = None, known: Calibration | None = None) -> ItemStatistics:
    seen = {} if shown is None else {"q": shown}
    (found,) = analyse(given, known or Calibration(), seen, {"q": reports})
    return found


def crowd(count: int, strong: Sequence[int | None], weak: Sequence[int | None]) -> list[Response]:
    """Return answers of as many weaker people (cycling through ``weak``) as stronger ones (through ``strong``)."""
    low = [response(1.5 + 0.01 * n, weak[n % len(weak)]) for n in range(count // 2)]
    high = [response(3.5 + 0.01 * n, strong[n % len(strong)]) for n in range(count - count // 2)]
    return low + high


def test_the_plain_figures_of_an_item() -> None:
    given = [response(2.0, 0, seconds=10.0), response(3.0, 1, seconds=30.0), response(1.0, None, seconds=None), response(4.0, 0)]
    found = figures(given, reports=1, shown=9)
    assert (found.shown, found.answers, found.right, found.unknown, found.reports, found.label) == (9, 4, 0.5, 0.25, 1, 3)
    assert found.seconds == 20.0
    assert found.options == (OptionShare(0, 2, 1, 1), OptionShare(1, 1, 1, 0))
    assert found.misleading == ()


def test_difficulty_is_told_on_the_labels_scale() -> None:
    # The label's location is where six in ten are right; a calibrated one moves with its parameters.
    assert figures([response(2.0, 0)]).difficulty == pytest.approx(3.0)
    known = Calibration({"q": ItemParameters(4.0, 0.1, 1.5)})
    found = figures([response(2.0, 0)], known=known)
    assert found.difficulty == pytest.approx(4.0 + 0.457, abs=0.001)
    assert (found.difficulty_sd, found.slope) == (0.1, 1.5)


def test_a_label_that_was_mended_is_listed_as_it_is_now() -> None:
    mended = replace(ITEM, difficulty=5)
    (found,) = analyse([response(2.0, 0)], Calibration(), {}, {}, {"q": mended})
    assert found.label == 5
    assert found.difficulty == pytest.approx(figures([response(2.0, 0, mended)]).difficulty)


def test_times_that_nobody_measured_have_no_median() -> None:
    assert figures([response(2.0, 0, seconds=None)]).seconds is None


def test_an_answer_that_lay_idle_says_nothing_about_the_time_a_question_takes() -> None:
    overnight, an_hour = response(2.0, 0, seconds=54_733.0), response(2.0, 0, seconds=3600.0)
    assert figures([overnight, response(2.0, 0, seconds=20.0), response(3.0, 0, seconds=40.0)]).seconds == 30.0
    assert figures([overnight, an_hour]).seconds == 3600.0
    assert figures([overnight]).seconds is None


@pytest.mark.parametrize("given", [[response(2.0, 0)] * 3, crowd(40, [0], [0]), [response(2.0, n % 2) for n in range(40)]])
def test_where_all_answers_or_all_levels_are_alike_there_is_no_discrimination(given: list[Response]) -> None:
    assert figures(given).relation is None
    assert figures(given).misleading == ()


def test_a_sound_question_tells_stronger_from_weaker_and_does_not_mislead() -> None:
    found = figures(crowd(60, strong=[0, 0, 0, 1], weak=[0, 1, 2, 3]))
    assert found.relation is not None
    assert 0.2 < found.relation.low < found.relation.value < found.relation.high < 1.0
    assert found.misleading == ()


def test_a_question_on_which_the_stronger_do_worse_misleads_once_there_is_enough() -> None:
    strong, weak = [1, 2, 0], [0, 0, 0, 2]
    assert figures(crowd(ENOUGH - 1, strong, weak)).misleading == ()
    assert figures(crowd(ENOUGH, strong, weak)).misleading == (Misleading.NEGATIVE,)


def test_a_distractor_that_the_stronger_prefer_to_the_key_misleads() -> None:
    found = figures(crowd(60, strong=[1, 1, 1, 0], weak=[0, 1, 2, 3]))
    assert Misleading.DISTRACTOR in found.misleading


def test_a_key_that_nobody_finds_misleads_when_the_stronger_agree_on_another() -> None:
    assert Misleading.DISTRACTOR in figures(crowd(60, strong=[1], weak=[1, 2, 3])).misleading


def test_a_hard_question_whose_trap_catches_the_weaker_first_does_not_mislead() -> None:
    assert figures(crowd(60, strong=[1, 1, 0], weak=[1])).misleading == ()


def test_a_slight_preference_is_not_significant() -> None:
    assert Misleading.DISTRACTOR not in figures(crowd(40, strong=[0, 1], weak=[2, 3, 0, 1])).misleading


@pytest.mark.parametrize(("reports", "shown", "misleads"), [(3, 59, True), (3, 60, False), (2, 31, False), (9, 100, True)])
def test_more_than_one_in_twenty_reporting_and_at_least_three_misleads(reports: int, shown: int, misleads: bool) -> None:  # noqa: FBT001 a table's column
    found = figures(crowd(ENOUGH, [0, 0, 1], [0, 1, 2]), reports=reports, shown=shown)
    assert (Misleading.REPORTED in found.misleading) is misleads


def test_options_of_other_formats_are_counted_but_only_single_ones_have_a_preferred_distractor() -> None:
    several = Item("q", "sql", "sql/joins", Format.MULTIPLE, 3, 0.1)
    given = [
        Response(several, correct=False, answer=Picked(frozenset({0, 2})), seconds=None, level=float(n), variance=VARIANCE)
        for n in range(40)
    ]
    found = figures(given)
    assert [share.option for share in found.options] == [0, 2]
    assert found.misleading == ()
    typed = Item("q", "sql", "sql/joins", Format.OUTPUT, 3, 0.0)
    assert figures([Response(typed, correct=False, answer=Typed("x"), seconds=None, level=2.0, variance=VARIANCE)]).options == ()


def test_levels_are_those_that_a_persons_other_answers_tell() -> None:
    start = ability.prior(("sql", "bash"))

    def seen(first: Result) -> list[float]:
        results = (first, Result.RIGHT, Result.RIGHT, Result.RIGHT)
        given: list[tuple[Attempt, Answer]] = [(Attempt(ITEM, result, AT, 5.0), Picked(frozenset({0}))) for result in results]
        return [each.level for each in responses(start, given, Calibration())]

    right, wrong = seen(Result.RIGHT), seen(Result.WRONG)
    assert right[0] > ability.START_LEVEL + 0.3
    assert wrong[0] == pytest.approx(right[0], abs=0.05)
    assert wrong[1] < right[1] - 0.2


def test_of_simulated_items_only_the_spoilt_one_misleads() -> None:
    rng = random.Random(3)
    given = []
    for n in range(40):
        spoilt = n == 7
        item = Item(f"q{n}", "sql", "sql/joins", Format.SINGLE, 3, 0.25)
        for _ in range(120):
            level = rng.gauss(2.8, 0.9)
            knows = rng.random() < 1 / (1 + 2.718 ** (2.5 - level))
            option = (1 if spoilt else 0) if knows else rng.randrange(4)
            given.append(Response(item, option == 0, Picked(frozenset({option})), None, level, 0.0))
    found = {each.id for each in analyse(given, Calibration(), {}, {}) if each.misleading}
    assert found == {"q7"}


def guessed(chance: random.Random, item: Item, known: int, trap: int, share: float) -> list[Response]:
    """Return 120 people's answers to a question as hard as its label says.

    Who knows chooses ``known``, and ``share`` of the others ``trap``.
    """
    given = []
    for _ in range(120):
        level = chance.gauss(2.75, 0.87)
        knows = chance.random() < 0.98 / (1.0 + math.exp(label_parameters(item).difficulty - chance.gauss(level, math.sqrt(VARIANCE))))
        caught = chance.random() < share
        option = known if knows else trap if caught else chance.choice([each for each in range(4) if each != trap])
        given.append(Response(item, option == 0, Picked(frozenset({option})), None, level, VARIANCE))
    return given


def ever(given: Sequence[Response]) -> bool:
    """Whether the question is held to mislead at any of many looks."""
    return any(figures(given[:count]).misleading for count in range(ENOUGH, len(given) + 1, 10))


def test_a_hard_question_with_a_strong_trap_is_spared_however_often_it_is_looked_at() -> None:
    chance, hard = random.Random(5), replace(ITEM, difficulty=5)
    assert sum(ever(guessed(chance, hard, known=0, trap=1, share=0.7)) for _ in range(20)) <= 1


def test_a_wrong_key_is_found_though_it_is_the_trap_itself() -> None:
    chance = random.Random(6)
    assert sum(ever(guessed(chance, ITEM, known=1, trap=0, share=0.4)) for _ in range(20)) >= 19


def test_a_wrong_key_of_what_is_typed_is_found() -> None:
    """There are no options to tell one wrong answer from another."""
    chance, typed = random.Random(7), replace(ITEM, format=Format.OUTPUT, guessing=0.0)
    assert sum(ever(guessed(chance, typed, known=1, trap=0, share=0.4)) for _ in range(20)) >= 18


def test_what_misleads_is_set_aside_once_with_its_first_reason() -> None:
    bad = figures(crowd(60, strong=[1, 2, 0], weak=[0, 0, 0, 2]))
    found = newly_aside([bad], {}, {}, TODAY)
    assert found == {"q": Aside(Misleading.NEGATIVE, 60, TODAY)}
    assert newly_aside([bad], found, {}, TODAY) == {}


def test_what_a_person_brought_back_needs_twice_the_evidence_or_another_reason() -> None:
    bad = figures(crowd(60, strong=[1, 2, 0], weak=[0, 0, 0, 2]), reports=6)
    assert bad.misleading == (Misleading.NEGATIVE, Misleading.REPORTED)
    assert newly_aside([bad], {}, {"q": {"negative": 31, "reported": 4}}, TODAY) == {}
    assert newly_aside([bad], {}, {"q": {"negative": 30, "reported": 4}}, TODAY)["q"].reason is Misleading.NEGATIVE
    assert newly_aside([bad], {}, {"q": {"negative": 31}}, TODAY) == {"q": Aside(Misleading.REPORTED, 6, TODAY)}
