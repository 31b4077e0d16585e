"""What to make of a refusal by the Bot API."""

from __future__ import annotations

from enum import Enum, auto

from bot.delivery.api import Refused


class Verdict(Enum):
    """How to go on after a refusal."""

    WAIT = auto()  # too fast: obey retry_after
    AGAIN = auto()  # not about this call: the token, another process, a gateway
    MOVED = auto()  # the group is a supergroup now, under another id
    UNREACHABLE = auto()  # blocked, deactivated, thrown out, unknown chat
    NEEDLESS = auto()  # it was so already, or nobody waits for it any more
    GONE = auto()  # the message to edit is no longer there
    HOPELESS = auto()  # our mistake: it would be refused for ever


_BAD_REQUESTS = {
    "message is not modified": Verdict.NEEDLESS,
    "query is too old": Verdict.NEEDLESS,
    "query id is invalid": Verdict.NEEDLESS,
    "query_id_invalid": Verdict.NEEDLESS,
    "message to delete not found": Verdict.NEEDLESS,
    "message can't be deleted": Verdict.NEEDLESS,
    "message to edit not found": Verdict.GONE,
    "message can't be edited": Verdict.GONE,
    "message_id_invalid": Verdict.GONE,
    "chat not found": Verdict.UNREACHABLE,
    "peer_id_invalid": Verdict.UNREACHABLE,
    "user not found": Verdict.UNREACHABLE,
    "is deactivated": Verdict.UNREACHABLE,
    "input_user_deactivated": Verdict.UNREACHABLE,
    "user_is_blocked": Verdict.UNREACHABLE,
    "chat_write_forbidden": Verdict.UNREACHABLE,
    "chat_restricted": Verdict.UNREACHABLE,
    "topic_closed": Verdict.UNREACHABLE,
    "topic_deleted": Verdict.UNREACHABLE,
    "message thread not found": Verdict.UNREACHABLE,
    "have no rights to send": Verdict.UNREACHABLE,
    "not enough rights to send": Verdict.UNREACHABLE,
}


def judge(refused: Refused) -> Verdict:
    """Return how to go on; Telegram tells its errors apart only by their wording."""
    if refused.retry_after is not None or refused.code == 429:
        return Verdict.WAIT
    if refused.new_chat is not None:
        return Verdict.MOVED
    if refused.code == 403:
        return Verdict.UNREACHABLE
    if refused.code not in (400, 413):
        return Verdict.AGAIN
    said = refused.description.lower()
    return next((verdict for words, verdict in _BAD_REQUESTS.items() if words in said), Verdict.HOPELESS)
