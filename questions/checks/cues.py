"""What gives a right option away by its form: figures over the live `single` questions, in one language.

Each figure is what a guesser would score who knows nothing but a rule, beside chance, the mean of one over the number of options.
Ties are broken by lot, so a rule scores fractions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from questions.checks import prose
from questions.model import Format, Lang, Question

EXTREME = 0.35
"""Share of four-option questions in which the key may be the longest, and in which it may be the shortest."""
OVER_BANK, OVER_AREA = 0.05, 0.12
"""How far above chance a rule may score, over the bank and over one area."""
SPLITS = 40
"""Random halves over which the classifier's score is averaged, so that it is a property of the bank and not of a split."""

_ABSOLUTE: Mapping[Lang, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile(r"\b(?:always|never|only|all|must|every)\b", re.IGNORECASE),
        "ko": re.compile(r"항상|절대|오직|모든|반드시|(?<=[가-힣A-Za-z)\s])(?:(?<=까지)|(?<![지불]))만(?:을|이|은|의)?(?![가-힣])"),
    }
)


@dataclass(frozen=True, slots=True)
class Score:
    """What a rule scores over ``count`` questions, and what chance would; shares in [0, 1]."""

    count: int
    score: float
    chance: float

    @property
    def above(self) -> float:
        """How far the score is above chance."""
        return self.score - self.chance


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue figures of one language. ``longest`` and ``shortest``: four-option questions whose key is that, alone or among equals."""

    fours: int
    longest: tuple[str, ...]
    shortest: tuple[str, ...]
    rules: Mapping[str, Score]
    classifier: Score
    areas: Mapping[str, Mapping[str, Score]]

    @property
    def longest_share(self) -> float:
        """Share of the four-option questions whose key is the longest option."""
        return len(self.longest) / self.fours if self.fours else 0.0

    @property
    def shortest_share(self) -> float:
        """Share of the four-option questions whose key is the shortest option."""
        return len(self.shortest) / self.fours if self.fours else 0.0


def cues(questions: Sequence[Question], lang: Lang) -> Cues:
    """Measure the live single-choice questions among ``questions`` in ``lang``."""
    singles = [q for q in questions if q.format is Format.SINGLE and not q.retired]
    fours = [q for q in singles if len(q.options) == 4]
    areas = dict.fromkeys(q.area for q in singles)
    return Cues(
        fours=len(fours),
        longest=tuple(q.id for q in fours if _key_is(q, lang, max)),
        shortest=tuple(q.id for q in fours if _key_is(q, lang, min)),
        rules={name: _scored(singles, lang, rule) for name, rule in RULES.items()},
        areas={area: {name: _scored([q for q in singles if q.area == area], lang, rule) for name, rule in RULES.items()} for area in areas},
        classifier=_classified(singles, lang),
    )


# --------------------------------------------------------------------------- rules


def _key(question: Question) -> int:
    return next(index for index, option in enumerate(question.options) if option.correct)


def _lengths(question: Question, lang: Lang) -> list[int]:
    return [len(prose.plain(option.text.of(lang))) for option in question.options]


def _key_is(question: Question, lang: Lang, extreme: Callable[[list[int]], int]) -> bool:
    lengths = _lengths(question, lang)
    return lengths[_key(question)] == extreme(lengths) and len(set(lengths)) > 1


def _longest(question: Question, lang: Lang) -> list[float]:
    return [float(length) for length in _lengths(question, lang)]


def _without_absolute(question: Question, lang: Lang) -> list[float]:
    return [float(not _ABSOLUTE[lang].search(prose.prose(option.text.of(lang)))) for option in question.options]


def _shares_words(question: Question, lang: Lang) -> list[float]:
    stem = set(prose.words(question.prompt.of(lang), lang))
    return [float(len(stem & set(prose.words(option.text.of(lang), lang)))) for option in question.options]


RULES: Mapping[str, Callable[[Question, Lang], list[float]]] = MappingProxyType(
    {
        "the longest": _longest,
        "without an absolute word": _without_absolute,
        "sharing most words with the stem": _shares_words,
    }
)


def _scored(questions: Sequence[Question], lang: Lang, rule: Callable[[Question, Lang], list[float]]) -> Score:
    return Score(len(questions), _share(_hit(rule(q, lang), _key(q)) for q in questions), _chance(questions))


def _hit(weights: Sequence[float], key: int) -> float:
    """Chance of hitting the key by picking one of the options of greatest weight."""
    best = max(weights)
    return 1 / sum(weight == best for weight in weights) if weights[key] == best else 0.0


def _share(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _chance(questions: Sequence[Question]) -> float:
    return _share(1 / len(q.options) for q in questions)


# --------------------------------------------------------------------------- the classifier


def _classified(questions: Sequence[Question], lang: Lang) -> Score:
    """Score naive Bayes on bags of words: trained on one half of the questions, it picks the likeliest option in the other half."""
    if len(questions) < 2:
        return Score(len(questions), 0.0, _chance(questions))
    bags, owner, is_key = _bags(questions, lang)
    generator = np.random.default_rng(len(questions))
    hits = np.zeros(len(questions))
    tried = np.zeros(len(questions))
    for _ in range(SPLITS):
        training = np.zeros(len(questions), dtype=bool)
        training[generator.permutation(len(questions))[: len(questions) // 2]] = True
        weights = _naive_bayes(bags[training[owner]], is_key[training[owner]])
        scores = bags @ weights
        for index in np.flatnonzero(~training):
            own = owner == index
            hits[index] += _hit(scores[own].round(9).tolist(), int(np.flatnonzero(is_key[own])[0]))
            tried[index] += 1
    return Score(len(questions), float(hits.sum() / tried.sum()), _chance(questions))


def _bags(questions: Sequence[Question], lang: Lang) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return one row per option: which words it has; whose option it is; whether it is the key."""
    options = [(index, option) for index, question in enumerate(questions) for option in question.options]
    texts = [set(prose.words(option.text.of(lang), lang)) for _, option in options]
    columns = {word: column for column, word in enumerate(sorted(set().union(*texts)))}
    bags = np.zeros((len(options), len(columns)))
    for row, words in enumerate(texts):
        bags[row, [columns[word] for word in words]] = 1.0
    return bags, np.array([index for index, _ in options]), np.array([option.correct for _, option in options])


def _naive_bayes(bags: NDArray[np.float64], is_key: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return each word's log-odds of standing in a key rather than in a distractor, smoothed by one."""
    key, other = bags[is_key].sum(axis=0) + 1.0, bags[~is_key].sum(axis=0) + 1.0
    return np.asarray(np.log(key / (is_key.sum() + 2.0)) - np.log(other / ((~is_key).sum() + 2.0)), dtype=np.float64)
