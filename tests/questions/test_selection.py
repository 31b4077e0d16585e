"""What is asked next, and why."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from questions.ability import Belief, prior, probability, replay, update
from questions.gap import Verdict, gap_report
from questions.model import Attempt, Format, Item, Requirement, Result
from questions.pool import Pool, pool_of
from questions.response import ItemParameters
from questions.review import Memory, review
from questions.selection import Asked, Choice, Purpose, ReasonKind, Request, Standing, choose, placement_done

AREAS = ("sql", "python", "bash", "cost")
AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
FORMATS = tuple(Format)
GUESSING = {Format.SINGLE: 0.25, Format.MULTIPLE: 1 / 15, Format.ORDER: 1 / 24}
REQUIRED = {area: Requirement(3.5, ("1.2",)) for area in AREAS}


def bank(concepts: int = 5, siblings: int = 4) -> Pool:
    items: list[Item] = []
    for area in AREAS:
        for concept in range(concepts):
            for number in range(siblings):
                form = FORMATS[(concept + number) % 6]
                items.append(
                    Item(f"{area}-{concept}-{number}", area, f"{area}/c{concept}", form, 1 + len(items) % 5, GUESSING.get(form, 0.0))
                )
    return pool_of(items)


@dataclass
class Person:
    """Somebody who is asked and answers: as the belief itself expects, or as ``true`` says."""

    pool: Pool
    belief: Belief = field(default_factory=lambda: prior(AREAS))
    history: list[Asked] = field(default_factory=list)
    memories: dict[str, Memory] = field(default_factory=dict)
    now: datetime = AT
    required: Mapping[str, Requirement] = field(default_factory=lambda: REQUIRED)
    true: Belief | None = None

    @property
    def standing(self) -> Standing:
        return Standing(self.belief, self.required, self.history, self.memories)

    def asked(self, request: Request, rng: random.Random) -> Choice:
        choice = choose(self.pool, self.standing, request, self.now, rng)
        assert choice is not None
        return choice

    def answers(self, name: str, *, correct: bool) -> None:
        item = self.pool.items[self.pool.index[name]]
        result = Result.RIGHT if correct else Result.WRONG
        self.belief = update(self.belief, item, correct, self.now)
        self.memories[item.concept] = review(self.memories.get(item.concept), Attempt(item, result, self.now))
        self.history.append(Asked(name, self.now, result))

    def day(self, request: Request, rng: random.Random, count: int = 5) -> list[Choice]:
        self.now += timedelta(days=1)
        choices: list[Choice] = []
        for _ in range(count):
            choice = self.asked(replace(request, session=frozenset(each.question_id for each in choices)), rng)
            chance = probability(self.true or self.belief, self.pool.items[self.pool.index[choice.question_id]], self.now)
            self.answers(choice.question_id, correct=rng.random() < chance)
            choices.append(choice)
        return choices


def attempt(area: str, label: int, *, correct: bool) -> Attempt:
    return Attempt(Item(f"{area}-{label}", area, f"{area}/c", Format.CLOZE, label, 0.0), Result.RIGHT if correct else Result.WRONG, AT)


DAILY = Request(Purpose.DAILY)
PLACEMENT = Request(Purpose.PLACEMENT)
# Neither due, nor wished for, nor left out: asked for what it tells, of the person or of the question.
TELLING = {ReasonKind.MEASURE, ReasonKind.CALIBRATE}


def days(person: Person, number: int, request: Request = DAILY, seed: int = 1) -> list[Choice]:
    rng = random.Random(seed)
    return [choice for _ in range(number) for choice in person.day(request, rng)]


def typed(person: Person, choices: Sequence[Choice]) -> list[bool]:
    return [person.pool.items[person.pool.index[choice.question_id]].format.typed for choice in choices]


def forms(pool: Pool, choices: Sequence[Choice]) -> Counter[Format]:
    return Counter(pool.items[pool.index[choice.question_id]].format for choice in choices)


def test_where_all_questions_are_far_too_hard_the_nearest_is_likeliest_all_the_same() -> None:
    pool = pool_of([Item(f"q{label}", "sql", "sql/c", Format.CLOZE, label, 0.0) for label in (2, 3, 4, 5)])
    person = Person(pool, prior(AREAS, dict.fromkeys(AREAS, 0.5)))
    request, rng = Request(Purpose.CONCEPT, concept="sql/c", challenge="gentler"), random.Random(1)
    picks = Counter(person.asked(request, rng).question_id for _ in range(100))
    assert picks["q2"] > 60


def test_the_same_situation_and_seed_give_the_same_question() -> None:
    standing = Person(bank()).standing
    first = choose(bank(), standing, DAILY, AT, random.Random(4))
    assert first == choose(bank(), standing, DAILY, AT, random.Random(4))


def test_every_purpose_gets_a_question_as_long_as_the_session_lacks_one() -> None:
    pool = bank(concepts=1, siblings=2)
    for request in (
        Request(Purpose.DAILY),
        Request(Purpose.PRACTICE),
        Request(Purpose.PLACEMENT),
        Request(Purpose.AREA, area="sql"),
        Request(Purpose.CONCEPT, concept="sql/c0"),
    ):
        allowed = {item.id for item in pool.items if request.area in (None, item.area) and request.concept in (None, item.concept)}
        person, rng = Person(pool), random.Random(2)
        session: frozenset[str] = frozenset()
        while session != allowed:
            choice = person.asked(replace(request, session=session), rng)
            assert choice.question_id in allowed - session
            person.answers(choice.question_id, correct=rng.random() < 0.5)
            session |= {choice.question_id}
        assert choose(pool, person.standing, replace(request, session=session), AT, rng) is None


def test_an_unknown_area_or_concept_is_a_key_error() -> None:
    for request in (Request(Purpose.AREA, area="cobol"), Request(Purpose.CONCEPT, concept="sql/none")):
        with pytest.raises(KeyError):
            choose(bank(), Person(bank()).standing, request, AT, random.Random(1))


def test_no_question_comes_twice_within_thirty_days_while_a_sibling_has_rested() -> None:
    person = Person(bank())
    last: dict[str, datetime] = {}
    rng = random.Random(3)
    for _ in range(60):
        before = dict(last)
        for choice in person.day(DAILY, rng):
            concept = [person.pool.items[number].id for number in person.pool.members[choice.reason.concept]]
            since = before.get(choice.question_id)
            if since is not None and person.now - since < timedelta(days=30):
                assert all(name in last and person.now - last[name] < timedelta(days=30) for name in concept)
            last[choice.question_id] = person.now


def test_no_area_is_starved() -> None:
    person = Person(bank())
    choices = days(person, 60)
    gaps = {area: [n for n, choice in enumerate(choices) if choice.reason.area == area] for area in AREAS}
    for places in gaps.values():
        assert places
        assert max(later - earlier for earlier, later in itertools.pairwise(places)) < 40


def test_an_area_left_out_for_long_comes_next() -> None:
    person = Person(bank())
    person.history = [Asked(f"sql-{n % 5}-{n % 4}", AT - timedelta(days=40), Result.RIGHT) for n in range(20)]
    person.history += [Asked(f"{area}-0-0", AT - timedelta(days=35), None) for area in AREAS if area != "bash"]
    choice = person.asked(DAILY, random.Random(1))
    assert (choice.reason.kind, choice.reason.area) == (ReasonKind.BALANCE, "bash")


def test_what_was_got_wrong_comes_back_the_next_day_with_a_sibling() -> None:
    person = Person(bank())
    person.answers("sql-0-0", correct=False)
    person.now += timedelta(hours=23)
    choice = person.asked(DAILY, random.Random(1))
    assert (choice.reason.kind, choice.reason.concept) == (ReasonKind.RETRY, "sql/c0")
    assert choice.question_id != "sql-0-0"
    assert choice.reason.days == pytest.approx(23 / 24)
    assert choice.reason.retrievability is not None


def test_what_was_just_got_wrong_comes_before_a_backlog_but_leaves_it_a_place() -> None:
    person = Person(bank())
    for area in AREAS:
        for concept in range(4):
            person.answers(f"{area}-{concept}-0", correct=True)
    person.now += timedelta(days=60)
    wrong = ("sql-4-0", "cost-4-0", "bash-4-0")
    for name in wrong:
        person.answers(name, correct=False)
    choices = person.day(DAILY, random.Random(1))
    back = [choice.reason.concept for choice in choices if choice.reason.kind is ReasonKind.RETRY]
    assert len(back) == 2
    assert set(back) < {"sql/c4", "cost/c4", "bash/c4"}
    assert [choice.reason.kind for choice in choices].count(ReasonKind.REVIEW) == 1


def test_what_was_got_wrong_some_days_ago_takes_its_turn_by_worth() -> None:
    person = Person(bank())
    for area in AREAS:
        for concept in range(4):
            person.answers(f"{area}-{concept}-0", correct=True)
    person.now += timedelta(days=60)
    person.answers("sql-4-0", correct=False)
    person.now += timedelta(days=5)
    assert person.asked(DAILY, random.Random(1)).reason.concept != "sql/c4"


def test_what_is_due_comes_for_review() -> None:
    person = Person(bank())
    person.answers("sql-0-0", correct=True)
    person.now += timedelta(days=30)
    choice = person.asked(DAILY, random.Random(1))
    assert (choice.reason.kind, choice.reason.concept) == (ReasonKind.REVIEW, "sql/c0")


def test_a_memory_whose_answer_is_no_longer_in_the_history_is_a_review() -> None:
    person = Person(bank())
    person.answers("sql-0-0", correct=False)
    person.history.clear()
    person.now += timedelta(days=90)
    assert person.asked(DAILY, random.Random(1)).reason.kind is ReasonKind.REVIEW


def test_a_backlog_leaves_two_of_five_questions_for_what_is_new() -> None:
    person = Person(bank())
    for area in AREAS:
        for concept in range(3):
            person.answers(f"{area}-{concept}-0", correct=False)
    person.now += timedelta(days=40)
    kinds = [choice.reason.kind for choice in person.day(DAILY, random.Random(1), count=10)]
    reviews = sum(kind in (ReasonKind.RETRY, ReasonKind.REVIEW) for kind in kinds)
    assert reviews == 6


def test_a_pile_of_due_concepts_leaves_one_question_in_five_for_what_is_new() -> None:
    person = Person(bank(concepts=6))
    for area in AREAS:
        for concept in range(5):
            person.answers(f"{area}-{concept}-0", correct=False)
    person.now += timedelta(days=40)
    kinds = [choice.reason.kind for choice in person.day(DAILY, random.Random(1))]
    assert sum(kind in (ReasonKind.RETRY, ReasonKind.REVIEW) for kind in kinds) == 4


def test_what_was_missed_waits_while_only_far_too_hard_questions_are_left_on_it() -> None:
    items = [
        Item(f"{name}-{n}", "sql", f"sql/{name}", Format.SINGLE, label, 0.25)
        for name, label in (("easy", 2), ("hard", 5))
        for n in range(4)
    ]
    required = {"sql": REQUIRED["sql"]}
    for missed, first in (("hard", "sql/easy"), ("easy", "sql/easy")):
        person = Person(pool_of(items), belief=prior(("sql",)), required=required)
        other = "easy" if missed == "hard" else "hard"
        person.answers(f"{other}-0", correct=False)
        person.now += timedelta(days=5)
        person.answers(f"{missed}-0", correct=False)
        person.now += timedelta(days=1)
        assert person.asked(DAILY, random.Random(1)).reason.concept == first


def test_when_everything_was_asked_lately_the_one_longest_ago_repeats() -> None:
    pool = bank(concepts=1, siblings=1)
    person = Person(pool)
    for number, area in enumerate(AREAS):
        person.history.append(Asked(f"{area}-0-0", AT - timedelta(days=9 - number), Result.RIGHT))
    choice = person.asked(DAILY, random.Random(1))
    assert (choice.question_id, choice.reason.kind) == ("sql-0-0", ReasonKind.REPEAT)


def test_a_wish_for_an_area_or_concept_is_kept_to() -> None:
    person = Person(bank())
    for _ in range(8):
        choice = person.asked(Request(Purpose.AREA, area="cost"), random.Random(1))
        assert choice.reason.area == "cost"
        person.answers(choice.question_id, correct=True)
    assert person.asked(Request(Purpose.AREA, area="bash"), random.Random(1)).reason.kind is ReasonKind.ASKED
    assert person.asked(Request(Purpose.CONCEPT, concept="sql/c3"), random.Random(1)).reason.concept == "sql/c3"


def test_practice_days_are_mostly_right_and_the_wish_for_harder_or_gentler_counts() -> None:
    pool, true = bank(concepts=25), prior(AREAS, dict.fromkeys(AREAS, 3.5))
    chances = {}
    for challenge in ("gentler", "normal", "harder"):
        chances[challenge] = np.mean(
            [
                probability(true, pool.items[pool.index[choice.question_id]], AT)
                for seed in range(2)
                for choice in days(Person(pool, true=true), 20, replace(DAILY, challenge=challenge), seed)
            ]
        )
    assert chances["gentler"] > chances["normal"] > chances["harder"] + 0.03
    assert 0.65 < chances["normal"] < 0.85


def test_a_placement_reaches_every_area_and_prefers_what_cannot_be_guessed() -> None:
    person, rng = Person(bank()), random.Random(5)
    choices = []
    for _ in range(25):
        choice = person.asked(Request(Purpose.PLACEMENT), rng)
        person.answers(choice.question_id, correct=rng.random() < 0.5)
        choices.append(choice)
    assert {choice.reason.area for choice in choices} == set(AREAS)
    assert {choice.reason.kind for choice in choices} <= TELLING
    found = forms(person.pool, choices)
    assert found[Format.SINGLE] < 25 / 6


def test_a_placement_keeps_enough_questions_to_meet_every_area_once() -> None:
    person, rng = Person(bank()), random.Random(5)
    person.answers("sql-0-0", correct=True)
    session = frozenset(f"sql-{n % 5}-{n % 4}" for n in range(20)) | {"x", "y"}
    met = []
    for _ in range(3):
        choice = person.asked(Request(Purpose.PLACEMENT, session=session), rng)
        met.append(choice.reason.area)
        assert choice.reason.kind is ReasonKind.BALANCE
        person.answers(choice.question_id, correct=True)
        session |= {choice.question_id}
    assert set(met) == {"python", "bash", "cost"}
    assert person.asked(Request(Purpose.PLACEMENT, session=session), rng).reason.kind in TELLING


def test_a_placement_passes_over_reviews() -> None:
    person = Person(bank())
    person.answers("sql-0-0", correct=False)
    person.now += timedelta(days=2)
    assert person.asked(Request(Purpose.PLACEMENT), random.Random(1)).reason.kind in TELLING


def test_formats_are_mixed_on_practice_days() -> None:
    person = Person(bank(concepts=8))
    found = forms(person.pool, days(person, 24))
    assert len(found) == len(FORMATS)
    assert max(found.values()) <= 0.4 * 120


def test_different_people_in_the_same_situation_get_different_questions_and_a_much_shown_one_seldom() -> None:
    pool, person = bank(), Person(bank())
    plain = Counter(person.asked(DAILY, random.Random(seed)).question_id for seed in range(200))
    favourite, times = plain.most_common(1)[0]
    assert len(plain) >= 3
    shown = replace(person.standing, shown={favourite: 1000, "retired": 5})
    again = Counter(
        choice.question_id for seed in range(200) if (choice := choose(pool, shown, DAILY, AT, random.Random(seed))) is not None
    )
    assert again[favourite] < times / 2


def test_of_a_very_large_bank_any_question_may_come() -> None:
    items = [Item(f"q{n}", "sql", f"sql/c{n % 50}", Format.CLOZE, 3, 0.0) for n in range(20_001)]
    person = Person(pool_of(items), belief=prior(("sql",)), required={"sql": REQUIRED["sql"]})
    chosen = {int(person.asked(PLACEMENT, random.Random(seed)).question_id[1:]) % 3 for seed in range(12)}
    assert chosen == {0, 1, 2}


def test_retired_questions_in_the_history_and_areas_without_questions_do_no_harm() -> None:
    person = Person(bank())
    person.history.append(Asked("retired-long-ago", AT, Result.WRONG))
    person.memories["sql/gone"] = review(None, Attempt(Item("x", "sql", "sql/gone", Format.CLOZE, 3, 0.0), Result.WRONG, AT))
    person.now += timedelta(days=3)
    standing = Standing(prior((*AREAS, "jvm")), {**REQUIRED, "jvm": Requirement(3.0, ())}, person.history, person.memories)
    choice = choose(person.pool, standing, DAILY, person.now, random.Random(1))
    assert choice is not None
    assert choice.reason.concept != "sql/gone"


def test_a_bank_of_many_questions_is_searched_the_same_way() -> None:
    pool = bank(concepts=80)
    choice = choose(pool, Person(pool).standing, DAILY, AT, random.Random(1))
    assert choice is not None
    assert choice.reason.kind in TELLING


def test_a_review_in_an_area_the_target_does_not_ask_for_comes_last() -> None:
    person = Person(bank())
    person.answers("sql-0-0", correct=False)
    person.answers("cost-0-0", correct=False)
    person.now += timedelta(days=2)
    standing = replace(person.standing, requirements={"cost": REQUIRED["cost"]})
    choice = choose(person.pool, standing, DAILY, person.now, random.Random(1))
    assert choice is not None
    assert choice.reason.concept == "cost/c0"


def test_a_placement_ends_after_twenty_five_questions_or_when_all_verdicts_are_decided() -> None:
    belief = prior(AREAS)
    assert not placement_done(belief, REQUIRED, 24, AT)
    assert placement_done(belief, REQUIRED, 25, AT)
    for number in range(40):
        area = AREAS[number % 4]
        belief = update(belief, Item(f"q{number}", area, f"{area}/c{number}", Format.CLOZE, 2, 0.0), correct=False, at=AT)
    assert placement_done(belief, REQUIRED, 10, AT)


def test_a_placement_does_not_wait_for_verdicts_that_hardly_matter_or_that_the_rest_cannot_decide() -> None:
    everything = replay(prior(AREAS), [attempt(area, 2, correct=True) for area in AREAS])
    assert not placement_done(everything, REQUIRED, 4, AT)
    easy = {area: Requirement(1.5, ("1.2",)) for area in AREAS}
    assert {row.verdict for row in gap_report(everything, easy, AT).rows} == {Verdict.UNDECIDED}
    assert placement_done(everything, easy, 4, AT)
    close = {"sql": Requirement(3.0, ())}
    undecided = replay(prior(AREAS), [attempt("sql", 3, correct=n % 2 == 0) for n in range(8)])
    more = gap_report(undecided, close, AT).row("sql").more
    assert more is not None
    assert not placement_done(undecided, close, 25 - more, AT)
    assert placement_done(undecided, close, 26 - more, AT)


def test_a_placement_meets_what_the_target_asks_for_even_where_it_hardly_matters() -> None:
    easy = {area: Requirement(1.5, ("1.2",)) for area in AREAS}
    belief = replay(prior(AREAS, dict.fromkeys(AREAS, 4.0)), [attempt(area, 3, correct=True) for area in AREAS[:3]])
    assert not placement_done(belief, easy, 3, AT)
    assert placement_done(belief, {**easy, "cost": Requirement(1.0, ())}, 3, AT)


def test_what_the_target_asks_nothing_of_is_neither_met_nor_missed() -> None:
    person = Person(bank(), required={**REQUIRED, "cost": Requirement(1.0, ()), "bash": Requirement(1.0, ())})
    areas = Counter(choice.reason.area for choice in person.day(PLACEMENT, random.Random(1), 24))
    assert areas["sql"] + areas["python"] >= 18
    assert all(choice.reason.kind is not ReasonKind.BALANCE for choice in days(person, 12) if choice.reason.area in ("cost", "bash"))


def test_where_the_target_asks_nothing_at_all_there_is_a_question_all_the_same() -> None:
    person = Person(bank(), required={area: Requirement(1.0, ()) for area in AREAS})
    assert placement_done(person.belief, person.required, 0, AT)
    assert len({choice.reason.area for choice in days(person, 4)}) == 4


def test_a_session_never_has_three_typed_or_three_tapped_questions_in_a_row() -> None:
    for seed in range(4):
        person, rng = Person(bank(concepts=8)), random.Random(seed)
        sessions = [person.day(PLACEMENT, rng, 25)]
        sessions += [person.day(Request(purpose), rng) for purpose in (Purpose.DAILY, Purpose.PRACTICE) * 8]
        sessions += [Person(person.pool).day(Request(Purpose.AREA, area="sql"), rng, 10)]
        for session in sessions:
            runs = [len(list(run)) for _, run in itertools.groupby(typed(person, session))]
            assert max(runs) <= 2


def test_a_placement_has_at_most_three_typed_questions_in_five() -> None:
    for seed in range(4):
        person = Person(bank(concepts=8))
        choices = person.day(PLACEMENT, random.Random(seed), 25)
        assert 8 <= sum(typed(person, choices)) <= 15
        assert len(forms(person.pool, choices)) == len(FORMATS)


def test_a_bank_of_one_kind_of_question_is_asked_all_the_same() -> None:
    pool = pool_of([Item(f"sql-{n}", "sql", f"sql/c{n}", Format.SINGLE, 3, 0.25) for n in range(6)])
    assert len(Person(pool).day(Request(Purpose.PRACTICE), random.Random(1), 6)) == 6


def test_no_five_questions_in_a_row_hold_an_area_more_than_twice() -> None:
    eager = {
        **REQUIRED,
        "sql": Requirement(5.0, ()),
        "python": Requirement(1.0, ()),
        "bash": Requirement(1.0, ()),
        "cost": Requirement(1.5, ()),
    }
    for seed, purpose in itertools.product(range(3), (Purpose.DAILY, Purpose.PRACTICE)):
        person, rng = Person(bank(concepts=8), required=eager), random.Random(seed)
        for _ in range(5):
            areas = [choice.reason.area for choice in person.day(Request(purpose), rng, 10)]
            assert max(max(Counter(areas[n : n + 5]).values()) for n in range(6)) == 2


def test_a_backlog_in_one_area_leaves_room_for_the_others() -> None:
    person = Person(bank())
    for concept in range(5):
        person.answers(f"sql-{concept}-0", correct=False)
    person.now += timedelta(days=3)
    choices = person.day(DAILY, random.Random(1))
    assert Counter(choice.reason.area for choice in choices)["sql"] == 2
    assert sum(choice.reason.kind is ReasonKind.RETRY for choice in choices) == 2


def test_a_placement_meets_every_area_before_a_third_question_on_one() -> None:
    eager = {**REQUIRED, "sql": Requirement(5.0, ()), "cost": Requirement(1.5, ())}
    for seed in range(4):
        areas = [choice.reason.area for choice in Person(bank(), required=eager).day(PLACEMENT, random.Random(seed), 12)]
        third = next(n for n in range(12) if areas[: n + 1].count(areas[n]) == 3)
        assert set(areas[:third]) == set(AREAS)


def test_a_run_of_right_answers_leads_to_clearly_harder_questions_though_the_other_areas_go_badly() -> None:
    items = [Item(f"{area}-{n}", area, f"{area}/c{n % 9}", FORMATS[n % 6], 1 + n // 6 % 5, 0.0) for area in AREAS for n in range(120)]
    person, rng = Person(pool_of(items)), random.Random(3)
    asked: list[int] = []
    for _ in range(24):
        person.now += timedelta(minutes=5)
        for area in ("python", "sql"):
            choice = person.asked(Request(Purpose.AREA, area=area), rng)
            person.answers(choice.question_id, correct=area == "sql")
            if area == "sql":
                asked.append(person.pool.items[person.pool.index[choice.question_id]].difficulty)
    assert sum(asked[6:9]) / 3 >= sum(asked[:3]) / 3 + 1
    assert 5 in asked


def test_answers_keep_to_the_wished_share_of_right_ones_for_a_steady_person() -> None:
    items = [Item(f"{area}-{n}", area, f"{area}/c{n % 9}", FORMATS[n % 6], 1 + n // 6 % 5, 0.0) for area in AREAS for n in range(120)]
    person, rng = Person(pool_of(items)), random.Random(5)
    right = 0
    for day in range(60):
        person.now += timedelta(days=1)
        choices: frozenset[str] = frozenset()
        for _ in range(5):
            name = person.asked(replace(DAILY, session=choices), rng).question_id
            correct = rng.random() < 0.98 / (1.0 + math.exp(person.pool.items[person.pool.index[name]].difficulty - 0.4 - 3.3))
            person.answers(name, correct=correct)
            right += correct and day >= 10
            choices |= {name}
    assert 0.7 <= right / 250 <= 0.85


def test_questions_are_asked_for_their_own_sake_the_less_the_more_is_known_of_most() -> None:
    items = [Item(f"q{n}", "sql", f"sql/c{n}", Format.CLOZE, 3, 0.0) for n in range(20)]

    def times_odd(deviation: float) -> int:
        known = {item.id: ItemParameters(2.6, deviation) for item in items} | {"q0": ItemParameters(2.6, 0.9)}
        person = Person(pool_of(items, known), belief=prior(("sql",)), required={"sql": REQUIRED["sql"]})
        return sum(person.asked(PLACEMENT, random.Random(seed)).question_id == "q0" for seed in range(200))

    assert times_odd(0.4) > 2 * times_odd(0.05)


def test_a_question_asked_for_its_own_sake_says_so_unless_something_else_called_for_it() -> None:
    items = [Item(f"{area}{n}", area, f"{area}/c{n}", Format.CLOZE, 3, 0.0) for area in ("sql", "python") for n in range(2)]
    vague, settled = {"python0": ItemParameters(2.6, 0.9)}, prior(("sql", "python"), {"python": 5.0})

    def reasons(request: Request, parameters: Mapping[str, ItemParameters]) -> set[tuple[str, ReasonKind]]:
        required = {area: Requirement(2.5, ()) for area in ("sql", "python")}
        person = Person(pool_of(items, parameters), belief=settled, required=required)
        choices = [person.asked(request, random.Random(seed)) for seed in range(100)]
        return {(choice.question_id, choice.reason.kind) for choice in choices}

    assert {kind for name, kind in reasons(PLACEMENT, vague) if name == "python0"} == {ReasonKind.CALIBRATE}
    assert {kind for name, kind in reasons(PLACEMENT, vague) if name != "python0"} == {ReasonKind.MEASURE}
    known = {item.id: ItemParameters(2.6, 0.0) for item in items}
    assert {kind for _, kind in reasons(PLACEMENT, known)} == {ReasonKind.MEASURE}
    assert {kind for _, kind in reasons(Request(Purpose.AREA, area="python"), vague)} == {ReasonKind.ASKED}


def test_an_area_that_one_or_two_answers_would_decide_comes_soon() -> None:
    found = []
    for seed, level in itertools.product(range(6), (1.5, 2.0, 5.2)):
        belief = prior(AREAS, {"sql": 3.5, "python": 3.5, "bash": 3.5, "cost": level})
        choices = Person(bank(concepts=8), belief=belief).day(Request(Purpose.PRACTICE), random.Random(seed), 3)
        found.append("cost" in {choice.reason.area for choice in choices})
    assert sum(found) >= 0.9 * len(found)  # where all its questions are hard for the person, easier ones elsewhere may come before


def test_an_answered_concept_comes_back_with_what_was_never_seen_and_then_with_what_was_seen_longest_ago() -> None:
    person, rng = Person(bank(concepts=1, siblings=4)), random.Random(1)
    wish = Request(Purpose.CONCEPT, concept="sql/c0")
    seen: list[str] = []
    for _ in range(12):
        person.now += timedelta(days=35)
        seen.append(person.asked(wish, rng).question_id)
        person.answers(seen[-1], correct=False)
    assert len(set(seen[:4])) == 4
    assert seen[4:8] == seen[:4] == seen[8:]


def test_a_review_asks_a_sibling_never_seen_even_when_the_old_question_has_rested() -> None:
    for seed in range(20):
        person = Person(bank(concepts=1, siblings=3))
        person.answers("sql-0-0", correct=True)
        person.now += timedelta(days=31)
        choice = person.asked(DAILY, random.Random(seed))
        assert choice.reason.kind is ReasonKind.REVIEW
        assert choice.question_id in {"sql-0-1", "sql-0-2"}


def _mixed_labels() -> Pool:
    labels = {"easy": (1, 1, 1, 1), "steep": (1, 5, 5, 5)}
    return pool_of(
        [Item(f"{name}-{n}", "sql", f"sql/{name}", Format.SINGLE, label, 0.25) for name in labels for n, label in enumerate(labels[name])]
    )


def test_a_rested_question_that_fits_comes_again_before_unseen_ones_that_are_far_too_hard() -> None:
    for rest, expected in ((31, {"steep-0"}), (29, {"steep-1", "steep-2", "steep-3"})):
        person = Person(_mixed_labels(), belief=prior(("sql",), {"sql": 1.8}), required={"sql": REQUIRED["sql"]})
        person.answers("steep-0", correct=False)
        person.now += timedelta(days=rest)
        assert {person.asked(DAILY, random.Random(seed)).question_id for seed in range(20)} <= expected


def test_who_wished_for_gentler_questions_is_spared_a_review_that_would_be_far_too_hard() -> None:
    for request, spared in ((Request(Purpose.DAILY, challenge="gentler"), True), (DAILY, False)):
        person = Person(_mixed_labels(), belief=prior(("sql",), {"sql": 1.8}), required={"sql": REQUIRED["sql"]})
        person.answers("steep-0", correct=False)
        person.now += timedelta(days=5)
        assert (person.asked(request, random.Random(1)).reason.kind in TELLING) is spared
