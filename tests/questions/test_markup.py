"""The Markdown subset: what it understands, what it refuses, and how long a text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.markup import CodeBlock, MarkupError, Paragraph, Span, code_of, parse, plain, utf16_length


def test_paragraphs_join_their_lines_and_are_separated_by_empty_ones() -> None:
    assert parse("One line\ngoes on.\n\n\nAnother.\n") == (
        Paragraph((Span("text", "One line goes on."),)),
        Paragraph((Span("text", "Another."),)),
    )


def test_a_paragraph_holds_code_and_bold_spans() -> None:
    assert parse("Use `a ** b` or **both** here") == (
        Paragraph((Span("text", "Use "), Span("code", "a ** b"), Span("text", " or "), Span("bold", "both"), Span("text", " here"))),
    )


def test_fenced_code_keeps_its_lines_and_language_and_may_follow_a_paragraph_at_once() -> None:
    assert parse("Look:\n```SQL\nSELECT 1\n\n  -- `x`\n```\nDone.") == (
        Paragraph((Span("text", "Look:"),)),
        CodeBlock("sql", "SELECT 1\n\n  -- `x`"),
        Paragraph((Span("text", "Done."),)),
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n```sql\nSELECT 1", 1, "unclosed code fence"),
        ("```\nSELECT 1\n```", 0, "its language"),
        ("```sql SELECT\n```", 0, "its language"),
        ("one `tick", 0, "unclosed backtick"),
        ("**bold", 0, "unclosed **bold**"),
        ("a\n\nempty `` code", 2, "empty `code`"),
        ("**a `b`**", 0, "`code` inside **bold**"),
        ("# Title", 0, "a heading"),
        ("- item", 0, "a list"),
        ("1. item", 0, "a numbered list"),
        ("> said", 0, "a quotation"),
        ("| a | b |", 0, "a table"),
        ("~~~sql", 0, "a `~~~` fence"),
        ("a\n\n---", 2, "a rule"),
        ("see [here](there)", 0, "a link"),
        ("a <b>tag</b>", 0, "an HTML tag"),
        ("an *emphasised* word", 0, "*emphasis*"),
        ("a ~~struck~~ word", 0, "strikethrough"),
        ("**a ~~struck~~ word**", 0, "strikethrough"),
    ],
)
def test_anything_else_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(MarkupError) as caught:
        parse(text)
    assert message in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(
    "text", ["5 * 3 * 2", "a < b and c > d", "the __init__ method", "-5 and #1", "version 3.11", "`<b>` and `[a](b)`", "2*3*4"]
)
def test_marks_that_mean_nothing_in_markdown_are_plain_text(text: str) -> None:
    assert plain(parse(text)) == text.replace("`", "")


def test_plain_text_is_what_remains_without_marks() -> None:
    assert plain(parse("a **b** `c`\n\n```sql\nSELECT 1\n```")) == "a b c\n\nSELECT 1"


def test_code_is_found_by_language() -> None:
    blocks = parse("```py\na\n```\n```sql\nb\n```")
    assert code_of(blocks, ("python", "py")) == ("a",)
    assert code_of(blocks, ("bash",)) == ()


def test_length_counts_utf16_units_as_telegram_does() -> None:
    assert utf16_length("aß가") == 3
    assert utf16_length("🙂") == 2


@given(st.text(alphabet=st.characters(exclude_characters="`*<>[]~#|-+=", exclude_categories=("C", "Z"))))
def test_words_without_marks_read_as_they_stand(word: str) -> None:
    text = f"a{word}"
    assert plain(parse(text)) == text


@given(st.text(alphabet="ab `*\n#-", max_size=40))
def test_any_text_is_either_parsed_or_refused(text: str) -> None:
    try:
        blocks = parse(text)
    except MarkupError as refused:
        line = refused.line
    else:
        line = 0
        assert "`" not in "".join(span.text for block in blocks if isinstance(block, Paragraph) for span in block.spans)
    assert 0 <= line <= text.count("\n")
