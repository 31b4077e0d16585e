"""The bank's markup becomes Telegram's HTML, with everything else escaped."""

from __future__ import annotations

from bot.views.rich import rich, rich_option


def test_paragraphs_code_and_bold_become_telegrams_tags() -> None:
    text = "A **bold** word and `a < b`.\n\n```sql\nSELECT 1 < 2;\n```\n"
    assert rich(text) == (
        "A <b>bold</b> word and <code>a &lt; b</code>.\n\n"
        '<pre><code class="language-sql">SELECT 1 &lt; 2;</code></pre>'
    )  # fmt: skip


def test_an_option_that_is_code_begins_on_its_own_line() -> None:
    assert rich_option("```sql\nSELECT 1;\n```").startswith("\n<pre>")
    assert rich_option("plain & simple") == "plain &amp; simple"
