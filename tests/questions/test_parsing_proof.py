"""Reading a proof: its defaults, its short forms, and what it must show."""

from __future__ import annotations

import pytest

from questions.model import OptionProof, Outcome, Proof
from tests.questions.specimens import CLOZE, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, messages, read, spoiled


def proof(text: str) -> Proof:
    """Return the proof of a sound question."""
    found = read(text).proof
    assert found is not None
    return found


def test_the_snippet_is_by_default_the_prompts_one_block_of_the_language() -> None:
    assert proof(OUTPUT).run == "print(1 + 1, [])"
    assert proof(OUTPUT.replace("```python", "```py")).run == "print(1 + 1, [])"


def test_a_given_snippet_goes_before_the_prompts() -> None:
    assert proof(spoiled(OUTPUT, "  stdout:", '  run: print("2 []")\n  stdout:')).run == 'print("2 []")'


def test_no_snippet_is_taken_from_the_prompt_where_each_option_brings_its_own() -> None:
    text = spoiled(MULTIPLE, "  en: Which of these expressions are true in Python?", "  en: |\n    Which?\n\n    ```python\n    x\n    ```")
    text = spoiled(text, "  ko: 다음 중 Python에서 참인 식을 모두 고르세요.", "  ko: |\n    무엇일까요?\n\n    ```python\n    x\n    ```")
    assert proof(text).run == ""


@pytest.mark.parametrize(
    ("entry", "read_as"),
    [
        ("[[1], [null]]", OptionProof(1, None, Outcome("rows", rows=((1,), (None,))))),
        ("[[[1, 2], {a: b}]]", OptionProof(1, None, Outcome("rows", rows=(((1, 2), {"a": "b"}),)))),
        ("error", OptionProof(1, None, Outcome("error"))),
        ("{error: no such}", OptionProof(1, None, Outcome("error", text="no such"))),
        ("{run: SELECT 1}", OptionProof(1, "SELECT 1", None)),
        ("{run: SELECT 1, rows: [[3]]}", OptionProof(1, "SELECT 1", Outcome("rows", rows=((3,),)))),
    ],
)
def test_an_options_entry_has_short_forms(entry: str, read_as: OptionProof) -> None:
    assert proof(spoiled(SINGLE, "1: [[1]]", f"1: {entry}")).options[0] == read_as


@pytest.mark.parametrize(
    ("written", "outcome"),
    [("error", Outcome("error")), ('"error"', Outcome("stdout", text="error")), ("a b", Outcome("stdout", text="a b"))],
)
def test_a_bare_error_is_one_and_other_words_are_what_is_printed(written: str, outcome: Outcome) -> None:
    assert (
        proof(spoiled(MULTIPLE, "{run: print(1 is None)}", written).replace("  stdout", "  run: x\n  stdout")).options[1].outcome == outcome
    )


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (SINGLE, "[duckdb, sqlite]", "[oracle]", "`engines`: must name some of duckdb, sqlite, python, bash, java, each once"),
        (SINGLE, "[duckdb, sqlite]", "[]", "`engines`: must name some of"),
        (SINGLE, "[duckdb, sqlite]", "[sqlite, sqlite]", "`engines`: must name some of"),
        (SINGLE, "[duckdb, sqlite]", "[sqlite, python]", "engines of one proof speak one language"),
        (SINGLE, "  engines: [duckdb, sqlite]\n", "", "the proof lacks `engines`"),
        (SINGLE, "  rows: [[2]]", '  rows: [[2]]\n  error: ""', "the proof names more than one of rows, stdout, error"),
        (SINGLE, "  rows: [[2]]", '  stdout: "2"', "duckdb gives no stdout"),
        (MULTIPLE, '  stdout: "True\\n"\n', "", "has no outcome"),
        (SINGLE, "  rows: [[2]]\n", "", "whether option 0 is true"),
        (SINGLE, "  rows: [[2]]", "  rows: [2]", "`rows`: must be a list"),
        (SINGLE, "  rows: [[2]]", "  error: 5", "`error`: must be a part of the message"),
        (SINGLE, "    1: [[1]]\n", "", "nothing shows whether option 1 is true"),
        (SINGLE, "    1: [[1]]", "    7: [[1]]", "there is no option 7: indexes run from 0 to 2"),
        (SINGLE, "    1: [[1]]", "    one: [[1]]", "there is no option one"),
        (SINGLE, "    1: [[1]]", "    1: 5", "option 1: write printed output in quotes"),
        (SINGLE, "    1: [[1]]", "    1: {}", "the entry of option 1 shows nothing"),
        (SINGLE, "    1: [[1]]", "    1: {rows: [[1]], ran: x}", "unknown field `ran` in the entry of option 1"),
        (SINGLE, "  options:\n    1: [[1]]\n    2: error", "  options: [[1]]", "must be a mapping from the option's index"),
        (SINGLE, "  rows: [[2]]", "  rows: [[2]]\n  timeout: 5", "unknown field `timeout` in the proof"),
        (MULTIPLE, "    2: {run", "    1: {run", "`1` stands twice"),
        (MULTIPLE, '  stdout: "True\\n"', "  rows: [[1]]", "python gives no rows"),
        (MULTIPLE, "{run: print(1 is None)}", '"True"', "the English prompt has 0 blocks of python, not one"),
        (MULTIPLE, '  stdout: "True\\n"', "  stdout: 5", "`stdout`: must be text"),
        (OUTPUT, "  stdout:", '  options: {0: "x"}\n  stdout:', "a `output` has no options to show"),
        (OUTPUT, "engines: [python]", "engines: [bash]", "the English prompt has 0 blocks of bash, not one"),
        (CLOZE, "  stdout:", "  run: print(1)\n  stdout:", "shows the blank ____ once"),
        (CLOZE, '  stdout: "2\\n"\n', "", "the proof names none of rows, stdout, error"),
        (
            ORDER,
            "  - notes 1.2.4\n",
            "  - notes 1.2.4\nproof: {engines: [python], run: x}\n",
            "the proof names none of rows, stdout, error",
        ),
    ],
)
def test_what_a_proof_leaves_unshown_is_named(text: str, old: str, new: str, message: str) -> None:
    said = messages(spoiled(text, old, new))
    assert any(message in one for one in said), said


def test_a_number_or_output_may_leave_the_outcome_to_its_answer() -> None:
    assert proof(spoiled(NUMBER, '  stdout: "2000\\n"\n', "")).outcome is None


def test_a_prompt_that_cannot_be_read_is_reported_once() -> None:
    said = messages(spoiled(CLOZE, "    Fill in the blank", "    Fill in the `blank"))
    assert said == ["5: `en`: unclosed backtick"]
    said = messages(spoiled(OUTPUT, "    What does", "    What `does"))
    assert said == ["5: `en`: unclosed backtick"]
