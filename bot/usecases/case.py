"""What a use case works with: one learner, one instant, one transaction; and the learner's belief and target."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.coach import Coach
from questions import ability, days, profiles
from questions.ability import Belief
from questions.model import Learner, Requirement
from questions.review import Memory
from storage.beliefs import Kept
from storage.unit import UnitOfWork


@dataclass(slots=True)
class Case:
    """One learner's affairs in one transaction. ``at`` is aware UTC."""

    uow: UnitOfWork
    coach: Coach
    learner: Learner
    at: datetime
    rng: random.Random

    @property
    def today(self) -> date:
        """The learner's local date."""
        return days.local_date(self.at, self.learner.schedule.zone)

    @property
    def day_end(self) -> datetime:
        """When the learner's local day is over, in UTC."""
        return days.day_end(self.at, self.learner.schedule.zone)

    def save(self, **changes: object) -> None:
        """Change the learner and store them."""
        self.learner = replace(self.learner, **changes)  # type: ignore[arg-type]  # the fields are checked by the dataclass's callers
        self.uow.learners.save(self.learner)

    def prior(self) -> Belief:
        """Return what is believed before the first answer."""
        return prior(self.coach, self.learner)

    def belief(self) -> Belief:
        """Return the belief about the learner now."""
        return self.believed(self.uow.beliefs.get(self.learner.id))

    def believed(self, kept: Kept | None) -> Belief:
        """Return a stored belief, or what is believed before the first answer."""
        return self.prior() if kept is None else ability.load(kept.state)

    def belief_before(self, day: date) -> Belief | None:
        """Return the belief as it stood before a local date, if there were answers then."""
        state = self.uow.beliefs.before(self.learner.id, day)
        return None if state is None else ability.load(state)

    def requirements(self) -> Mapping[str, Requirement]:
        """Return the levels that the learner's target asks for."""
        return profiles.requirements(self.coach.bank.profiles, self.learner.target)

    def memories(self) -> Mapping[str, Memory]:
        """Return when each concept is due again."""
        return {concept: load_memory(state) for concept, state in self.uow.beliefs.memories(self.learner.id).items()}


def prior(coach: Coach, learner: Learner) -> Belief:
    """Return what is believed of a learner before their first answer; an origin that the bank has dropped says nothing.

    All newcomers start as much above or below what is supposed, and differ as widely, as those before them turned out to.
    """
    bank, target, known = coach.bank, learner.target, coach.calibration
    supposed = profiles.starting_levels(bank.profiles, target) if target.origin in bank.profiles.origins else {}
    levels = {area: supposed.get(area, ability.START_LEVEL) + known.starts.get(area, 0.0) for area in bank.areas}
    return ability.prior(tuple(bank.areas), levels, known.weights, known.spread)


def load_memory(state: Mapping[str, object]) -> Memory:
    """Return a memory from its JSON form."""
    times = {name: datetime.fromisoformat(str(state[name])) for name in ("due", "last_review")}
    return Memory(**{**state, **times})  # type: ignore[arg-type]  # dump_memory wrote these very fields


def dump_memory(memory: Memory) -> dict[str, object]:
    """Return a memory as JSON keeps it."""
    return {
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due": memory.due.isoformat(),
        "last_review": memory.last_review.isoformat(),
        "reviews": memory.reviews,
        "lapses": memory.lapses,
    }
