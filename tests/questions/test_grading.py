"""Grading: every format, every way of being right, wrong or impossible."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.grading import Unreadable, grade
from questions.model import Answer, DontKnow, Grade, Ordered, Picked, Question, Typed
from tests.questions.specimens import CLOZE, GOOD, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, read, spoiled

SINGLE_Q, MULTIPLE_Q, ORDER_Q, OUTPUT_Q, CLOZE_Q, NUMBER_Q = map(read, (SINGLE, MULTIPLE, ORDER, OUTPUT, CLOZE, NUMBER))


# --------------------------------------------------------------------------- single


def test_the_right_option_is_right_and_says_why() -> None:
    assert grade(SINGLE_Q, Picked(frozenset({0}))) == Grade(True, 1.0, SINGLE_Q.options[0].feedback)


def test_a_wrong_option_is_wrong_with_its_own_feedback() -> None:
    assert grade(SINGLE_Q, Picked(frozenset({2}))) == Grade(False, 0.0, SINGLE_Q.options[2].feedback)


@pytest.mark.parametrize("picked", [frozenset(), frozenset({0, 1})])
def test_a_single_has_exactly_one_option_picked(picked: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="one option picked"):
        grade(SINGLE_Q, Picked(picked))


# --------------------------------------------------------------------------- multiple


def test_all_right_options_and_no_other_are_right() -> None:
    assert grade(MULTIPLE_Q, Picked(frozenset({0, 2}))) == Grade(True, 1.0, None)


@pytest.mark.parametrize(
    ("picked", "share", "told"),
    [
        ({0}, 0.5, 2),
        ({2}, 0.5, 0),
        ({0, 1, 2}, 0.5, 1),
        ({0, 1}, 0.0, 1),
        ({1}, 0.0, 1),
        (set(), 0.0, 0),
    ],
)
def test_part_of_a_multiple_counts_as_wrong_and_is_shown_as_a_share(picked: set[int], share: float, told: int) -> None:
    assert grade(MULTIPLE_Q, Picked(frozenset(picked))) == Grade(False, share, MULTIPLE_Q.options[told].feedback)


@given(st.frozensets(st.integers(0, 2)))
def test_only_the_exact_set_of_a_multiple_is_right(picked: frozenset[int]) -> None:
    given_grade = grade(MULTIPLE_Q, Picked(picked))
    assert given_grade.correct is (picked == {0, 2})
    assert 0.0 <= given_grade.share <= 1.0
    assert (given_grade.share == 1.0) is given_grade.correct
    assert (given_grade.feedback is None) is given_grade.correct


# --------------------------------------------------------------------------- order


def test_the_files_order_is_right() -> None:
    assert grade(ORDER_Q, Ordered((0, 1, 2))) == Grade(True, 1.0, None)


def test_another_order_is_wrong_and_tells_of_the_first_step_that_stands_elsewhere() -> None:
    assert grade(ORDER_Q, Ordered((0, 2, 1))) == Grade(False, 1 - 2 / 3, ORDER_Q.options[1].feedback)


@given(st.permutations(range(3)))
def test_the_share_of_an_order_is_the_part_of_places_that_are_right(steps: list[int]) -> None:
    right = sum(place == step for place, step in enumerate(steps))
    given_grade = grade(ORDER_Q, Ordered(tuple(steps)))
    assert given_grade.share == pytest.approx(right / 3)
    assert given_grade.correct is (right == 3)


@pytest.mark.parametrize("steps", [(), (0, 1), (0, 1, 1), (0, 1, 3), (0, 1, 2, 2)])
def test_an_order_holds_every_step_once(steps: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="every step stands once"):
        grade(ORDER_Q, Ordered(steps))


# --------------------------------------------------------------------------- output


@pytest.mark.parametrize(
    "text",
    [
        "2 []",
        "2   []  ",
        "2\r\n[]\r\n\r\n",
        "2\n\n[]",
        "\u00a02\u00a0[]",
        "２ ［］",
        "\u30002\u3000[]",
        "`2 []`",
        "```\n2 []\n```",
        "```python\n2 []```",
        "2 []\u200b",
    ],
)
def test_an_output_is_right_however_a_phone_writes_it(text: str) -> None:
    assert grade(OUTPUT_Q, Typed(text)) == Grade(True, 1.0, None)


@pytest.mark.parametrize("text", ["", "2", "2 [] 3", "````"])
def test_another_output_is_wrong_without_feedback(text: str) -> None:
    assert grade(OUTPUT_Q, Typed(text)) == Grade(False, 0.0, None)


def test_an_output_that_a_known_mistake_gives_has_its_feedback() -> None:
    assert grade(OUTPUT_Q, Typed("2  none")).feedback is None
    assert grade(OUTPUT_Q, Typed("2  None")).feedback == OUTPUT_Q.near[1].feedback


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("'a' \"b\"", "‘a’ “b”"),
        ("--all", "—all"),
        ("-1", "−1"),
        ("1-2", "1–2"),
        ("...", "…"),
        ("가", "\u1100\u1161"),
    ],
)
def test_what_a_keyboard_does_to_code_is_undone(key: str, text: str) -> None:
    question = read(spoiled(OUTPUT, 'answer: "2 []"', f"answer: '{key.replace(chr(39), chr(39) * 2)}'"))
    assert grade(question, Typed(text)).correct


def test_case_counts_in_an_output_unless_the_question_says_otherwise() -> None:
    question = spoiled(OUTPUT, 'answer: "2 []"', 'answer: "True"')
    assert not grade(read(question), Typed("true")).correct
    assert grade(read(question + "case_sensitive: false\n"), Typed("TRUE")).correct


def test_the_capital_with_which_a_phone_begins_is_forgiven_unless_a_known_mistake_is_spelled_so() -> None:
    question = spoiled(OUTPUT, 'answer: "2 []"', 'answer: "true false"')
    assert grade(read(question), Typed(" True false")).correct
    assert not grade(read(question), Typed("True False")).correct
    mistaken = grade(read(spoiled(question, '"11 []"', '"True false"')), Typed("True false"))
    assert not mistaken.correct
    assert mistaken.feedback is not None


@pytest.mark.parametrize("text", ["[1,{'a':2}]", "[ 1 , {'a' : 2} ]", "[1, {'a': 2}]"])
def test_white_space_beside_punctuation_is_forgiven(text: str) -> None:
    question = spoiled(OUTPUT, 'answer: "2 []"', """answer: "[1, {'a': 2}]\"""")
    assert grade(read(question), Typed(text)).correct
    assert not grade(read(question), Typed(text.replace("1", "1 1"))).correct


