"""People of a Bot API server who decide from their chat what to do next, and remember what they did."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.callbacks import Callback, Choose, Next, Pick, Place, Practise, Put, Skip, Stop, Submit, Tick, Undo, Unknown, unpack
from bot.local.objects import Json
from bot.local.params import Params
from bot.local.people import People
from bot.local.text import read_text
from bot.texts import translator
from bot.views.rich import rich
from questions.model import Bank

# What somebody may say at any moment, and the text that answers it.
WORDS: Final[Mapping[str, str]] = {"/privacy": "privacy-text", "/nonsense": "unknown-command"}
PUSH: Final = "☀️"
_ANSWERING: Final = (Pick, Tick, Put, Undo, Submit, Unknown, Skip, Stop)
_LEADING_ON: Final = (Choose, Next, Practise, Place)
_LOOK_BACK = 12  # messages
Button: TypeAlias = tuple[int, int | None, Callback, str]  # the message, its open question, what the button means, and its payload


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody typed or pressed; ``asking`` is the open question that they saw, if they did, ``query`` the press's id."""

    what: str | Callback
    asking: int | None = None
    query: str = ""


@dataclass(slots=True)
class Crowd:
    """People by number. ``impatient`` ones press again while they wait; ``sleepers`` do nothing until they are pushed.

    While they wait, people do nothing of another kind, and to one question they either type or press: by webhook Telegram hands presses and
    messages over side by side, and of two things that somebody did before the bot reacted either may come first.
    """

    people: People
    bank: Bank
    rng: random.Random
    impatient: bool = True
    sleepers: frozenset[int] = frozenset()
    deeds: dict[int, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    _seen: dict[int, str] = field(default_factory=dict)
    _keys: dict[str, tuple[str, ...]] = field(init=False)
    _replies: set[str] = field(init=False)

    def __post_init__(self) -> None:
        live = [each for each in self.bank.questions.values() if each.answers and not each.retired]
        self._replies = {plain(translator("en").html(key)) for key in WORDS.values()}
        self._keys = {plain(rich(each.prompt.en)): each.answers for each in live}

    def act(self, user: int) -> bool:
        """Let somebody do the next thing; ``False`` when they wait, or sleep."""
        chat = [each for each in self.people.history(user, _LOOK_BACK) if each["from"]["is_bot"]]
        if user in self.sleepers and not any(PUSH in text_of(each) for each in chat):
            return False
        # The same message once more is no reaction.
        look = repr(dict.fromkeys((text_of(each), str(each.get("reply_markup"))) for each in chat))
        waits = self._seen.get(user) == look
        shown, buttons = _newest_buttons([each for each in chat if text_of(each) not in self._replies])
        if waits:
            return self._insist(user, buttons)
        self._seen[user] = look
        return self._go_on(user, shown, buttons)

    def say(self, user: int, text: str, asking: int | None = None) -> None:
        """Let somebody type."""
        self.people.say(user, text)
        self.deeds[user].append(Deed(text, asking))

    def press(self, user: int, button: Button) -> None:
        """Let somebody press a button."""
        message, asking, meaning, data = button
        self.deeds[user].append(Deed(meaning, asking, self.people.press(user, message, data)))

    def _insist(self, user: int, buttons: Sequence[Button]) -> bool:
        """Press again, perhaps another button of the same message; what was typed is not typed again."""
        last = self.deeds[user][-1]
        same = [each for each in buttons if isinstance(last.what, _ANSWERING) == isinstance(each[2], _ANSWERING)]
        same = [each for each in same if not isinstance(each[2], Stop)]
        # A press that was answered and changed nothing needs another one, even of the patient.
        patient = not self.impatient and self.people.answer(last.query) is None
        if patient or isinstance(last.what, str | Place | Practise) or not same:
            return False
        self.press(user, self.rng.choice(same))
        return True

    def _go_on(self, user: int, shown: str, buttons: Sequence[Button]) -> bool:
        deeds, chance = self.deeds[user], self.rng.random()
        asking = buttons[0][1] if buttons else None
        before = [each.what for each in deeds if asking is not None and each.asking == asking]
        last = next((each.what for each in reversed(deeds) if each.what not in WORDS), "/start")
        led = isinstance(last, Place | Practise) or str(last).startswith("/quiz")
        if not deeds and not buttons:
            self.say(user, "/start")
        elif not buttons or any(isinstance(each, str) for each in before) or (led and asking is None):
            return False
        elif chance < 0.08:
            self.say(user, self.rng.choice(sorted(WORDS)))
        elif before:
            self.press(user, self.rng.choice([each for each in buttons if not isinstance(each[2], Stop)]))
        elif chance < 0.16 and (asking is not None or any(isinstance(each[2], Place | Practise) for each in buttons)):
            self.say(user, f"/quiz {self.rng.choice(sorted(self.bank.areas))} {self.rng.randint(1, 4)}", asking)
        elif asking is None:
            self.press(user, self.rng.choice(buttons))
        else:
            self._answer(user, asking, shown, buttons)
        return True

    def _answer(self, user: int, asking: int, shown: str, buttons: Sequence[Button]) -> None:
        choices = [each for each in buttons if isinstance(each[2], Pick | Tick | Put | Submit)]
        if self.rng.random() < 0.2:
            self.press(user, self.rng.choice(buttons))
        elif not choices:
            self.say(user, self._typed(shown), asking)
        elif isinstance(choices[0][2], Pick) and self.rng.random() < 0.2:
            self.say(user, self.rng.choice("abc"), asking)
        else:
            done = [each for each in choices if isinstance(each[2], Submit)]
            ticked = [each for each in choices if isinstance(each[2], Tick | Put)]
            self.press(user, self.rng.choice(done if done and (not ticked or self.rng.random() < 0.4) else choices))

    def _typed(self, shown: str) -> str:
        """Return the right answer to the question that is shown, or a wrong one; both can be read as numbers where one is asked for."""
        keys = next((keys for prompt, keys in self._keys.items() if prompt in shown), ("7",))
        return self.rng.choice((keys[0], "12345"))


def text_of(message: Json) -> str:
    """Return a message's text, or its caption."""
    return str(message.get("text", message.get("caption", "")))


def plain(html: str) -> str:
    """Return what people read of a text in Telegram's HTML."""
    return read_text(Params({"text": html, "parse_mode": "HTML"}))[0]


def _newest_buttons(chat: Sequence[Json]) -> tuple[str, list[Button]]:
    """Return the newest message that has buttons which people press here: its text and those buttons.

    Above a message without buttons, which another one will follow, nothing that would begin a quiz is pressed.
    """
    for message in reversed(chat):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        meant = [(unpack(each["callback_data"]), each["callback_data"]) for row in rows for each in row]
        asking = next((what.asking for what, _ in meant if isinstance(what, Skip)), None)
        wanted = (*_ANSWERING, *_LEADING_ON) if message is chat[-1] else (*_ANSWERING, Choose, Next)
        found: list[Button] = [(message["message_id"], asking, what, data) for what, data in meant if isinstance(what, wanted)]
        if found:
            return text_of(message), found
    return "", []
