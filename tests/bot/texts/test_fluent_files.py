"""Every text exists in both languages with the same variables, is used, and says what it should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.texts import FOLDER, Html, Translator, language
from questions.model import LANGS, Lang

SOURCES = Path(__file__).parents[3] / "bot"
FILES = sorted(path.name for path in (FOLDER / "en").glob("*.ftl"))


class _Variables(Visitor):
    """Collects the variables of a message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 the library's naming
        self.names.add(node.id.name)


def _messages(lang: Lang, name: str) -> dict[str, set[str]]:
    """Return each message's variables. A file with anything that is not Fluent fails."""
    found = {}
    for entry in FluentParser().parse((FOLDER / lang / name).read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{lang}/{name}: {entry.content}"
        if isinstance(entry, ast.Message):
            collected = _Variables()
            collected.visit(entry)
            assert entry.id.name not in found, f"{lang}/{name}: {entry.id.name} stands twice"
            found[entry.id.name] = collected.names
    return found


def _all(lang: Lang) -> dict[str, set[str]]:
    return {key: names for name in FILES for key, names in _messages(lang, name).items()}


def test_both_languages_have_the_same_files() -> None:
    assert sorted(path.name for path in (FOLDER / "ko").glob("*.ftl")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_both_languages_say_the_same_with_the_same_variables(name: str) -> None:
    english, korean = _messages("en", name), _messages("ko", name)
    assert list(english) == list(korean)
    # A language may leave a number out where its grammar does not need it, but names nothing that the code does not give.
    for key, names in korean.items():
        assert names <= english[key], key


def _used() -> Iterator[re.Pattern[str]]:
    """Yield what the code asks for: fixed keys, and patterns for keys that are composed."""
    for path in SOURCES.rglob("*.py"):
        for literal in re.findall(r"""f?"([a-z][a-z0-9{}\[\]_.'()-]*-[a-z0-9{}\[\]_.'() -]+)\"""", path.read_text(encoding="utf-8")):
            yield re.compile(re.sub(r"\\\{.*?\\\}", "[a-z0-9_-]+", re.escape(literal)))


def test_every_text_is_used_by_the_code() -> None:
    patterns = list(_used())
    unused = [key for key in _all("en") if not any(pattern.fullmatch(key) for pattern in patterns)]
    assert unused == []


@pytest.mark.parametrize("lang", LANGS)
def test_html_tags_are_balanced_and_telegrams_own(lang: Lang) -> None:
    for path in (FOLDER / lang).glob("*.ftl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            tags = re.findall(r"<(/?)([a-z]+)[^>]*>", line)
            assert {name for _, name in tags} <= {"b", "i", "code"}, line
            assert sum(not closing for closing, _ in tags) == sum(bool(closing) for closing, _ in tags), line


def test_plain_values_are_escaped_once_and_html_is_left_alone() -> None:
    texts = Translator("en")
    assert texts.html("quiz-you-typed", answer="a<b & c") == "You answered: <code>a&lt;b &amp; c</code>"
    assert texts.html("quiz-explanation", explanation=Html("<b>x</b>")) == "💡 <b>x</b>"
    assert texts.plain("gaps-button-quiz", area="R&D") == "📝 Quiz on R&D"


def test_a_missing_text_or_variable_is_an_error() -> None:
    texts = Translator("en")
    with pytest.raises(LookupError):
        texts.html("no-such-text")
    with pytest.raises(LookupError):
        texts.html("quiz-you-typed", wrong="x")


@pytest.mark.parametrize(
    ("code", "lang"), [("ko", "ko"), ("ko-KR", "ko"), ("en-GB", "en"), ("de", "en"), (None, "en"), ("", "en"), ("KO_kr", "ko")]
)
def test_the_language_follows_telegrams_code(code: str | None, lang: Lang) -> None:
    assert language(code) == lang


@pytest.mark.parametrize(("days", "words"), [(1, "하루 동안 5문제를 풀어"), (2, "2일에 걸쳐 5문제를 풀어")])
def test_answers_of_one_day_are_told_as_of_one_day_in_korean(days: int, words: str) -> None:
    assert Translator("ko").html("stats-total", answered=5, right=3, percent=60, days=days).startswith(words)
