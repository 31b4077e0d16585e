"""Questions that are the same but for a number or a name: stems compared across the bank, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from questions.checks import prose
from questions.model import Lang, Question

TOO_ALIKE = 0.8
"""Share of common word pairs (Jaccard) from which two stems count as one."""
_NUMBER = re.compile(r"\d+")


def alike(questions: Sequence[Question], lang: Lang) -> Iterator[tuple[Question, Question, float]]:
    """Yield each pair of live questions with nearly the same stem and options, the later one first, with their likeness in [0, 1]."""
    live = [question for question in questions if not question.retired]
    for later, earlier, share in _pairs([_pairs_of_words(question, lang) for question in live]):
        yield live[later], live[earlier], share


def _pairs_of_words(question: Question, lang: Lang) -> set[tuple[str, str]]:
    texts = [question.prompt.of(lang), *(option.text.of(lang) for option in question.options)]
    words = [_NUMBER.sub("0", word) for text in texts for word in prose.words(text, lang)]
    return set(zip(["", *words], [*words, ""], strict=True))


def _pairs(shingles: Sequence[set[tuple[str, str]]]) -> Iterator[tuple[int, int, float]]:
    columns = {pair: index for index, pair in enumerate(sorted(set().union(*shingles)))}
    table = np.zeros((len(shingles), len(columns)), dtype=np.float32)
    for row, pairs in enumerate(shingles):
        table[row, [columns[pair] for pair in pairs]] = 1.0
    common = table @ table.T
    sizes = table.sum(axis=1)
    jaccard = common / np.maximum(sizes[:, None] + sizes[None, :] - common, 1.0)
    for later, earlier in np.argwhere(np.tril(jaccard, -1) >= TOO_ALIKE):
        yield int(later), int(earlier), float(jaccard[later, earlier])
