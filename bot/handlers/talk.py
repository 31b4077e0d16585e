"""A talk: one update of one learner being answered; turns screens into Bot API calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.coach import Coach
from bot.delivery.turn import Turn
from bot.texts import Translator, translator
from bot.usecases.case import Case
from bot.views.screen import Button, Screen, markup
from questions.model import Asking
from storage.outbox import Outgoing, Priority


@dataclass(slots=True)
class Talk:
    """What a handler works with. ``message_id`` is the message whose button was pressed, if one was."""

    turn: Turn
    case: Case
    message_id: int | None = None

    @property
    def coach(self) -> Coach:
        """What all conversations share."""
        return self.case.coach

    @property
    def texts(self) -> Translator:
        """The texts in the learner's language, as it is now."""
        return translator(self.case.learner.lang)

    def say(
        self,
        screen: Screen,
        *,
        asking: Asking | None = None,
        reply_to: int | None = None,
        priority: Priority = Priority.REPLY,
        expires_at: datetime | None = None,
    ) -> None:
        """Send a message; with ``asking`` its id will be remembered as that question's, with ``reply_to`` it quotes a message."""
        payload: dict[str, Any] = {"chat_id": self.case.learner.chat_id, "parse_mode": "HTML"}
        if screen.keyboard:
            payload["reply_markup"] = markup(screen.keyboard)
        if reply_to is not None:
            payload["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        if screen.picture is None:
            payload |= {"text": screen.html, "link_preview_options": {"is_disabled": True}}
        else:
            payload["caption"] = screen.html
        method = "sendMessage" if screen.picture is None else "sendPhoto"
        self._send(method, payload, screen.picture, asking, priority, expires_at)

    def edit(self, screen: Screen, *, asking: Asking | None = None) -> None:
        """Turn the pressed message into ``screen``; say it anew where there is none to edit."""
        if self.message_id is None:
            self.say(screen, asking=asking)
            return
        self.rewrite(self.message_id, screen)

    def rewrite(self, message_id: int, screen: Screen, priority: Priority = Priority.REPLY) -> None:
        """Turn any message of this chat into ``screen``; with ``Priority.PUSH`` nobody waits for it, and what is gone stays gone."""
        payload: dict[str, Any] = {"message_id": message_id, "text": screen.html, "parse_mode": "HTML"}
        payload |= {"link_preview_options": {"is_disabled": True}}
        payload |= {"chat_id": self.case.learner.chat_id, "reply_markup": markup(screen.keyboard)}
        self._send("editMessageText", payload, priority=priority)

    def rekey(self, message_id: int | None, keyboard: Sequence[Sequence[Button]]) -> None:
        """Replace the buttons of a message and leave its text."""
        if message_id is not None:
            payload = {"chat_id": self.case.learner.chat_id, "message_id": message_id, "reply_markup": markup(keyboard)}
            self._send("editMessageReplyMarkup", payload)

    def document(self, spec: Mapping[str, Any], caption: str) -> None:
        """Send a file that is made when it is sent."""
        self._send("sendDocument", {"chat_id": self.case.learner.chat_id, "caption": caption, "parse_mode": "HTML"}, spec)

    def _send(
        self,
        method: str,
        payload: Mapping[str, Any],
        attachment: Mapping[str, Any] | None = None,
        asking: Asking | None = None,
        priority: Priority = Priority.REPLY,
        expires_at: datetime | None = None,
    ) -> None:
        learner = self.case.learner
        self.turn.send(
            Outgoing(
                chat_id=learner.chat_id,
                method=method,
                payload=payload,
                learner_id=learner.id or None,
                attachment=attachment,
                priority=priority,
                asking_id=None if asking is None else asking.id,
                expires_at=expires_at,
            )
        )
