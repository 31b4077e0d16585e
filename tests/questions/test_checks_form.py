"""The form of a question: each rule, broken and kept, in both languages."""

from __future__ import annotations

import pytest

from questions.checks import form, prose
from questions.checks.form import message_length
from tests.questions.specimens import CLOZE, GOOD, MULTIPLE, NUMBER, ORDER, OUTPUT, SINGLE, read, spoiled


def said(text: str) -> list[str]:
    """Return what is wrong with the form of a question that can be read, as ``place: message``."""
    return [f"{place}: {message}" for place, message in form.problems(read(text))]


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD.keys())
def test_nothing_is_wrong_with_sound_questions(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        # a prompt asks
        (SINGLE, "What does this query give?", "This query counts.", "prompt.en: the prompt asks nothing"),
        (SINGLE, "다음 쿼리의 결과는 무엇일까요?", "이 쿼리는 행을 셉니다.", "prompt.ko: the prompt asks nothing"),
        (MULTIPLE, "모두 고르세요.", "모두 있습니다.", "prompt.ko: the prompt asks nothing"),
        (
            OUTPUT,
            "    What does this print?\n\n    ```python\n",
            "    It prints.\n\n    ```python\n    # really?\n",
            "prompt.en: the prompt asks nothing",
        ),
        # both languages
        (
            SINGLE,
            "ko: 규칙은 짧습니다. 기억해 두면 도움이 됩니다.",
            "ko: A rule. Another.",
            "explanation.ko: the Korean text holds no Korean",
        ),
        (SINGLE, "ko: 행을 셉니다.", "ko: rows", "options.1.feedback.ko: the Korean text holds no Korean"),
        (SINGLE, "ko: 오류}", "ko: An error is what it gives}", "options.2.text.ko: the Korean text holds no Korean"),
        (SINGLE, "en: It counts rows.", "en: It counts 행.", "options.1.feedback.en: the English text holds Korean"),
        (SINGLE, "ko: 오류}", 'ko: "\\u110B\\u1169류"}', "options.2.text.ko: the text is not in Unicode's form NFC"),
        (
            SINGLE,
            "행이 두 개 있습니다. 다음 쿼리의 결과는 무엇일까요?\n\n    ```sql\n    SELECT count(*)",
            "행 두 개의 결과는 무엇일까요?\n\n    ```sql\n    SELECT count(id)",
            "prompt.ko: the fenced code differs",
        ),
        # options by themselves
        (SINGLE, "en: An error instead", "en: None of the above", "options.2.text.en: an option speaks of itself"),
        (SINGLE, "en: An error instead", "en: All of these", "options.2.text.en: an option speaks of itself"),
        (SINGLE, "en: An error instead", "en: Both A and B", "options.2.text.en: an option speaks of itself"),
        (SINGLE, "ko: 오류}", "ko: 위의 모두}", "options.2.text.ko: an option speaks of itself"),
        (SINGLE, "ko: 오류}", "ko: 모두 정답이다}", "options.2.text.ko: an option speaks of itself"),
        (SINGLE, "ko: 오류}", "ko: 해당 없음}", "options.2.text.ko: an option speaks of itself"),
        (SINGLE, "en: It counts rows.", "en: Unlike option B it counts.", "options.1.feedback.en: options are shuffled"),
        (SINGLE, "en: It counts rows.", "en: See the first option.", "options.1.feedback.en: options are shuffled"),
        (SINGLE, "ko: 행을 셉니다.", "ko: 2번 보기와 다릅니다.", "options.1.feedback.ko: options are shuffled"),
        (SINGLE, "ko: 규칙은 짧습니다.", "ko: 첫 번째 선택지가 맞습니다.", "explanation.ko: options are shuffled"),
        (SINGLE, "en: One as a number", "en: two as the number!", "options.1.text.en: says the same as number 0"),
        (SINGLE, "ko: 숫자 1}", "ko: 숫자  2}", "options.1.text.ko: says the same as number 0"),
        (
            MULTIPLE,
            '{en: "`1 is None`", ko: "`1 is None`"}',
            '{en: "`1 == 1.0`", ko: "`1 is None`"}',
            "options.1.text.en: says the same as number 0",
        ),
        (ORDER, '{en: "`FROM`", ko: "`FROM`"}', '{en: "`FROM`", ko: "`SELECT`"}', "steps.1.text.ko: says the same as number 0"),
        # length
        (
            SINGLE,
            "en: The rule is short. It helps",
            "en: The rule is short. " + "very " * 800 + "It helps",
            "prompt: the message with its result has 4",
        ),
        # explanation
        (
            SINGLE,
            "en: The rule is short. It helps to remember it.",
            "en: The rule is short",
            "explanation.en: an explanation has two to five sentences, not 0",
        ),
        (
            SINGLE,
            "ko: 규칙은 짧습니다. 기억해 두면 도움이 됩니다.",
            "ko: 규칙은 짧습니다.",
            "explanation.ko: an explanation has two to five sentences, not 1",
        ),
        (
            SINGLE,
            "en: The rule is short. It helps",
            "en: One. Two! Three? Four. Five. It helps",
            "explanation.en: an explanation has two to five sentences, not 6",
        ),
        # references
        (SINGLE, "- notes 1.2.4", "- notes 9.9", "references.1: `notes 9.9` names no section"),
        (SINGLE, "- notes 1.2.4", "- notes 1.2.3, 1.2.4", "names no section of the notes"),
        (SINGLE, "- notes 1.2.4", "- Notes 1.2.4", "names no section of the notes"),
        (SINGLE, '  - PostgreSQL documentation, "Queries"\n', "", "references: the notes are not public"),
        # typed answers
        (OUTPUT, '- answer: "11 []"', '- answer: "2  []"', "near.0.answer: is graded the same as '2 []'"),
        (OUTPUT, '- answer: "11 []"', '- answer: "2 None"', "near.1.answer: is graded the same as '2 None'"),
        (OUTPUT, "near:", 'accept: ["`2 []`"]\nnear:', "accept.0: is graded the same as '2 []'"),
        (CLOZE, "accept: [len]", "accept: [len, LEN]", "accept.1: is graded the same as 'len'"),
        (CLOZE, "answer: size", "answer: Len", "near.0.answer: is graded the same as 'len'"),
        (NUMBER, "- answer: 1000", "- answer: 2000.5", "near.0.answer: is graded the same as '2000'"),
        # the blank
        (CLOZE, "in the blank so", "in the ____ so", "prompt.en: a cloze shows exactly one blank ____ (four underscores), not 2"),
        (
            CLOZE,
            '  ko: |\n    길이가 출력되도록 빈칸을 채우세요.\n\n    ```python\n    print(____("ab"))\n    ```',
            "  ko: 빈칸 _____을 채우세요.",
            "prompt.ko: a cloze shows exactly one blank",
        ),
        # leaks
        (CLOZE, "so that the length", "so that `len` and the length", "prompt.en: the prompt gives the answer away: 'len'"),
        (
            OUTPUT.replace("2 []", "12345 []"),
            "What does this print?",
            "Does this print 12345 [] or what?",
            "prompt.en: the prompt gives the answer away",
        ),
    ],
)
def test_each_rule_names_what_breaks_it(text: str, old: str, new: str, message: str) -> None:
    found = said(spoiled(text, old, new))
    assert any(message in one for one in found), found


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (SINGLE, "What does this query give?", "Choose what this query gives."),
        (SINGLE, "What does this query give?", "Say what comes back, as one number: type the number."),
        (SINGLE, "다음 쿼리의 결과는 무엇일까요?", "다음 쿼리의 결과를 고르십시오."),
        (MULTIPLE, "모두 고르세요.", "모두 고르세요(Python 3.11 기준)."),
        (SINGLE, "{en: An error instead, ko: 오류}", "{en: Apache Spark, ko: Apache Spark}"),
        (SINGLE, "en: An error instead", "en: All of the rows that it holds"),
        (SINGLE, "en: An error instead", "en: None of them"),
        (SINGLE, "ko: 오류}", "ko: 행을 모두 셉니다}"),
        (SINGLE, "en: It counts rows.", "en: The `option A` flag and optional parts."),
        (MULTIPLE, '{en: "`1 is None`", ko: "`1 is None`"}', '{en: "`1 ==1.0`", ko: "`1 ==1.0`"}'),
        (SINGLE, "en: The rule is short. It helps", "en: See e.g. `a. b. c.` of Python 3.11. It helps"),
        (CLOZE, "so that the length", "so that the lengthy"),
        (OUTPUT, "What does this print?", "What does `__init__` print?"),
    ],
)
def test_no_rule_is_broken_by_what_only_looks_so(text: str, old: str, new: str) -> None:
    assert said(spoiled(text, old, new)) == []


def test_a_messages_length_is_all_its_texts_with_the_longest_feedback() -> None:
    question = read(NUMBER)
    parts = [question.prompt.en, question.near[0].feedback.en, question.explanation.en, *question.references]
    assert message_length(question, "en") == sum(map(len, parts))


def test_words_are_compared_in_lower_case_and_korean_ones_without_particles() -> None:
    assert prose.words("The `Table` of **rows**", "en") == ["the", "table", "of", "rows"]
    assert prose.words("테이블에서 `id`를 행만 나", "ko") == ["테이블", "id", "행", "나"]


def test_prose_is_what_stands_outside_code() -> None:
    text = "One `two` three.\n\n```sql\nfour\n```"
    assert prose.prose(text).split() == ["One", "three."]
    assert prose.paragraphs(text) == "One two three."
    assert prose.code(text) == (("sql", "four"),)
