"""What is wrong with what the coach keeps and shows of somebody, judged by what they did: lost, doubled, or another last message."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.callbacks import Choose, Pick, Put, Skip, Stop, Submit, Tick, Undo, Unknown
from bot.coach import Coach
from bot.local.objects import Json
from bot.texts import translator
from bot.usecases import enrol, learning
from bot.usecases.answering import Answered
from bot.usecases.case import Case
from bot.usecases.quiz import Shown, finish
from bot.usecases.rebuilding import rebuild
from bot.views import quiz as views
from questions.grading import grade
from questions.model import Answer, Asking, AskingState, DontKnow, Format, Ordered, Picked, Question, Quiz, QuizKind, Result, Typed
from storage.unit import UnitOfWork
from tests.harness.crowd import PUSH, WORDS, Crowd, Deed, plain, text_of

_EN = translator("en")
_WORDS = {said: plain(_EN.html(key)) for said, key in WORDS.items()}
_WEEKLY = "📊"


@dataclass(frozen=True, slots=True)
class Judge:
    """Looks at the database and the chats once all is quiet. ``ordered``: whether presses and messages came in one order."""

    crowd: Crowd
    at: datetime
    ordered: bool = True

    def verdict(self, uow: UnitOfWork) -> list[str]:
        """Return what is wrong, person by person."""
        wrong = [f"left in the inbox: {uow.inbox.waiting()[0]}"] if uow.inbox.waiting()[0] else []
        wrong += [f"parked: {each.error}" for each in uow.inbox.parked()]
        wrong += [f"left in the outbox: {uow.outbox.count()}"] if uow.outbox.count() else []
        coach = learning.informed(uow, self.crowd.bank)
        return wrong + [f"{user}: {each}" for user in sorted(self.crowd.deeds) for each in self._of(uow, coach, user)]

    def _of(self, uow: UnitOfWork, coach: Coach, user: int) -> Iterator[str]:
        learner = uow.learners.by_user(user)
        if learner is None:
            yield "unknown"
            return
        case = Case(uow, coach, learner, self.at, random.Random(user))
        deeds = self.crowd.deeds[user]
        askings = uow.quizzes.all_askings(learner.id)
        quizzes = {each.id: each for each in uow.quizzes.all(learner.id)}
        chat = [each for each in self.crowd.people.history(user, 10_000) if each["from"]["is_bot"]]
        for asking in askings:
            yield from _misjudged(uow, coach.bank.questions[asking.question_id], asking, deeds)
        if rebuild(uow, coach, learner):
            yield "the belief is not the replay of the attempts"
        if sum(each.state is AskingState.OPEN for each in askings) > 1:
            yield "two open questions"
        yield from _pushes(list(quizzes.values()), chat)
        yield from self._unanswered(deeds, chat)
        yield from _set_up(case, deeds)
        yield from self._last(case, askings, quizzes, deeds, chat)

    def _unanswered(self, deeds: Sequence[Deed], chat: Sequence[Json]) -> Iterator[str]:
        if still := [each.what for each in deeds if each.query and self.crowd.people.answer(each.query) is None]:
            yield f"presses without an answer: {still}"
        replies = Counter(text_of(each) for each in chat)
        for said, count in Counter(each.what for each in deeds if each.what in _WORDS).items():
            if replies[_WORDS[str(said)]] < count:
                yield f"{said} was answered {replies[_WORDS[str(said)]]} times of {count}"

    def _last(
        self, case: Case, askings: Sequence[Asking], quizzes: dict[int, Quiz], deeds: Sequence[Deed], chat: Sequence[Json]
    ) -> Iterator[str]:
        """Compare the last message with what somebody sees whom nothing interrupted."""
        said = [text_of(each) for each in chat if not text_of(each).startswith(_WEEKLY)]
        words = set(_WORDS.values())
        news = [each for each in said if each not in words]
        last = askings[-1] if askings else None
        pushed = last is not None and quizzes[last.quiz_id].kind is QuizKind.DAILY and last.position == 1
        if last is not None and pushed and last.message_id is None and last.state is AskingState.OPEN:
            return  # a push of unknown fate, which is not repeated
        expected = _standing(case, last, quizzes, deeds)
        # The set-up goes on in any copy of its message.
        if not any(expected in each for each in (news if last is None else news[-1:])):
            yield f"shows {news[-1:]} in place of {expected!r}"
        word = next((str(each.what) for each in reversed(deeds) if each.what in _WORDS), None)
        if word is not None and deeds[-1].what == word and said[-1] != _WORDS[word] and self.ordered and not pushed:
            yield f"the last message does not answer {word}: {said[-1]}"
        if said[-1] in words and (word is None or said[-1] != _WORDS[word]):
            yield f"the last message answers something else than {word}: {said[-1]}"


def given(question: Question, asking: Asking, deeds: Sequence[Deed]) -> tuple[AskingState, Answer | None, tuple[int, ...]]:
    """Return what somebody's deeds make of a question: its state, their answer, and what is ticked or placed. The first answer counts."""
    picks: tuple[int, ...] = ()
    for deed in deeds:
        if deed.asking != asking.id:
            continue
        match deed.what:
            case Pick(place=place):
                return AskingState.ANSWERED, Picked(frozenset({asking.order[place]})), picks
            case Unknown():
                return AskingState.ANSWERED, DontKnow(), picks
            case Skip():
                return AskingState.SKIPPED, None, picks
            case Stop():
                return AskingState.CLOSED, None, picks
            case Tick(place=place) | Put(place=place):
                picks = _picked(question, picks, asking.order[place])
            case Undo():
                picks = picks[:-1]
            case Submit() if picks and (question.format is Format.MULTIPLE or len(picks) == len(question.options)):
                multiple = question.format is Format.MULTIPLE
                return AskingState.ANSWERED, Picked(frozenset(picks)) if multiple else Ordered(picks), picks
            case str(text) if text.startswith("/quiz"):
                return AskingState.CLOSED, None, picks
            case str(text) if text not in WORDS:
                return AskingState.ANSWERED, _read(question, asking, text.strip()), picks
    return AskingState.OPEN, None, picks


