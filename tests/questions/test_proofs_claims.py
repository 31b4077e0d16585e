"""Claims: what each format claims, and when what came back shows it."""

from __future__ import annotations

import pytest

from questions.model import Outcome, Question
from questions.proofs.claims import Claim, claims, holds, printed
from questions.proofs.proving import actual_words, outcome_words, prove
from questions.proofs.snippets import Actual, Snippet
from tests.questions.specimens import CLOZE, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, read, spoiled


def rows(*values: tuple[object, ...]) -> Actual:
    """Rows that came back."""
    return Actual("rows", rows=values)


def stdout(text: str) -> Actual:
    """Text that was printed."""
    return Actual("stdout", text=text)


def failed(text: str, gave: Actual) -> list[str]:
    """Return which claims of a question fail if every snippet gives ``gave``."""
    question = read(text)
    done = prove([question], {"duckdb": "1", "sqlite": "1", "python": "1"}, lambda snippets: [gave] * len(snippets))
    return [failure.claim.what for failure in done.failures if failure.claim.snippet.engine != "sqlite"]


def test_a_single_claims_its_own_outcome_and_that_of_each_distractor_on_each_engine() -> None:
    found = list(claims(read(SINGLE)))
    assert [(c.snippet.engine, c.what, c.holds) for c in found if c.snippet.engine == "duckdb"] == [
        ("duckdb", "the snippet gives the outcome", True),
        ("duckdb", "option 1 (wrong: One as a number)", False),
        ("duckdb", "option 2 (wrong: An error instead)", False),
    ]
    assert len(found) == 6


def test_a_singles_claims_hold_or_fail_by_what_comes_back() -> None:
    assert failed(SINGLE, rows((2,))) == []
    assert failed(SINGLE, rows((1,))) == ["the snippet gives the outcome", "option 1 (wrong: One as a number)"]
    assert failed(SINGLE, Actual("error", text="x")) == ["the snippet gives the outcome", "option 2 (wrong: An error instead)"]
    assert failed(SINGLE, rows((3,))) == ["the snippet gives the outcome"]


def test_nothing_is_shown_by_a_result_that_is_broken() -> None:
    assert len(failed(SINGLE, Actual("broken", text="no end"))) == 3


def test_a_multiple_claims_each_options_own_snippet() -> None:
    found = list(claims(read(MULTIPLE)))
    assert [(c.snippet.code, c.holds) for c in found] == [("print(1 == 1.0)", True), ("print(1 is None)", False), ("print(not [])", True)]
    assert failed(MULTIPLE, stdout("True\n")) == ["option 1 (wrong: `1 is None`)"]


def test_an_output_claims_that_the_answer_is_printed_and_no_near_answer_is() -> None:
    assert failed(OUTPUT, stdout("2 []\n")) == []
    assert failed(OUTPUT, stdout("2 None\n")) == [
        "the snippet gives the outcome",
        "the answer is 2 []",
        "the near answer is wrong: 2 None",
    ]


def test_an_output_may_come_as_rows_written_row_by_row() -> None:
    text = spoiled(OUTPUT, 'answer: "2 []"', 'answer: "1 NULL true 2.5"').replace("[python]", "[sqlite, duckdb]")
    text = text.replace('  stdout: "2 []\\n"', "  run: x\n  rows: [[1, null], [true, 2.5]]")
    assert failed(text, rows((1, None), (True, 2.5))) == []
    assert printed(rows((1.0, (1, "a")), ("x",))) == "1 [1, a]\nx"


def test_a_number_is_the_last_line_or_the_only_value_within_its_tolerance() -> None:
    bare = spoiled(NUMBER, '  stdout: "2000\\n"\n', "")
    assert failed(bare, stdout("so:\n2,000.4\n\n")) == []
    assert failed(bare, rows((2000,))) == []
    assert failed(bare, stdout("2001")) == ["the answer is 2000"]
    assert failed(bare, stdout("1000")) == ["the answer is 2000", "the near answer is wrong: 1000"]
    assert "the answer is 2000" in failed(bare, stdout(""))
    assert "the answer is 2000" in failed(bare, Actual("error", text="2000"))


