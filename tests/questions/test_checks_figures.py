"""Likeness, cues, coverage and the page: figures over many questions."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from questions.checks import likeness
from questions.checks.coverage import by_area, by_concept, counts, lacks
from questions.checks.cues import Cues, cues
from questions.checks.statistics import as_data, beyond_limits, cue_lists, incomplete, page, statistics
from questions.model import Lang, Option, Question, Text
from questions.parsing import source, structure
from tests.questions.specimens import AREAS, MULTIPLE, ORDER, OUTPUT, SINGLE, read

_NODE = source.parse(AREAS, lambda _line, message: pytest.fail(message))
assert _NODE is not None
DOMAINS = structure.domains(_NODE, lambda _line, message: pytest.fail(message))


def single(number: int, key: int, texts: Sequence[str], stem: str = "What is it?", area: str = "sql") -> Question:
    """Make a single-choice question with these option texts in both languages."""
    options = tuple(Option(Text(text, text), Text("", ""), index == key) for index, text in enumerate(texts))
    return replace(read(SINGLE), id=f"q{number}", area=area, prompt=Text(stem, stem), options=options, proof=None)


def random_singles(count: int, area: str = "sql") -> list[Question]:
    """Make singles whose keys nothing gives away."""
    rng = random.Random(count)
    words = [f"w{n}" for n in range(60)]
    return [
        single(n, rng.randrange(4), [" ".join(rng.sample(words, rng.randint(3, 8))) for _ in range(4)], area=area) for n in range(count)
    ]


# --------------------------------------------------------------------------- likeness


def alike(questions: Sequence[Question], lang: Lang = "en") -> list[tuple[str, str]]:
    """Return the ids of the pairs that are too alike."""
    return [(later.id, earlier.id) for later, earlier, _ in likeness.alike(questions, lang)]


def test_two_questions_that_differ_in_a_number_alone_are_alike() -> None:
    first = replace(read(SINGLE), id="first")
    second = replace(read(SINGLE.replace("count(*) FROM t", "count(7) FROM t").replace("count(*) FROM t", "count(7) FROM t")), id="second")
    assert alike([first, second]) == [("second", "first")]
    assert alike([first, second], "ko") == [("second", "first")]


def test_questions_on_other_things_are_not_alike() -> None:
    assert alike([read(text) for text in (SINGLE, MULTIPLE, ORDER, OUTPUT)]) == []


def test_a_retired_question_may_be_like_the_one_that_replaced_it() -> None:
    assert alike([replace(read(SINGLE), id="old", retired=True), replace(read(SINGLE), id="new")]) == []


# --------------------------------------------------------------------------- cues


def test_the_longest_and_shortest_keys_are_counted_equal_lengths_as_both() -> None:
    questions = [
        single(1, 0, ["longest one", "short", "brief", "small"]),
        single(2, 1, ["longest one", "tiny", "brief", "small"]),
        single(3, 2, ["aaaa", "bbb", "cccc", "ddd"]),
        single(4, 3, ["same", "size", "four", "each"]),
        single(5, 0, ["three", "options", "alone"]),
    ]
    found = cues(questions, "en")
    assert (found.fours, found.longest, found.shortest) == (4, ("q1", "q3"), ("q2",))
    assert (found.longest_share, found.shortest_share) == (0.5, 0.25)


def test_the_rule_of_the_longest_breaks_ties_by_lot() -> None:
    found = cues([single(1, 0, ["aaaa", "bbbb", "c", "d"]), single(2, 0, ["a", "bbbb", "c"])], "en").rules["the longest"]
    assert found.score == pytest.approx((0.5 + 0.0) / 2)
    assert found.chance == pytest.approx((1 / 4 + 1 / 3) / 2)
    assert found.above == pytest.approx(found.score - found.chance)


@pytest.mark.parametrize(
    ("lang", "texts", "score"),
    [
        ("en", ["it may", "it always is", "Only so", "every one"], 1.0),
        ("en", ["it must be", "it is", "it may", "it was"], 0.0),
        ("en", ["`ALL` of it", "it is always", "it never is", "all is well"], 1.0),
        ("en", ["always", "never", "only", "all"], 0.25),
        ("ko", ["가끔 그렇다", "항상 그렇다", "이 행만 센다", "모든 행"], 1.0),
        ("ko", ["하지만 그렇다", "반드시 그렇다", "절대 아니다", "오직 하나"], 1.0),
        ("ko", ["불만이 있다", "NULL만을 센다", "`id`만 읽는다", "모든 줄"], 1.0),
        ("ko", ["10만 행이지만", "한 행까지만", "만들 때만", "모든 행"], 1.0),
    ],
)
def test_the_rule_of_absolute_words_knows_them_outside_code(lang: Lang, texts: list[str], score: float) -> None:
    assert cues([single(1, 0, texts)], lang).rules["without an absolute word"].score == pytest.approx(score)


def test_the_rule_of_shared_words_counts_words_of_the_stem() -> None:
    question = single(1, 0, ["the table loses rows", "nothing", "a row", "an error"], "Which table loses its rows?")
    assert cues([question], "en").rules["sharing most words with the stem"].score == 1.0
    assert (
        cues([replace(question, prompt=Text("Which error?", "Which error?"))], "en").rules["sharing most words with the stem"].score == 0.0
    )


def test_the_classifier_finds_keys_that_a_word_gives_away() -> None:
    rng = random.Random(1)
    words = [f"w{n}" for n in range(60)]
    told = [
        single(n, n % 4, [" ".join([*rng.sample(words, 4), *(["balanced"] if option == n % 4 else ["careless"])]) for option in range(4)])
        for n in range(60)
    ]
    assert cues(told, "en").classifier.above > 0.5


def test_the_classifier_finds_nothing_where_nothing_is() -> None:
    assert abs(cues(random_singles(300), "en").classifier.above) < 0.06


def test_cues_measure_live_singles_alone() -> None:
    found = cues([replace(single(1, 0, ["a", "b", "c", "d"]), retired=True), read(MULTIPLE), read(OUTPUT)], "en")
    assert found == Cues(0, (), (), found.rules, found.classifier, {})
    assert (found.longest_share, found.shortest_share, found.classifier.score) == (0.0, 0.0, 0.0)
    assert {score.count for score in found.rules.values()} == {0}


# --------------------------------------------------------------------------- limits


def test_limits_hold_over_the_bank_from_a_hundred_questions_and_in_an_area_from_thirty() -> None:
    def told(count: int, area: str) -> list[Question]:
        return [single(n, 0, [f"the longest {n}", f"b{n}", f"c{n}", f"d{n}"], area=area) for n in range(count)]

    assert list(beyond_limits(statistics(told(29, "sql"), DOMAINS), complete=False)) == []
    assert [line.split(",")[0] for line in beyond_limits(statistics(told(30, "sql"), DOMAINS), complete=False)] == [
        "en: in sql",
        "ko: in sql",
    ]
    said = list(beyond_limits(statistics(told(100, "sql"), DOMAINS), complete=False))
    assert any("the key is the longest option in 100.0%" in line for line in said)
    assert any("“choose the option the longest” scores 100.0%, 75.0 points above chance" in line for line in said)
    assert any("bag-of-words classifier" in line for line in said)
    assert len(list(beyond_limits(statistics(told(1, "cost"), DOMAINS), complete=True))) > 2


def test_a_bank_without_cues_is_within_all_limits() -> None:
    assert list(beyond_limits(statistics(random_singles(400), DOMAINS), complete=False)) == []


# --------------------------------------------------------------------------- coverage


def test_live_questions_are_counted_by_format_difficulty_and_proof() -> None:
    found = counts([read(SINGLE), read(MULTIPLE), replace(read(ORDER), retired=True), replace(read(SINGLE), difficulty=5, proof=None)])
    assert (found.questions, found.proofs) == (3, 2)
    assert found.formats == {"multiple": 1, "single": 2}
    assert found.difficulties == {2: 1, 3: 1, 5: 1}


def test_empty_areas_and_concepts_are_counted_too() -> None:
    questions = [read(SINGLE)]
    assert {area: held.questions for area, held in by_area(questions, DOMAINS).items()} == {"sql": 1, "cost": 0}
    assert {concept: held.questions for concept, held in by_concept(questions, DOMAINS).items()} == {
        "sql/joins": 1,
        "sql/nulls": 0,
        "cost/value": 0,
    }


def test_everything_that_a_complete_bank_lacks_is_named() -> None:
    said = list(lacks([read(SINGLE), replace(read(OUTPUT), proof=None)], DOMAINS))
    assert said == [
        "the bank has 2 live questions, fewer than 400",
        "sql has 2 live questions, fewer than 60",
        "sql has no question of difficulty 1, 3, 5",
        "sql has proofs for 1 of 2 questions, fewer than 85%",
        "cost has 0 live questions, fewer than 15",
        "cost has no question of difficulty 1, 2, 3, 4, 5",
        "sql/joins has 2 live questions, fewer than 4",
        "sql/joins has 2 difficulties, fewer than 3",
        "sql/nulls has 0 live questions, fewer than 4",
        "sql/nulls has 0 formats, fewer than 2",
        "sql/nulls has 0 difficulties, fewer than 3",
        "cost/value has 0 live questions, fewer than 4",
        "cost/value has 0 formats, fewer than 2",
        "cost/value has 0 difficulties, fewer than 3",
    ]


def test_an_area_and_its_concepts_that_hold_enough_lack_nothing() -> None:
    held = [replace(read(text), id=f"{n}", difficulty=n % 5 + 1) for n in range(60) for text in (SINGLE, OUTPUT)]
    assert [line for line in lacks(held, DOMAINS) if line.startswith(("sql has", "sql/joins"))] == []


def test_what_keeps_a_bank_from_being_complete_is_coverage_and_cues() -> None:
    questions = [single(n, 0, [f"the longest {n}", f"b{n}", f"c{n}", f"d{n}"]) for n in range(4)]
    said = list(incomplete(questions, DOMAINS, statistics(questions, DOMAINS)))
    assert said[0] == "the bank has 4 live questions, fewer than 400"
    assert any("the key is the longest option" in line for line in said)


# --------------------------------------------------------------------------- the page


def test_the_page_holds_every_area_concept_and_figure() -> None:
    questions = [*random_singles(8), read(MULTIPLE)]
    found = statistics(questions, DOMAINS)
    text = page(found, DOMAINS)
    assert "| SQL | 9 | 8 | 1 | 0 | 0 | 0 | 0 | 0 | 8 | 1 | 0 | 0 | 1 |" in text
    assert "| **all** | 9 |" in text
    assert "| Cost: Value | 0 |" in text
    assert "in the language areas 1 of 9 (11%; at least 85%)" in text
    assert text.count("bag-of-words classifier") == 1
    assert page(statistics([], ()), ()).startswith("# The question bank in figures")


def test_the_figures_are_plain_data_too() -> None:
    data = as_data(statistics([read(SINGLE)], DOMAINS))
    assert data["retired"] == 0
    assert isinstance(data["cues"], dict)
    assert set(data["cues"]) == {"en", "ko"}
    assert data["cues"]["en"]["rules"]["the longest"].keys() == {"count", "score", "chance", "above"}
    assert json.dumps(data)


def test_authors_see_which_keys_are_longest_and_shortest() -> None:
    found = statistics([single(1, 0, ["longest one", "short", "brief", "small"])], DOMAINS)
    assert next(cue_lists(found)) == "en: the key is the longest of four in 1 of 1: q1"
