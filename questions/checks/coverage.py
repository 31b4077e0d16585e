"""How much the bank holds, and what it must hold to be complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from questions.model import Domain, Question

LANGUAGE_AREAS = ("sql", "python", "jvm", "bash")
TOTAL, LANGUAGE_AREA, OTHER_AREA = 400, 60, 15
CONCEPT, CONCEPT_FORMATS, CONCEPT_DIFFICULTIES = 4, 2, 3
PROVED = 0.85


@dataclass(frozen=True, slots=True)
class Counts:
    """What a set of live questions holds."""

    questions: int
    formats: Mapping[str, int]
    difficulties: Mapping[int, int]
    proofs: int


def counts(questions: Sequence[Question]) -> Counts:
    """Count the live questions."""
    live = [question for question in questions if not question.retired]
    return Counts(
        questions=len(live),
        formats=dict(sorted(Counter(str(q.format) for q in live).items())),
        difficulties=dict(sorted(Counter(q.difficulty for q in live).items())),
        proofs=sum(q.proof is not None for q in live),
    )


def by_area(questions: Sequence[Question], domains: Sequence[Domain]) -> dict[str, Counts]:
    """Count by area, in the bank's order, empty areas included."""
    return {area.id: counts([q for q in questions if q.area == area.id]) for domain in domains for area in domain.areas}


def by_concept(questions: Sequence[Question], domains: Sequence[Domain]) -> dict[str, Counts]:
    """Count by concept, in the bank's order, empty concepts included."""
    concepts = [concept.id for domain in domains for area in domain.areas for concept in area.concepts]
    return {concept: counts([q for q in questions if q.concept_id == concept]) for concept in concepts}


def lacks(questions: Sequence[Question], domains: Sequence[Domain]) -> Iterator[str]:
    """Say what the bank lacks to be complete."""
    total = counts(questions).questions
    if total < TOTAL:
        yield f"the bank has {total} live questions, fewer than {TOTAL}"
    for area, held in by_area(questions, domains).items():
        yield from _area_lacks(area, held)
    for concept, held in by_concept(questions, domains).items():
        yield from _concept_lacks(concept, held)


def _area_lacks(area: str, held: Counts) -> Iterator[str]:
    least = LANGUAGE_AREA if area in LANGUAGE_AREAS else OTHER_AREA
    if held.questions < least:
        yield f"{area} has {held.questions} live questions, fewer than {least}"
    if missing := sorted(set(range(1, 6)) - set(held.difficulties)):
        yield f"{area} has no question of difficulty {', '.join(map(str, missing))}"
    if area in LANGUAGE_AREAS and held.proofs < PROVED * held.questions:
        yield f"{area} has proofs for {held.proofs} of {held.questions} questions, fewer than {PROVED:.0%}"


def _concept_lacks(concept: str, held: Counts) -> Iterator[str]:
    if held.questions < CONCEPT:
        yield f"{concept} has {held.questions} live questions, fewer than {CONCEPT}"
    if len(held.formats) < CONCEPT_FORMATS:
        yield f"{concept} has {len(held.formats)} formats, fewer than {CONCEPT_FORMATS}"
    if len(held.difficulties) < CONCEPT_DIFFICULTIES:
        yield f"{concept} has {len(held.difficulties)} difficulties, fewer than {CONCEPT_DIFFICULTIES}"