def test_a_cloze_claims_that_each_accepted_word_fits_and_no_near_one() -> None:
    question = read(spoiled(CLOZE, "accept: [len]", "accept: [len, ascii]"))
    assert [(c.snippet.code, c.holds) for c in claims(question)] == [
        ('print(len("ab"))', True),
        ('print(ascii("ab"))', True),
        ('print(size("ab"))', False),
    ]
    assert failed(CLOZE, stdout("2\n")) == ["the blank does not take size"]


def test_an_order_claims_the_outcome_of_its_snippet() -> None:
    text = spoiled(ORDER, "  - notes 1.2.4\n", '  - notes 1.2.4\nproof: {engines: [python], run: x, stdout: "a"}\n')
    assert failed(text, stdout("a")) == []
    assert failed(text, stdout("b")) == ["the snippet gives the outcome"]


def test_a_question_without_a_proof_claims_nothing() -> None:
    assert list(claims(read(ORDER))) == []


QUESTION: Question = read(SINGLE)


def shown(outcome: Outcome, actual: Actual, *, ordered: bool = False) -> bool:
    """Whether ``actual`` is ``outcome``."""
    return holds(QUESTION, Claim("", Snippet("", "", ""), True, outcome, ordered=ordered), actual)


@pytest.mark.parametrize(
    ("wanted", "got", "same"),
    [
        ((1,), (1.0,), True),
        ((0.1 + 0.2,), (0.3,), True),
        ((1,), (1.001,), False),
        ((1,), (True,), False),
        ((True,), (True,), True),
        ((1,), ("1",), False),
        ((None,), (None,), True),
        ((None,), (0,), False),
        (((1, (2.0,)),), ((1.0, (2,)),), True),
        (((1, 2),), ((1,),), False),
        (({"a": 1},), ({"a": 1},), True),
        (("2024-01-02T03:04:05",), ("2024-01-02 03:04:05",), True),
        (("2024-01-02 03:04:05",), ("2024-01-02 03:04:05",), True),
        ((1, 2), (1,), False),
    ],
)
def test_cells_compare_by_value(wanted: tuple[object, ...], got: tuple[object, ...], same: bool) -> None:  # noqa: FBT001  # a table's column
    assert shown(Outcome("rows", rows=(wanted,)), rows(got)) is same


def test_rows_compare_as_a_bag_unless_their_order_is_claimed() -> None:
    outcome = Outcome("rows", rows=((1,), (2,), (2,)))
    assert shown(outcome, rows((2,), (1,), (2,)))
    assert not shown(outcome, rows((2,), (1,), (2,)), ordered=True)
    assert shown(outcome, rows((1,), (2,), (2,)), ordered=True)
    assert not shown(outcome, rows((1,), (1,), (2,)))
    assert not shown(outcome, rows((1,), (2,)))


def test_printed_lines_compare_without_what_ends_them() -> None:
    assert shown(Outcome("stdout", text="a\nb"), stdout("a  \nb\n\n"))
    assert not shown(Outcome("stdout", text="a b"), stdout("a  b"))
    assert not shown(Outcome("stdout", text="a"), rows(("a",)))


def test_an_error_holds_its_part_of_the_message() -> None:
    assert shown(Outcome("error", text="no such"), Actual("error", text="no such table: t"))
    assert shown(Outcome("error"), Actual("error", text="anything"))
    assert not shown(Outcome("error", text="syntax"), Actual("error", text="no such table: t"))
    assert not shown(Outcome("error"), stdout(""))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome("rows", rows=((1, None),)), "rows [[1, None]]"),
        (Outcome("stdout", text="a\n"), r"stdout 'a\n'"),
        (Outcome("error"), "an error"),
        (Outcome("error", text="x"), "an error with 'x'"),
    ],
)
def test_an_outcome_is_told_in_words(outcome: Outcome, words: str) -> None:
    assert outcome_words(outcome) == words


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (rows((1, None)), "rows [[1, None]]"),
        (stdout("a\n"), r"stdout 'a\n'"),
        (Actual("error", text="x\n"), "an error: 'x'"),
        (Actual("error", text="x", printed="1"), "an error: 'x', having printed '1'"),
        (Actual("broken", text="no end"), "no result: no end"),
    ],
)
def test_what_came_back_is_told_in_words(actual: Actual, words: str) -> None:
    assert actual_words(actual) == words
