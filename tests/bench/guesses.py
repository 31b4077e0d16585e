"""True guesses: foretelling people's next answer, one pass in time order, with items and skills learned on the way.

Run as ``python -m tests.bench.guesses [FILE] [--quick]``. FILE is a CSV with the columns user, skill, item, correct (0 or 1) and time
(anything that sorts); the repository ships none. Without it answers are simulated. One learner in five is held out: figures are theirs,
while everybody's answers teach the items. The engine's own ``update`` serves the people; an item's share of an answer's surprise goes to
the item and its skill, as a person's goes to the person; how sharply items tell, and how strongly skills hang together, is learned from
everybody so far. Beside it stands the best of the models that were measured on public data: an Elo rating that knows its uncertainty.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from questions.ability import CAUTIOUS, CORRELATIONS, START_LEVEL, START_SD, Belief, blend, level_within, prior, probability, update
from questions.calibration import correlation_weights
from questions.model import Format, Item
from questions.response import SLIP, Array, ItemParameters, mean_curve, tilt
from tests.bench.tables import table
from tests.bench.worlds import AT

SKILL_SD, ITEM_SD, SLOPE_LOG_SD = 1.0, 0.8, 0.3
# Logarithms of slopes that are weighed, and how far, as a standard deviation, the slopes in common may lie from one.
_LOGS: Array = np.linspace(-1.2, 1.2, 25)
COMMON_LOG_SD = 0.5
# The rival's prior variances: a person, a person at one skill, a skill, an item.
RATING_VARIANCES = (1.0, 0.5, 1.0, 0.8)


@dataclass(frozen=True)
class Row:
    """One answer of the file."""

    user: str
    skill: str
    item: str
    correct: bool


@dataclass
class Known:
    """What is believed of a part of the distance, such as an item's or a skill's, in levels."""

    mean: float
    variance: float


class Slopes:
    """What answers say of how sharply items tell: of all in common, and of each as it departs from that by ``SLOPE_LOG_SD``."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.common: Array = -0.5 * (_LOGS / COMMON_LOG_SD) ** 2
        self.own: dict[str, Array] = {}

    def of(self, item: str) -> tuple[float, float]:
        """Return the median of the item's slope and the standard deviation of its logarithm."""
        centre, variance = _weighed(self.common)
        log_prior = -0.5 * (_LOGS - centre) ** 2 / (SLOPE_LOG_SD**2 + variance)
        mean, variance = _weighed(log_prior + self.own.get(item, 0.0))
        return math.exp(mean), math.sqrt(variance)

    def learn(self, item: str, distance: float, variance: float, *, correct: bool) -> None:
        """Count an answer of somebody who was at ``distance`` from the item, give or take ``variance``, before it."""
        right = (1.0 - SLIP) * mean_curve(np.full(len(_LOGS), distance), np.full(len(_LOGS), variance), np.exp(_LOGS))
        said = np.log(right if correct else 1.0 - right)
        self.common = self.common + said
        self.own[item] = self.own.get(item, 0.0) + said


def _weighed(log_weights: Array) -> tuple[float, float]:
    """Return mean and variance of ``_LOGS`` under weights of these logarithms."""
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    mean = float(weights @ _LOGS)
    return mean, float(weights @ (_LOGS - mean) ** 2)


