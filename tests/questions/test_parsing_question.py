"""Reading a question file: every format, and every way in which one is not sound."""

from __future__ import annotations

import pytest

from questions.model import Format, Near, Outcome, Text
from tests.questions.specimens import CLOZE, GOOD, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, messages, read, spoiled


def test_each_format_is_read() -> None:
    assert {read(text).format for text in GOOD.values()} == set(Format)


def test_a_question_has_its_place_and_its_texts() -> None:
    question = read(SINGLE, "sql/nulls/some-id.yaml")
    assert (question.id, question.area, question.concept, question.difficulty) == ("some-id", "sql", "nulls", 2)
    assert question.explanation.en == "The rule is short. It helps to remember it."
    assert question.references == ('PostgreSQL documentation, "Queries"', "notes 1.2.4")
    assert not question.retired
    assert question.replaces is None


def test_options_are_in_the_files_order_with_the_right_ones_marked() -> None:
    assert [option.correct for option in read(MULTIPLE).options] == [True, False, True]
    assert read(SINGLE).options[1].text == Text("One as a number", "숫자 1")


def test_steps_are_options_of_which_none_is_marked() -> None:
    assert [(option.text.en, option.correct) for option in read(ORDER).options] == [
        ("`SELECT`", False),
        ("`FROM`", False),
        ("`WHERE`", False),
    ]


def test_an_output_takes_its_answer_and_further_spellings() -> None:
    question = read(spoiled(OUTPUT, "near:", 'accept: ["2, []"]\ncase_sensitive: false\nnear:'))
    assert question.answers == ("2 []", "2, []")
    assert not question.case_sensitive
    assert read(OUTPUT).case_sensitive
    assert question.near[0] == Near("11 []", Text("These are numbers.", "숫자입니다."))


def test_a_cloze_weighs_no_case_unless_told_so() -> None:
    assert read(CLOZE).answers == ("len",)
    assert not read(CLOZE).case_sensitive
    assert read(spoiled(CLOZE, "near:", "case_sensitive: true\nnear:")).case_sensitive


@pytest.mark.parametrize(("written", "kept"), [("2000", "2000"), ("2000.0", "2000"), ("0.25", "0.25"), ("1e3", "1000"), ("-2", "-2")])
def test_a_numbers_key_is_kept_as_one_would_write_it(written: str, kept: str) -> None:
    question = read(spoiled(NUMBER, "answer: 2000", f"answer: {written}"))
    assert question.answers == (kept,)
    assert (question.tolerance, question.unit) == (0.5, Text("rows", "개"))


