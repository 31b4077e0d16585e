"""Texts in both languages, each held to the shape that its place allows."""

from __future__ import annotations

from enum import Enum

from questions import markup
from questions.model import Text
from questions.parsing.source import FieldError, Fields, Node, Report, string

NO_TEXT = Text("", "")
"""Stands in for a text that could not be read; its problem is reported already."""


class Shape(Enum):
    """What a text may consist of."""

    BLOCKS = "paragraphs and fenced code"
    PARAGRAPH = "a single paragraph"
    PARAGRAPH_OR_CODE = "a single paragraph or one fenced block"
    PLAIN = "plain words"


def text(node: Node, report: Report, shape: Shape = Shape.BLOCKS) -> Text:
    """Read a mapping of both languages; a problem in either is reported and leaves it empty."""
    fields = Fields(node, report, "a text")
    read = Text(
        fields.need("en", lambda n: _one(n, shape), ""),
        fields.need("ko", lambda n: _one(n, shape), ""),
    )
    fields.finish()
    return read


def _one(node: Node, shape: Shape) -> str:
    words = string(node).strip("\n")
    if shape is Shape.PLAIN:
        return words
    try:
        blocks = markup.parse(words)
    except markup.MarkupError as error:
        raise FieldError(node.first_line + error.line, str(error)) from error
    alone = len(blocks) == 1
    fits = {
        Shape.BLOCKS: True,
        Shape.PARAGRAPH: alone and isinstance(blocks[0], markup.Paragraph),
        Shape.PARAGRAPH_OR_CODE: alone,
    }[shape]
    if not fits:
        raise FieldError(node.line, f"must be {shape.value}")
    return words
