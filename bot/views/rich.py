"""The bank's texts as Telegram HTML: the one place where its markup is rendered."""

from __future__ import annotations

from functools import lru_cache

from bot.texts import Html, escape
from questions.markup import Block, CodeBlock, Paragraph, Span, parse


@lru_cache(maxsize=4096)
def rich(text: str) -> Html:
    """Return a text of the bank as Telegram HTML."""
    return Html("\n\n".join(_block(each) for each in parse(text)))


@lru_cache(maxsize=4096)
def rich_option(text: str) -> Html:
    """Return an option as Telegram HTML; fenced code begins on a line of its own, behind its letter."""
    html = rich(text)
    return Html(f"\n{html}") if html.startswith("<pre>") else html


def _block(block: Block) -> str:
    if isinstance(block, CodeBlock):
        return f'<pre><code class="language-{escape(block.language)}">{escape(block.code)}</code></pre>'
    return _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    return "".join(_span(each) for each in paragraph.spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    return {"text": text, "code": f"<code>{text}</code>", "bold": f"<b>{text}</b>"}[span.style]