def test_a_question_may_be_retired_and_replace_another() -> None:
    question = read(SINGLE + "retired: true\nreplaces: an-older-one\n")
    assert question.retired
    assert question.replaces == "an-older-one"


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (SINGLE, "format: single", "format: essay", "1: `format`: must be one of single, multiple"),
        (SINGLE, "format: single\n", "", "1: the question lacks `format`"),
        (SINGLE, "difficulty: 2", "difficulty: 6", "2: `difficulty`: must be 1, 2, 3, 4 or 5"),
        (SINGLE, "difficulty: 2", "difficulty: true", "2: `difficulty`: must be 1, 2, 3, 4 or 5"),
        (SINGLE, "difficulty: 2", "difficulty: 2.0", "2: `difficulty`: must be 1, 2, 3, 4 or 5"),
        (SINGLE, "difficulty: 2\n", "", "1: a `single` question lacks `difficulty`"),
        (SINGLE, "    correct: true\n", "", "17: a `single` has exactly one option with `correct: true`, not 0"),
        (SINGLE, "숫자 1}\n", "숫자 1}\n    correct: true\n", "exactly one option with `correct: true`, not 2"),
        (SINGLE, "{en: One as a number, ko: 숫자 1}", "{en: One as a number}", "20: a text lacks `ko`"),
        (SINGLE, "    feedback: {en: It counts rows., ko: 행을 셉니다.}\n", "", "20: an option lacks `feedback`"),
        (SINGLE, "explanation:", "explained:", "unknown field `explained` in a `single` question"),
        (SINGLE, "ko: 오류}", "ko: 오류, fr: Erreur}", "unknown field `fr` in a text"),
        (SINGLE, "references:", "accept: [a]\nreferences:", "unknown field `accept` in a `single` question"),
        (SINGLE, "    A table holds two rows.", "    A `table holds two rows.", "5: `en`: unclosed backtick"),
        (SINGLE, "{en: One as a number, ko: 숫자 1}", '{en: "a\\n\\nb", ko: 숫자}', "`en`: must be a single paragraph or one fenced block"),
        (SINGLE, "{en: It counts rows., ko: 행을 셉니다.}", '{en: "```sql\\n1\\n```", ko: 행}', "`en`: must be a single paragraph"),
        (MULTIPLE, "  ko: 다음", "  ko: [다음]\n  x: 다음", "`ko`: must be text; write it in quotes, as YAML reads a list here"),
        (
            ORDER,
            '  - text: {en: "`WHERE`", ko: "`WHERE`"}\n    feedback: {en: It filters rows., ko: 행을 거릅니다.}\n',
            "",
            "3 to 6 of them, not 2",
        ),
        (ORDER, "    feedback: {en: It filters", "    correct: true\n    feedback: {en: It filters", "unknown field `correct` in a step"),
        (OUTPUT, 'answer: "2 []"', "answer: 2", "must be text; write it in quotes, as YAML reads a number here"),
        (
            OUTPUT,
            '  - answer: "2 None"\n    feedback: {en: A list is shown., ko: 리스트가 출력됩니다.}\n',
            "",
            "at least 2 near answers, not 1",
        ),
        (CLOZE, "accept: [len]", "accept: []", "`accept`: needs at least one entry"),
        (CLOZE, "accept: [len]", "answer: len", "a `cloze` question lacks `accept`"),
        (NUMBER, "answer: 2000", 'answer: "2000"', "`answer`: must be a number, without quotes"),
        (NUMBER, "answer: 2000", "answer: 1e999", "`answer`: must be a number"),
        (NUMBER, "tolerance: 0.5", "tolerance: -1", "`tolerance`: cannot be negative"),
        (NUMBER, "  - answer: 1000", "  - answer: a thousand", "`answer`: must be a number"),
    ],
)
def test_what_is_not_sound_is_named_with_its_line(text: str, old: str, new: str, message: str) -> None:
    said = messages(spoiled(text, old, new))
    assert any(message in one for one in said), said


def test_a_multiple_needs_a_wrong_option_too() -> None:
    text = MULTIPLE.replace("    correct: true\n", "")
    assert "7: a `multiple` has at least one right and one wrong option" in messages(text)


def test_one_reading_names_everything() -> None:
    text = spoiled(spoiled(spoiled(SINGLE, "difficulty: 2", "difficulty: 9"), "ko: 오류", "kr: 오류"), "- notes 1.2.4", "- 1.1")
    said = messages(text)
    assert len(said) == 4, said


@pytest.mark.parametrize("name", ["Upper", "under_score", "-dash", "a--b", "a" * 49, "띄어쓰기"])
def test_an_id_is_lower_case_words_joined_by_hyphens(name: str) -> None:
    assert any("is no id" in said for said in messages(SINGLE, f"sql/joins/{name}.yaml"))


def test_a_replaced_id_must_be_one() -> None:
    assert any("`replaces`: `No` is no id" in said for said in messages(SINGLE + "replaces: 'No'\n"))


def test_a_proof_brings_its_fixture_run_and_outcomes() -> None:
    proof = read(SINGLE).proof
    assert proof is not None
    assert proof.engines == ("duckdb", "sqlite")
    assert proof.run == "SELECT count(*) FROM t"
    assert proof.outcome == Outcome("rows", rows=((2,),))
    assert [(entry.option, entry.run, entry.outcome) for entry in proof.options] == [
        (1, None, Outcome("rows", rows=((1,),))),
        (2, None, Outcome("error")),
    ]