def _picked(question: Question, picks: tuple[int, ...], index: int) -> tuple[int, ...]:
    if index not in picks:
        return (*picks, index)
    return tuple(each for each in picks if each != index) if question.format is Format.MULTIPLE else picks


def _read(question: Question, asking: Asking, text: str) -> Answer:
    return Typed(text) if question.format.typed else Picked(frozenset({asking.order["abc".index(text)]}))


def _misjudged(uow: UnitOfWork, question: Question, asking: Asking, deeds: Sequence[Deed]) -> Iterator[str]:
    """Hold what is stored of a question against what was done about it."""
    state, answer, picks = given(question, asking, deeds)
    kept = uow.attempts.of_asking(asking.id)
    if asking.state is not state and (state, asking.state) != (AskingState.OPEN, AskingState.CLOSED):
        yield f"asking {asking.id} is {asking.state}, and should be {state}"
    if (None if kept is None else kept.answer) != answer:
        yield f"asking {asking.id}: gave {answer}, kept {kept}"
    if state is AskingState.OPEN and asking.picks != picks:
        yield f"asking {asking.id}: ticked {picks}, kept {asking.picks}"
    if kept is not None and answer is not None:
        verdict = grade(question, answer)
        result = Result.UNKNOWN if isinstance(answer, DontKnow) else Result.RIGHT if verdict.correct else Result.WRONG
        if (kept.attempt.result, kept.share) != (result, verdict.share):
            yield f"asking {asking.id}: {result} was kept as {kept.attempt.result}"


def _pushes(quizzes: Sequence[Quiz], chat: Sequence[Json]) -> Iterator[str]:
    days = Counter(each.day for each in quizzes if each.kind is QuizKind.DAILY)
    seen = sum(PUSH in text_of(each) for each in chat)
    if max(days.values(), default=0) > 1 or seen > len(days):
        yield f"pushed {seen} times, quizzes {dict(days)}"


def _set_up(case: Case, deeds: Sequence[Deed]) -> Iterator[str]:
    """Compare what was chosen last in the set-up with what is kept."""
    chosen = {each.what.field: each.what.value for each in deeds if isinstance(each.what, Choose) and each.what.value}
    schedule, target = case.learner.schedule, case.learner.target
    kept = {"hour": str(schedule.daily_at.hour), "weekday": str(schedule.weekday), "zone": schedule.zone}
    kept |= {"facing": target.facing or enrol.UNSURE, "stage": str(target.stage or enrol.UNSURE)}
    if wrong := {name: (value, kept[name]) for name, value in chosen.items() if kept.get(name, value) != value}:
        yield f"chosen and kept differ: {wrong}"


def _standing(case: Case, last: Asking | None, quizzes: dict[int, Quiz], deeds: Sequence[Deed]) -> str:
    """Return the text that shows how things stand: the set-up's step, the open question, the last result, or the quiz's end."""
    if last is None:
        return _step(deeds)
    quiz, question = quizzes[last.quiz_id], case.coach.bank.questions[last.question_id]
    if last.state is AskingState.OPEN:
        return plain(views.question(_EN, case.coach, Shown(last, question, quiz, last.position)).html)
    if quiz.open:
        kept = case.uow.attempts.of_asking(last.id)
        if kept is None:
            return f"something after asking {last.id}, which is {last.state}"
        answered = Answered(last, question, kept.answer, grade(question, kept.answer), quiz)
        # A typed answer's result quotes the question; one that was pressed ends with the same words.
        return plain(views.result(_EN, case.coach, answered, quoted=True).html)
    if quiz.kind is QuizKind.PLACEMENT:
        left = case.uow.quizzes.paused(case.learner.id)
        return plain(_EN.html("gaps-title" if left is None or left.id != quiz.id else "setup-placement-left"))
    return plain(views.finished(_EN, finish(case, quiz)).html)


def _step(deeds: Sequence[Deed]) -> str:
    fields = [each.what.field for each in deeds if isinstance(each.what, Choose)]
    if not fields:
        return ""
    after = enrol.next_step(fields[-1])
    return plain(_EN.html("setup-place")) if after is None else f"{enrol.SETUP.index(after) + 1}/{len(enrol.SETUP)}"
