"""Reply markup: what Telegram accepts as a keyboard under a message."""

from __future__ import annotations

import re

from bot.local.errors import bad_request
from bot.local.objects import Json
from bot.local.params import Params

BUTTONS = 100
ROW = 8
DATA_BYTES = 64
ACTIONS = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
})  # fmt: skip
STYLES = frozenset({"danger", "success", "primary"})
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read_markup(params: Params) -> Json | None:
    """Return the ``reply_markup`` given, None when there is none or it is empty.

    Raises:
        ApiError: Telegram would refuse it.
    """
    markup = params.json("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((kind for kind in KINDS if kind in markup), None)
    if kind is None:
        return None
    if kind.endswith("keyboard") and kind != "remove_keyboard":
        markup = markup | {kind: _rows(markup[kind], kind)}
    elif markup[kind] is not True:
        raise bad_request(f'field "{kind}" must be of type True')
    return markup if markup[kind] else None


def inline_markup(params: Params) -> Json | None:
    """Return the inline keyboard given, as for an edit; None takes the keyboard away.

    Raises:
        ApiError: Telegram would refuse it.
    """
    markup = read_markup(params)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup


def _rows(rows: object, kind: str) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{kind}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{kind}" must be an Array of Arrays')
    if sum(map(len, rows)) > BUTTONS or any(len(row) > ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    read = _inline_button if kind == "inline_keyboard" else _reply_button
    return [[read(button) for button in row] for row in rows if row]


def _reply_button(button: object) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request("can't parse keyboard button: Button text must be a non-empty String")
    return button


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"]:
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be a non-empty String')
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be given")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    _check_action(button)
    return button


def _check_action(button: Json) -> None:
    data, url, copy = button.get("callback_data"), button.get("url"), button.get("copy_text")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not (isinstance(url, str) and re.match(r"(https?|tg)://\S+$|[\w-]+(\.[\w-]+)+(/\S*)?$", url)):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    if copy is not None and not (isinstance(copy, dict) and 1 <= len(str(copy.get("text", ""))) <= 256):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
