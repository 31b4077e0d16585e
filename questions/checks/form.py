"""The form of a single question: what an author can mend by looking at one file. See docs/question-format.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TypeAlias

from questions import markup
from questions.checks import prose
from questions.grading import typed
from questions.model import LANGS, Format, Lang, Question

Found: TypeAlias = Iterator[tuple[str, str]]
"""What is wrong, each with its place in the file (``options.0.text.en``)."""

MESSAGE_LENGTH = 3600
"""UTF-16 units that a message with its result shown may have: Telegram's 4,096 less the bot's own words."""
SECTIONS = frozenset(
    {"1.1", "1.1.1", "1.1.2", "1.1.4", "1.2", *(f"1.2.{n}" for n in range(1, 6)), "1.3", *(f"1.3.{n}" for n in range(1, 4))}
)

_IMPERATIVE = (
    "Type Put Choose Fill Write Order Arrange Select Pick Tick Complete Name Enter Give Find Compute Calculate Mark Sort Match Work Count "
    "Predict Say Tell Decide Identify Determine"
).replace(" ", "|")
_ASKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(rf"\?|(?:^|[.:!,;—]\s+)(?:{_IMPERATIVE})\b", re.MULTILINE),
    "ko": re.compile(r"\?|(?:세요|십시오|시오)[.!)]*(?=[\s(]|$)"),
}
_OTHERS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:all|none|any|both|neither|each|some) of (?:the )?(?:above|below|other (?:options|answers|choices)|options|answers|choices)\b"
        r"|\b(?:all|none|both|neither) of (?:these|those)[.!]?$|\bthe above\b|\b(?:both )?(?-i:[A-F]) (?:and|or) (?-i:[B-F])[.!]?$",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"모두\s*(?:정답|맞|옳|해당|아니|틀)|전부\s*(?:정답|맞|옳|해당)|위의?\s*(?:모두|보기|항목|선택지|답|전부)|정답\s*(?:없음|이\s*없)|답\s*없음"
        r"|해당\s*(?:사항\s*)?없음|보기\s*(?:모두|전부|중)|둘\s*다\s*(?:정답|맞|옳|해당)|이\s*중에?\s*없|[A-F](?:와|과|,)\s*[B-F]\s*(?:모두|둘)?$"
    ),
}
_POSITION: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:options?|answers?|choices?) (?-i:[A-F]|[1-6])\b|\b(?:first|second|third|fourth|fifth|last) (?:option|choice)\b",
        re.IGNORECASE,
    ),
    "ko": re.compile(
        r"(?:보기|선택지|옵션)\s*[A-F1-6](?![0-9A-Za-z])|[1-6]\s*번\s*(?:보기|선택지|옵션)|[첫두세네]\s*번째\s*(?:보기|선택지|옵션)"
    ),
}
_NAME_WORDS = 4
_BLANKS = re.compile(r"_{3,}")
_REPEATED = re.compile(r"[^\w\s]|\b(?:a|an|the)\b")


def problems(question: Question) -> Found:
    """Yield everything wrong with the question's form."""
    for rule in _RULES:
        yield from rule(question)


def _asks(question: Question) -> Found:
    for lang in LANGS:
        if not _ASKS[lang].search(prose.paragraphs(question.prompt.of(lang))):
            wanted = "a `?` or an imperative (Type …, Put …, Choose …)" if lang == "en" else "`?`, …세요 or …십시오"
            yield f"prompt.{lang}", f"the prompt asks nothing: it needs {wanted}"


def _languages(question: Question) -> Found:
    for place, english, korean in prose.texts(question):
        if place == "unit":
            continue
        if prose.HANGUL.search(prose.prose(english)):
            yield f"{place}.en", "the English text holds Korean"
        bare = not prose.HANGUL.search(korean)
        may_be_a_name = place.endswith(".text") and len(prose.prose(korean).split()) <= _NAME_WORDS
        if bare and not may_be_a_name:
            yield f"{place}.ko", "the Korean text holds no Korean"
        for lang, text in (("en", english), ("ko", korean)):
            if not unicodedata.is_normalized("NFC", text):
                yield f"{place}.{lang}", "the text is not in Unicode's form NFC"


def _same_code(question: Question) -> Found:
    for place, english, korean in prose.texts(question):
        if place != "unit" and prose.code(english) != prose.code(korean):
            yield f"{place}.ko", "the fenced code differs from the English one"


def _no_other_options(question: Question) -> Found:
    for index, option in enumerate(question.options):
        for lang in LANGS:
            if found := _OTHERS[lang].search(prose.plain(option.text.of(lang))):
                yield f"options.{index}.text.{lang}", f"an option speaks of itself, not of the others: “{found[0]}”"