def test_every_accepted_spelling_is_right() -> None:
    question = read(spoiled(OUTPUT, "near:", 'accept: ["2, []"]\nnear:'))
    assert grade(question, Typed("2, []")).correct
    assert grade(question, Typed("2 []")).correct


@given(st.text(alphabet=" \t\r\n\u00a0\u3000", max_size=5), st.text(alphabet=" \t\r\n", min_size=1, max_size=5))
def test_white_space_around_and_between_words_is_not_weighed(around: str, between: str) -> None:
    assert grade(OUTPUT_Q, Typed(f"{around}2{between}[]{around}")).correct


# --------------------------------------------------------------------------- cloze


@pytest.mark.parametrize("text", ["len", "Len", " len ", "`len`", "len;", "`len;`", "ｌｅｎ"])
def test_a_cloze_takes_its_word_in_any_case_with_ticks_or_a_semicolon(text: str) -> None:
    assert grade(CLOZE_Q, Typed(text)) == Grade(True, 1.0, None)


@pytest.mark.parametrize("text", ["len.", '"len"', "'Len'", "“len”.", "len입니다", "len 입니다.", "len이에요", "len요", "`len`입니다"])
def test_what_surrounds_a_word_in_a_chat_is_no_part_of_it(text: str) -> None:
    assert grade(CLOZE_Q, Typed(text)).correct


@pytest.mark.parametrize("text", ["lens", "입니다", "len()", '"', "요.", "l.en", '"len', "len len"])
def test_what_is_not_the_word_stays_wrong(text: str) -> None:
    assert not grade(CLOZE_Q, Typed(text)).correct


def test_the_end_of_a_sentence_is_no_part_of_an_output_unless_a_known_mistake_is_spelled_so() -> None:
    text = spoiled(OUTPUT, 'answer: "2 []"', 'answer: "2 0 0"')
    for said in ("2 0 0입니다.", "2 0 0.", "2 0 0 입니다", "2 0 0요"):
        assert grade(read(text), Typed(said)).correct
        assert not grade(read(spoiled(text, '"11 []"', f'"{said}"')), Typed(said)).correct
    for said in ("2 0 0..", "2 0 0.0"):
        assert not grade(read(text), Typed(said)).correct


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [
        (
            "2 0 0",
            ["2, 0, 0", "2,0,0", "2; 0; 0", "2,\n0,\n0", '"2 0 0"', "'2' '0' '0'", "2, 0, 0입니다."],
            ["2, 0", "[2, 0, 0]", "200", "2.0.0"],
        ),
        ("kim null", ["kim, null", '"kim" null', "Kim, null", "‘kim’, null"], ["kimnull", "k,im null", "null, kim"]),
        ("[1, 20] [3]", ["[1,20], [3]", "[1, 20]; [3]"], ["[1 20] [3]", "[1, 20, 3]", "[1, 20] 3", "1, 20, 3"]),
        ("['a', 'b']", ['["a", "b"]', "[“a”,“b”]"], ["[a, b]", "['a' 'b']", "a, b"]),
        ("a,10 b,2", ["a,10  b,2"], ["a 10 b 2", "a,10, b,2"]),
        ("'2' 3", ['"2" 3', "'2', 3"], ["2 3", "2, 3"]),
    ],
)
def test_what_tells_the_values_of_an_output_apart_is_not_weighed(key: str, right: list[str], wrong: list[str]) -> None:
    escaped = key.replace("'", "''")
    question = read(spoiled(OUTPUT, 'answer: "2 []"', f"answer: '{escaped}'"))
    assert {text: grade(question, Typed(text)).correct for text in right} == dict.fromkeys(right, True)
    assert {text: grade(question, Typed(text)).correct for text in wrong} == dict.fromkeys(wrong, False)


