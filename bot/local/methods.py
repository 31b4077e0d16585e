"""The Bot API's methods by name, as far as the local chat knows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from bot.local import editing, profile, sending
from bot.local.params import Params
from bot.local.world import World

Method: TypeAlias = Callable[[World, Params], object]

METHODS: Mapping[str, Method] = {
    "getme": profile.get_me,
    "logout": profile.done,
    "close": profile.done,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "answercallbackquery": sending.answer_callback_query,
    "getchat": sending.get_chat,
    "getfile": sending.get_file,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setmyname": profile.set_my_name,
    "getmyname": profile.get_my_name,
    "setmydescription": profile.set_my_description,
    "getmydescription": profile.get_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmyshortdescription": profile.get_my_short_description,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
}