def _no_positions(question: Question) -> Found:
    for place, english, korean in prose.texts(question):
        for lang, text in _by_language(english, korean):
            if place != "unit" and (found := _POSITION[lang].search(prose.prose(text))):
                yield f"{place}.{lang}", f"options are shuffled, so none has a place or letter: “{found[0]}”"


def _by_language(english: str, korean: str) -> tuple[tuple[Lang, str], ...]:
    return ("en", english), ("ko", korean)


def _no_repeated_options(question: Question) -> Found:
    for lang in LANGS:
        seen: dict[str, int] = {}
        for index, option in enumerate(question.options):
            first = seen.setdefault(_alike(option.text.of(lang)), index)
            if first != index:
                listed = "steps" if question.format is Format.ORDER else "options"
                yield f"{listed}.{index}.text.{lang}", f"says the same as number {first} (counted from 0)"


def _alike(text: str) -> str:
    """Return a form in which two options that say the same are equal; in code, each mark and letter counts."""
    if "`" in text:
        return " ".join(text.split())
    return " ".join(_REPEATED.sub(" ", prose.plain(text).casefold()).split())


def _length(question: Question) -> Found:
    for lang in LANGS:
        length = message_length(question, lang)
        if length > MESSAGE_LENGTH:
            yield "prompt", f"the message with its result has {length} characters in `{lang}`, more than {MESSAGE_LENGTH}"


def message_length(question: Question, lang: Lang) -> int:
    """Return the UTF-16 length of prompt, options, longest feedback, explanation and references together."""
    feedback = [option.feedback.of(lang) for option in question.options] + [near.feedback.of(lang) for near in question.near]
    parts = [question.prompt.of(lang), *(option.text.of(lang) for option in question.options), question.explanation.of(lang)]
    longest = max((markup.utf16_length(prose.plain(text)) for text in feedback), default=0)
    return sum(markup.utf16_length(prose.plain(text)) for text in parts) + longest + sum(map(markup.utf16_length, question.references))


def _explains(question: Question) -> Found:
    for lang in LANGS:
        count = prose.sentences(question.explanation.of(lang))
        if not 2 <= count <= 5:
            yield f"explanation.{lang}", f"an explanation has two to five sentences, not {count}"


def _references(question: Question) -> Found:
    for index, reference in enumerate(question.references):
        if reference.lower().startswith("notes"):
            section = reference.removeprefix("notes ")
            if section not in SECTIONS:
                yield f"references.{index}", f"`{reference}` names no section of the notes: write `notes 1.2.4`, one section each"
    if all(reference.lower().startswith("notes") for reference in question.references):
        yield "references", "the notes are not public: name a public source, too"


def _typed_answers(question: Question) -> Found:
    if not question.format.typed:
        return
    listed = [*((_accept_place(question, i), a) for i, a in enumerate(question.answers))]
    listed += [(f"near.{i}.answer", near.answer) for i, near in enumerate(question.near)]
    for index, (place, answer) in enumerate(listed):
        same = next((other for _, other in listed[:index] if typed.same(question, answer, other)), None)
        if same is not None:
            yield place, f"is graded the same as {same!r}"


def _accept_place(question: Question, index: int) -> str:
    if question.format is Format.CLOZE:
        return f"accept.{index}"
    return "answer" if index == 0 else f"accept.{index - 1}"


def _blank(question: Question) -> Found:
    for lang in LANGS:
        blanks = _BLANKS.findall(question.prompt.of(lang))
        if question.format is Format.CLOZE and blanks != ["____"]:
            yield f"prompt.{lang}", f"a cloze shows exactly one blank ____ (four underscores), not {len(blanks)}"


def _leaks(question: Question) -> Found:
    """A cloze's prose must not say the missing word, nor an output's prose the whole answer."""
    keys = {
        Format.CLOZE: [a for a in question.answers if len(re.findall("[A-Za-z가-힣]", a)) >= 3],
        Format.OUTPUT: [a for a in question.answers[:1] if len(a) >= 6],
    }.get(question.format, [])
    for lang in LANGS:
        shown = prose.paragraphs(question.prompt.of(lang)).casefold()
        for key in keys:
            if re.search(rf"(?<!\w){re.escape(key.casefold())}(?!\w)", shown):
                yield f"prompt.{lang}", f"the prompt gives the answer away: {key!r}"


_RULES: tuple[Callable[[Question], Found], ...] = (
    _asks,
    _languages,
    _same_code,
    _no_other_options,
    _no_positions,
    _no_repeated_options,
    _length,
    _explains,
    _references,
    _typed_answers,
    _blank,
    _leaks,
)
