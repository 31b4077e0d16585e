"""Questions set aside because they mislead: which, why, who has been told, and bringing one back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from questions.items import Aside, ItemStatistics, Misleading, newly_aside
from storage.unit import UnitOfWork

_KEY: Final = "aside"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is set aside by question; what a person brought back (question -> reason -> evidence); what admins have not been told yet."""

    aside: Mapping[str, Aside] = field(default_factory=dict)
    restored: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    untold: Sequence[str] = ()


def shelf(uow: UnitOfWork) -> Shelf:
    """Return what is set aside and what was brought back."""
    text = uow.notes.get(_KEY)
    if text is None:
        return Shelf()
    data = json.loads(text)
    aside = {name: Aside(Misleading(reason), evidence, date.fromisoformat(on)) for name, (reason, evidence, on) in data["aside"].items()}
    return Shelf(aside, data["restored"], data["untold"])


def current(uow: UnitOfWork) -> frozenset[str]:
    """Return the ids of the questions set aside."""
    return frozenset(shelf(uow).aside)


def set_aside(uow: UnitOfWork, statistics: Iterable[ItemStatistics], at: datetime) -> frozenset[str]:
    """Set aside what misleads by now, and return the ids of all that is set aside."""
    known = shelf(uow)
    found = newly_aside(statistics, known.aside, known.restored, at.date())
    if found:
        _save(uow, Shelf({**known.aside, **found}, known.restored, [*known.untold, *found]))
    return frozenset((*known.aside, *found))


def restore(uow: UnitOfWork, question_id: str) -> bool:
    """Bring a question back; ``False`` where it is not set aside. The same reason must then weigh twice as much."""
    known = shelf(uow)
    gone = known.aside.get(question_id)
    if gone is None:
        return False
    left = {name: each for name, each in known.aside.items() if name != question_id}
    pardoned = {**known.restored.get(question_id, {}), gone.reason.value: gone.evidence}
    untold = [name for name in known.untold if name != question_id]
    _save(uow, Shelf(left, {**known.restored, question_id: pardoned}, untold))
    return True


def take_untold(uow: UnitOfWork) -> Mapping[str, Aside]:
    """Return what was set aside and not told to admins yet; from now on it counts as told."""
    known = shelf(uow)
    if known.untold:
        _save(uow, Shelf(known.aside, known.restored))
    return {name: known.aside[name] for name in known.untold}


def _save(uow: UnitOfWork, new: Shelf) -> None:
    aside = {name: (each.reason.value, each.evidence, each.on.isoformat()) for name, each in new.aside.items()}
    uow.notes.set(_KEY, json.dumps({"aside": aside, "restored": new.restored, "untold": list(new.untold)}))
