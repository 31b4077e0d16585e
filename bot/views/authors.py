"""Words for admins and authors."""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts import Html, Translator
from bot.views.screen import Screen
from questions.items import Aside

# More would not fit into one message; `gapwise bank aside` lists all.
_MOST = 20


def set_aside(texts: Translator, found: Mapping[str, Aside]) -> Screen:
    """Name the questions that were set aside, each with its reason."""
    lines = [texts.html("aside-told-item", question=name, reason=reason(texts, each)) for name, each in list(found.items())[:_MOST]]
    how = texts.html("aside-told-how", question=next(iter(found)))
    return Screen(Html("\n".join([texts.html("aside-told"), *lines, how])))


def reason(texts: Translator, why: Aside) -> str:
    """Say why a question was set aside."""
    return texts.plain(f"aside-{why.reason.value}", evidence=why.evidence)