def read(path: Path) -> list[Row]:
    """Return the answers of the file in time order; numbers sort as numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numeric = all(row["time"].replace(".", "", 1).isdigit() for row in rows)
    rows.sort(key=lambda row: (float(row["time"]), "") if numeric else (0.0, row["time"]))
    return [Row(row["user"], row["skill"], row["item"], row["correct"] in ("1", "1.0", "true", "True")) for row in rows]


def simulated(users: int, seed: int = 1) -> Iterator[Row]:
    """Yield answers of made-up people: 20 skills of 25 items, log-normal slopes, correlation .6, sixty answers each, shuffled."""
    rng = random.Random(seed)
    skills = {f"s{number}": rng.gauss(0.0, 0.7) for number in range(20)}
    items = {f"{skill}-{number}": location + rng.gauss(0.0, 0.8) for skill, location in skills.items() for number in range(25)}
    slopes = {item: math.exp(rng.gauss(0.0, SLOPE_LOG_SD)) for item in items}
    levels: dict[str, dict[str, float]] = {}
    for number in range(users):
        common = rng.gauss(0.0, math.sqrt(0.6))
        levels[f"u{number}"] = {skill: common + rng.gauss(0.0, math.sqrt(0.4)) for skill in skills}
    turns = [user for user in levels for _ in range(60)]
    rng.shuffle(turns)
    for user in turns:
        item = rng.choice(list(items))
        skill = item.partition("-")[0]
        yield Row(user, skill, item, rng.random() < _logistic(slopes[item] * (levels[user][skill] - items[item])))


def grown(belief: Belief, area: str) -> Belief:
    """Return the belief with one more area: prior given what is believed of the others (the prior's regression of the new on the old)."""
    size = len(belief.areas)
    means, covariances = np.zeros((len(CORRELATIONS), size + 1)), np.zeros((len(CORRELATIONS), size + 1, size + 1))
    for k, rho in enumerate(CORRELATIONS):
        pull = np.full(size, rho / (1.0 + (size - 1) * rho))
        across = belief.covariances[k] @ pull
        means[k, :size], means[k, size] = belief.means[k], START_LEVEL + pull @ (belief.means[k] - START_LEVEL)
        covariances[k, :size, :size] = belief.covariances[k]
        covariances[k, size, :size] = covariances[k, :size, size] = across
        covariances[k, size, size] = START_SD**2 * (1.0 - rho * pull.sum()) + pull @ across
    starts = np.append(belief.starts, START_LEVEL)
    answers = {**belief.answers, area: 0}
    return replace(belief, areas=(*belief.areas, area), means=means, covariances=covariances, answers=answers, starts=starts)


def foretell(rows: Iterable[Row]) -> list[float]:
    """Return the chance of being right that the engine gives to every answer before it."""
    people: dict[str, Belief] = {}
    skills: dict[str, Known] = {}
    items: dict[str, Known] = {}
    evidence = np.log(CAUTIOUS)
    slopes = Slopes()
    found = []
    for row in rows:
        belief = people.get(row.user) or prior((row.skill,), None, correlation_weights(evidence))
        if row.skill not in belief.areas:
            belief = grown(belief, row.skill)
        skill = skills.setdefault(row.skill, Known(START_LEVEL - 0.5, SKILL_SD**2))
        name = f"{row.skill} {row.item}"
        part = items.setdefault(name, Known(0.0, ITEM_SD**2))
        known = ItemParameters(skill.mean + part.mean, math.sqrt(skill.variance + part.variance), *slopes.of(name))
        item = Item(row.item, row.skill, f"{row.skill}/all", Format.CLOZE, 3, 0.0)
        found.append(probability(belief, item, AT, known))
        level, variance = blend(belief.weights, *level_within(belief, item))
        slopes.learn(name, level - known.difficulty, variance + known.difficulty_sd**2, correct=row.correct)
        _teach(level, variance, item, known, row.correct, (skill, part))
        people[row.user] = update(belief, item, row.correct, AT, known)
        evidence += np.log(people[row.user].weights) - np.log(belief.weights)
    return found


def _teach(level: float, variance: float, item: Item, known: ItemParameters, correct: bool, parts: Sequence[Known]) -> None:  # noqa: FBT001 - the answer
    """Move the item and its skill by their shares of the distance's variance (assumed-density filtering)."""
    spread = variance + known.difficulty_sd**2
    change = tilt(np.array([level - known.difficulty]), np.array([spread]), known, item.guessing, correct=correct)
    shift, growth = float(change.shift[0]), float(change.growth[0])
    for each in parts:
        share = each.variance / spread
        each.mean -= share * math.sqrt(spread) * shift
        each.variance += share**2 * spread * growth


def rated(rows: Iterable[Row]) -> list[float]:
    """Return the chances that an Elo rating with mean and variance gives: person, person at the skill, skill and item share each surprise.

    A Rasch model with Gaussian parts, updated to the mode and curvature along their sum (Glickman 1999, carried over to four parts).
    """
    parts: dict[str, Known] = {}
    found = []
    for row in rows:
        names = (f"u {row.user}", f"us {row.user} {row.skill}", f"s {row.skill}", f"i {row.skill} {row.item}")
        own = [parts.setdefault(name, Known(0.0, variance)) for name, variance in zip(names, RATING_VARIANCES, strict=True)]
        mean, variance = sum(each.mean for each in own), sum(each.variance for each in own)
        found.append(_logistic(mean / math.sqrt(1.0 + math.pi * variance / 8.0)))
        pull = 0.0
        for _ in range(5):  # Newton's method for the mode: the pull that the answer exerts there
            share = _logistic(mean + variance * pull)
            pull -= (pull - row.correct + share) / (1.0 + variance * share * (1.0 - share))
        curvature = share * (1.0 - share) / (1.0 + variance * share * (1.0 - share))
        for each in own:
            each.mean += each.variance * pull
            each.variance -= each.variance**2 * curvature
    return found


def shares(rows: Iterable[Row]) -> list[float]:
    """Return each item's share of right answers so far."""
    seen: dict[str, list[int]] = {}
    found = []
    for row in rows:
        counts = seen.setdefault(row.item, [1, 2])
        found.append(counts[0] / counts[1])
        counts[0] += row.correct
        counts[1] += 1
    return found


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


MODELS: dict[str, Callable[[Iterable[Row]], list[float]]] = {
    "item's share so far": shares,
    "Elo with uncertainty": rated,
    "ours": foretell,
}


def figures(chance: Array, correct: Array) -> list[str]:
    """Return AUC, RMSE, log loss and the calibration error (mean distance of foretold and seen over ten bins)."""
    order = np.argsort(chance, kind="stable")
    ranks = np.empty(len(chance))
    ranks[order] = np.arange(1, len(chance) + 1)
    right = int(correct.sum())
    auc = (ranks[correct > 0.5].sum() - right * (right + 1) / 2) / (right * (len(correct) - right))
    rmse = math.sqrt(float(np.mean((chance - correct) ** 2)))
    loss = float(-np.mean(np.log(np.where(correct > 0.5, chance, 1.0 - chance))))
    bins = np.minimum((chance * 10).astype(int), 9)
    off = sum(abs(float(np.sum(chance[bins == each] - correct[bins == each]))) for each in range(10)) / len(chance)
    return [f"{auc:.3f}", f"{rmse:.3f}", f"{loss:.3f}", f"{off:.3f}"]


def report(rows: list[Row]) -> str:
    """Return the table over the held-out learners."""
    held = np.array([zlib.crc32(row.user.encode()) % 5 == 0 for row in rows])
    correct = np.array([float(row.correct) for row in rows])[held]
    lines = [[name, *figures(np.array(model(rows))[held], correct)] for name, model in MODELS.items()]
    return table(["model", "AUC", "RMSE", "log loss", "calibration error"], lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="a CSV of answers; simulated without")
    parser.add_argument("--quick", action="store_true", help="100 simulated people in place of 1000")
    options = parser.parse_args()
    rows = read(options.file) if options.file else list(simulated(100 if options.quick else 1000))
    print(f"\nTrue guesses, {len(rows):,} answers of {options.file.name if options.file else 'simulated people'}\n\n{report(rows)}")


if __name__ == "__main__":
    main()
