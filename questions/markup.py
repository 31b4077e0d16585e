"""The bank's Markdown subset: paragraphs of text, `code` and **bold**, and fenced code with its language. Pure.

Nothing else is understood, and what looks like other Markdown or HTML is refused, so that no reader meets stray marks.
The bot renders the tree; `plain` and `utf16_length` say how long it will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["text", "code", "bold"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style; styles do not nest, as Telegram's code entity allows none beside it."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that flow as one paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Fenced code, as it stands, without its last line end."""

    language: str
    code: str


Block: TypeAlias = Paragraph | CodeBlock


class MarkupError(ValueError):
    """The text is not in the subset. ``line`` counts from 0 within the text."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


_FENCE = re.compile(r"```([A-Za-z0-9+#-]*)\s*")
_SPANS = re.compile(r"`(?P<code>[^`]*)`|\*\*(?P<bold>.+?)\*\*")
_FOREIGN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^#{1,6} "), "a heading"),
    (re.compile(r"^[-*+] "), "a list"),
    (re.compile(r"^\d{1,2}[.)] "), "a numbered list"),
    (re.compile(r"^> "), "a quotation"),
    (re.compile(r"^\|"), "a table"),
    (re.compile(r"^~~~"), "a `~~~` fence"),
    (re.compile(r"^(---+|\*\*\*+|===+)$"), "a rule"),
)
_FOREIGN_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\]\("), "a link"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), "an HTML tag or generic type outside `code`"),
    (re.compile(r"(?<![\w*])\*[^\s*][^*]*\*(?![\w*])"), "*emphasis* by single asterisks"),
    (re.compile(r"~~"), "strikethrough"),
)


def parse(text: str) -> tuple[Block, ...]:
    """Parse ``text`` into its blocks; raise `MarkupError` for anything outside the subset."""
    blocks: list[Block] = []
    lines = text.strip("\n").split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif lines[at].startswith("```"):
            block, at = _code_block(lines, at)
            blocks.append(block)
        else:
            paragraph, at = _paragraph(lines, at)
            blocks.append(paragraph)
    return tuple(blocks)


def plain(blocks: Sequence[Block]) -> str:
    """Return what is read once the marks are gone: blocks separated by an empty line."""
    return "\n\n".join(b.code if isinstance(b, CodeBlock) else "".join(s.text for s in b.spans) for b in blocks)


def code_of(blocks: Sequence[Block], languages: Sequence[str]) -> tuple[str, ...]:
    """Return the fenced blocks written in one of ``languages``."""
    return tuple(b.code for b in blocks if isinstance(b, CodeBlock) and b.language in languages)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code units, which is what Telegram's limits count."""
    return len(text.encode("utf-16-le")) // 2


def _code_block(lines: Sequence[str], start: int) -> tuple[CodeBlock, int]:
    opening = _FENCE.fullmatch(lines[start])
    if opening is None or not opening[1]:
        raise MarkupError(start, "a code fence opens with ``` and its language: ```sql, or ```text where there is none")
    for end in range(start + 1, len(lines)):
        if lines[end].rstrip() == "```":
            return CodeBlock(opening[1].lower(), "\n".join(lines[start + 1 : end])), end + 1
    raise MarkupError(start, "unclosed code fence")


def _paragraph(lines: Sequence[str], start: int) -> tuple[Paragraph, int]:
    end = start
    while end < len(lines) and lines[end].strip() and not lines[end].startswith("```"):
        _refuse(_FOREIGN, lines[end].strip(), end)
        end += 1
    text = " ".join(line.strip() for line in lines[start:end])
    return Paragraph(tuple(_spans(text, start))), end


def _spans(text: str, line: int) -> Iterator[Span]:
    at = 0
    for match in _SPANS.finditer(text):
        yield from _text(text[at : match.start()], line)
        yield _marked(match, line)
        at = match.end()
    yield from _text(text[at:], line)


def _marked(match: re.Match[str], line: int) -> Span:
    code = match["code"]
    if code is not None:
        if not code.strip():
            raise MarkupError(line, "empty `code`")
        return Span("code", code)
    if "`" in match["bold"]:
        raise MarkupError(line, "`code` inside **bold**: Telegram shows no bold code, so take one of the two")
    _refuse(_FOREIGN_INLINE, match["bold"], line)
    return Span("bold", match["bold"])


def _text(text: str, line: int) -> Iterator[Span]:
    if not text:
        return
    if "`" in text:
        raise MarkupError(line, "unclosed backtick")
    if "**" in text:
        raise MarkupError(line, "unclosed **bold**")
    _refuse(_FOREIGN_INLINE, text, line)
    yield Span("text", text)


def _refuse(patterns: Sequence[tuple[re.Pattern[str], str]], text: str, line: int) -> None:
    for pattern, name in patterns:
        if found := pattern.search(text):
            raise MarkupError(line, f"{name} ({found[0].strip()}) is not part of the bank's Markdown subset")
