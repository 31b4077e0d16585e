"""Looking at a text as a reader does: its words outside code, its code, its sentences."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from questions import markup
from questions.model import Lang, Question

HANGUL = re.compile("[가-힣]")
_WORD = re.compile(r"[0-9A-Za-z가-힣_]+")
_PARTICLE = re.compile(
    r"(?<=[가-힣A-Za-z0-9])(?:으로|에서|에게|까지|부터|처럼|보다|이나|라고|하고|은|는|이|가|을|를|에|의|로|와|과|도|만|나)$",
)
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|approx|No|Dr|Inc|ch|ed|al|Mr|Ms)\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)")


@functools.cache
def blocks(text: str) -> tuple[markup.Block, ...]:
    """Parse a text of the bank, which the loader has found to be sound."""
    return markup.parse(text)


def plain(text: str) -> str:
    """Return what is read, code included."""
    return markup.plain(blocks(text))


def paragraphs(text: str) -> str:
    """Return the paragraphs without fenced blocks, inline code included."""
    return markup.plain(tuple(b for b in blocks(text) if isinstance(b, markup.Paragraph)))


def prose(text: str) -> str:
    """Return the words outside any code, with a blank where code stood."""
    return "\n".join(
        "".join(" " if span.style == "code" else span.text for span in block.spans)
        for block in blocks(text)
        if isinstance(block, markup.Paragraph)
    )


def code(text: str) -> tuple[tuple[str, str], ...]:
    """Return the fenced blocks, each with its language."""
    return tuple((b.language, b.code) for b in blocks(text) if isinstance(b, markup.CodeBlock))


def sentences(text: str) -> int:
    """Count the sentences of the paragraphs; full stops inside code and of abbreviations end none."""
    words = "\n".join(
        "".join("x" if span.style == "code" else span.text for span in block.spans)
        for block in blocks(text)
        if isinstance(block, markup.Paragraph)
    )
    return len(_SENTENCE_END.findall(_ABBREVIATION.sub("x", words)))


def words(text: str, lang: Lang) -> list[str]:
    """Return the words of a text, code included, in lower case; Korean words without their particle."""
    found = [word.casefold() for word in _WORD.findall(plain(text))]
    return [_PARTICLE.sub("", word) or word for word in found] if lang == "ko" else found


def texts(question: Question) -> Iterator[tuple[str, str, str]]:
    """Yield every text a person reads with its place in the file: place, English, Korean."""
    yield "prompt", question.prompt.en, question.prompt.ko
    listed = "steps" if question.format == "order" else "options"
    for index, option in enumerate(question.options):
        yield f"{listed}.{index}.text", option.text.en, option.text.ko
        yield f"{listed}.{index}.feedback", option.feedback.en, option.feedback.ko
    for index, near in enumerate(question.near):
        yield f"near.{index}.feedback", near.feedback.en, near.feedback.ko
    yield "explanation", question.explanation.en, question.explanation.ko
    if question.unit:
        yield "unit", question.unit.en, question.unit.ko