def test_a_mark_between_values_counts_where_a_known_mistake_is_spelled_with_it() -> None:
    question = read(spoiled(spoiled(OUTPUT, 'answer: "2 []"', 'answer: "30 kim"'), '"11 []"', '"30,kim"'))
    for text in ("30,kim", "30, kim"):
        assert grade(question, Typed(text)) == Grade(False, 0.0, question.near[0].feedback)
    assert grade(question, Typed("30; kim")).correct


def test_a_cloze_with_another_word_is_wrong_with_what_is_known_of_it() -> None:
    assert grade(CLOZE_Q, Typed("SIZE")) == Grade(False, 0.0, CLOZE_Q.near[0].feedback)
    assert grade(CLOZE_Q, Typed("length")) == Grade(False, 0.0, None)


def test_case_counts_in_a_cloze_that_says_so() -> None:
    assert not grade(read(CLOZE + "case_sensitive: true\n"), Typed("LEN")).correct


# --------------------------------------------------------------------------- number


@pytest.mark.parametrize(
    "text",
    [
        "2000",
        "2,000",
        "2_000",
        "２０００",
        "２，０００",
        " 2000 rows",
        "약 2000개",
        "약2000개",
        "+2000",
        "2000.0",
        "2000.",
        "2e3",
        "2E+3",
        "2.0e3 rows",
        "rows: 2000",
        "`2000`",
        "$2,000.00",
        "2000.5",
        "1999.5",
        "02000",
        "2000 m2",
    ],
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert grade(NUMBER_Q, Typed(text)) == Grade(True, 1.0, None)


@pytest.mark.parametrize("text", ["2001", "-2000", "−2000", "20", "2000.51", "2e300", ".5"])
def test_another_number_is_wrong(text: str) -> None:
    assert grade(NUMBER_Q, Typed(text)) == Grade(False, 0.0, None)


def test_a_number_that_a_known_mistake_gives_has_its_feedback() -> None:
    assert grade(NUMBER_Q, Typed("1,000 rows")).feedback == NUMBER_Q.near[0].feedback


@pytest.mark.parametrize(
    "text",
    ["", "many", "1000 2000", "1000-2000", "1/2", "2,00", "2,0000", "1,00,5", "1.2.3", "p95", "10만", "3천", "1e9999", "2**3", "_2000"],
)
def test_a_text_without_exactly_one_number_is_asked_for_again(text: str) -> None:
    with pytest.raises(Unreadable):
        grade(NUMBER_Q, Typed(text))


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{:d}", "{:,d}", "{:_d}", " {:d} GB", "~{:,d}", "{:d}.0"]))
def test_any_whole_number_is_itself_in_every_usual_way_of_writing(number: int, form: str) -> None:
    question = read(spoiled(NUMBER, "answer: 2000\ntolerance: 0.5", f"answer: {number}"))
    assert grade(question, Typed(form.format(number))).correct
    assert not grade(question, Typed(form.format(number + 1))).correct


@given(st.decimals(-1000, 1000, places=3), st.decimals(0, 10, places=3))
def test_a_number_is_right_exactly_within_its_tolerance(off: Decimal, tolerance: Decimal) -> None:
    question = read(spoiled(NUMBER, "answer: 2000\ntolerance: 0.5", f"answer: 2000\ntolerance: {tolerance}"))
    assert grade(question, Typed(str(2000 + off))).correct is (abs(off) <= tolerance)


# --------------------------------------------------------------------------- any format


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_not_knowing_is_a_wrong_answer_to_any_question(text: str) -> None:
    assert grade(read(text), DontKnow()) == Grade(False, 0.0, None)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (SINGLE, Typed("Two as a number")),
        (SINGLE, Ordered((0,))),
        (MULTIPLE, Typed("1")),
        (ORDER, Picked(frozenset({0}))),
        (ORDER, Typed("1 2 3")),
        (OUTPUT, Picked(frozenset({0}))),
        (CLOZE, Ordered((0, 1))),
        (NUMBER, Picked(frozenset({0}))),
    ],
)
def test_an_answer_of_another_kind_is_refused(text: str, answer: Answer) -> None:
    with pytest.raises(ValueError, match="cannot be answered by"):
        grade(read(text), answer)


@pytest.mark.parametrize("text", [SINGLE, MULTIPLE])
@pytest.mark.parametrize("index", [-1, 3])
def test_an_option_that_is_not_there_is_refused(text: str, index: int) -> None:
    with pytest.raises(ValueError, match="no such option"):
        grade(read(text), Picked(frozenset({index})))


@given(st.sampled_from([OUTPUT_Q, CLOZE_Q, NUMBER_Q]), st.text(max_size=30))
def test_any_text_gets_a_grade_or_is_asked_for_again(question: Question, text: str) -> None:
    try:
        given_grade = grade(question, Typed(text))
    except Unreadable:
        return
    assert given_grade.share == float(given_grade.correct)
