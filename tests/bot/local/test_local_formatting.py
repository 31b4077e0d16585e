"""HTML as Telegram reads it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.local.errors import ApiError
from bot.local.formatting import parse_html
from bot.local.objects import Json, utf16_length
from bot.local.params import Params
from bot.local.text import detect, plain_text, read_text


def entity(kind: str, offset: int, length: int, **more: str) -> Json:
    return {"type": kind, "offset": offset, "length": length} | more


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain &lt;b&gt; &amp; &quot;q&quot; &#65;&#x42;", 'plain <b> & "q" AB', []),
        ("&nbsp; &unknown; & &#0;", "&nbsp; &unknown; & &#0;", []),
        ("<b>a</b><strong>b</strong>", "ab", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [entity("strikethrough", at, 1) for at in range(3)]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [entity("spoiler", 0, 1), entity("spoiler", 1, 1)]),
        ("<B>A</b>", "A", [entity("bold", 0, 1)]),
        ("<b>a", None, []),
        ("<b></b>x", "x", []),
        ("😀<b>a</b>", "😀a", [entity("bold", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<code class="language-sql">x</code>', "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        ('<pre><code class="language-sql">x</code></pre>', "x", [entity("pre", 0, 1, language="sql")]),
        ('<code class="language-sql"><pre>x</pre></code>', "x", [entity("pre", 0, 1, language="sql")]),
        ("<b>a<code>b</code>c</b>", "abc", [entity("bold", 0, 1), entity("code", 1, 1), entity("bold", 2, 1)]),
        ("<blockquote>a<code>b</code></blockquote>", "ab", [entity("blockquote", 0, 2), entity("code", 1, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ('<a href="https://e.org/?a=1&amp;b">x</a>', "x", [entity("text_link", 0, 1, url="https://e.org/?a=1&b")]),
        ("<a href='https://e.org'>x</a>", "x", [entity("text_link", 0, 1, url="https://e.org")]),
        ("<a>https://e.org</a>", "https://e.org", [entity("text_link", 0, 13, url="https://e.org")]),
        ('<a href="nothing">x</a>', "x", []),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
    ],
)
def test_markup_becomes_text_and_entities(source: str, text: str | None, entities: list[Json]) -> None:
    if text is None:
        with pytest.raises(ApiError):
            parse_html(source)
    else:
        assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("가<p>a</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>a</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x$>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href=", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a ", "Unclosed start tag at byte offset 0"),
    ],
)
def test_bad_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(f"<b>{escaped}</b>") == (text, [entity("bold", 0, utf16_length(text))] if text else [])


@given(st.text(alphabet="<>/&;ab \"'=", max_size=40))
def test_any_markup_is_read_or_refused(source: str) -> None:
    text, entities = "", list[Json]()
    with suppress(ApiError):
        text, entities = parse_html(source)
    assert all(0 < one["length"] <= utf16_length(text) - one["offset"] for one in entities)


def test_blanks_at_both_ends_are_cut_and_entities_clipped() -> None:
    assert read_text(Params({"text": " \n a <b>b </b>\n ", "parse_mode": "HTML"})) == ("a b", [entity("bold", 2, 1)])
    assert read_text(Params({"text": "<pre> x</pre>", "parse_mode": "HTML"})) == (" x", [entity("pre", 0, 2)])


def test_entities_may_be_given_instead_of_markup() -> None:
    given_entities = '[{"type": "bold", "offset": 0, "length": 9}]'
    assert read_text(Params({"text": "<b>", "entities": given_entities})) == ("<b>", [entity("bold", 0, 3)])


def test_links_commands_mentions_and_tags_are_found_outside_code() -> None:
    text, entities = plain_text("/quiz sql @someone #data https://e.org/a. me@e.org a/b x#y")
    found = {(one["type"], text[one["offset"] : one["offset"] + one["length"]]) for one in entities}
    assert found == {
        ("bot_command", "/quiz"),
        ("mention", "@someone"),
        ("hashtag", "#data"),
        ("url", "https://e.org/a"),
        ("email", "me@e.org"),
    }
    assert detect("/quiz", [entity("code", 0, 5)]) == [entity("code", 0, 5)]
