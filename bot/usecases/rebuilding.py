"""Inferring a learner anew: belief, belief days and memories from the stored answers alone, to the same numbers as answer by answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.coach import Coach
from bot.usecases.case import dump_memory, load_memory, prior
from questions import ability
from questions.model import Attempt, Learner
from questions.review import Forgetting, Memory, review
from storage.beliefs import Kept
from storage.unit import UnitOfWork


@dataclass(frozen=True, slots=True)
class Inferred:
    """All that is inferred of a learner: the belief, the beliefs at the ends of earlier local days, and the memories by concept."""

    current: Kept | None
    days: Mapping[date, str]
    memories: Mapping[str, Memory]


def rebuild(uow: UnitOfWork, coach: Coach, learner: Learner) -> bool:
    """Infer a learner anew with the calibration in force and store it; return whether anything was otherwise before."""
    found = infer(coach, learner, uow.attempts.by_day(learner.id))
    if found == _stored(uow, learner.id):
        return False
    uow.beliefs.replace(learner.id, found.current, found.days)
    for concept, memory in found.memories.items():
        uow.beliefs.remember(learner.id, concept, dump_memory(memory), memory.due)
    return True


def fits(uow: UnitOfWork, coach: Coach, learner: Learner) -> bool:
    """Whether the belief stored for a learner is of this program's form and of the bank's areas, as it is after every start of the bot."""
    kept = uow.beliefs.get(learner.id)
    try:
        return kept is None or ability.load(kept.state).areas == tuple(coach.bank.areas)
    except ValueError:
        return False


def infer(coach: Coach, learner: Learner, answers: Sequence[tuple[date, Attempt]]) -> Inferred:
    """Replay ``answers`` (local date and attempt, in their order). Answers in areas that the bank has dropped measure nothing."""
    belief, current, days = prior(coach, learner), None, {}
    for day, attempt in answers:
        # As answer by answer: a later local date keeps the belief before it; moving west may set the date back, which keeps none.
        if current is not None and current < day:
            days[current] = ability.dump(belief)
        if attempt.item.area in belief.areas:
            belief = ability.update(belief, attempt.item, attempt.correct, attempt.at, coach.parameters(attempt.item.id))
        current = day
    kept = None if current is None else Kept(ability.dump(belief), current)
    return Inferred(kept, days, _memories((attempt for _, attempt in answers), coach.calibration.forgetting))


def _memories(attempts: Iterable[Attempt], forgetting: Forgetting) -> dict[str, Memory]:
    memories: dict[str, Memory] = {}
    for attempt in attempts:
        memories[attempt.item.concept] = review(memories.get(attempt.item.concept), attempt, forgetting)
    return memories


def _stored(uow: UnitOfWork, learner_id: int) -> Inferred:
    memories = {concept: load_memory(state) for concept, state in uow.beliefs.memories(learner_id).items()}
    return Inferred(uow.beliefs.get(learner_id), uow.beliefs.days(learner_id), memories)
