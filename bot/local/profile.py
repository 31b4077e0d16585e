"""Methods about the bot itself: who it is, its commands, names and descriptions by language."""

from __future__ import annotations

import re

from bot.local.errors import bad_request
from bot.local.objects import Json
from bot.local.params import Params
from bot.local.world import World

COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
CHAT_SCOPES = frozenset({"chat", "chat_administrators", "chat_member"})
SCOPES = CHAT_SCOPES | {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
LENGTHS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, _params: Params) -> Json:
    """Return the bot as User, with what only getMe tells."""
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    more = ("can_connect_to_business", "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics", "can_manage_bots")
    return world.bot() | abilities | dict.fromkeys(more, False)


def done(_world: World, _params: Params) -> bool:
    """Carry out logOut or close, which mean nothing here."""
    return True


def _language(params: Params) -> str:
    language = params.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _scope(params: Params) -> str:
    scope = params.json("scope", "bot command scope")
    if scope is None:
        return "default"
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    kind = str(scope["type"])
    if kind in CHAT_SCOPES:
        kind += f":{Params(scope).integer('chat_id')}"
    return kind + (f":{scope.get('user_id')}" if scope["type"] == "chat_member" else "")


def _commands_key(scope: str, language: str) -> str:
    return f"commands:{scope}:{language}"


def set_my_commands(world: World, params: Params) -> bool:
    """Keep the menu of a scope and language."""
    commands = params.json("commands", "bot commands")
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    menu = [_command(command) for command in commands]
    world.store.set_setting(_commands_key(_scope(params), _language(params)), menu or None)
    world.hub.publish("profile")
    return True


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = str(command.get("command", "")).removeprefix("/"), command.get("description")
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the menu of exactly this scope and language."""
    return world.store.setting(_commands_key(_scope(params), _language(params))) or []


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the menu of a scope and language."""
    world.store.set_setting(_commands_key(_scope(params), _language(params)), None)
    world.hub.publish("profile")
    return True


def menu_for(world: World, chat_id: int, language: str) -> list[Json]:
    """Return the commands that someone with this language sees in a chat, in Telegram's order of precedence."""
    scopes = [f"chat:{chat_id}", "all_private_chats" if chat_id > 0 else "all_group_chats", "default"]
    keys = [_commands_key(scope, tongue) for scope in scopes for tongue in (language[:2], "")]
    return next((menu for key in keys if (menu := world.store.setting(key))), [])


def text_for(world: World, kind: str, language: str) -> str:
    """Return the bot's name, description or short description for a language, or the one without a language."""
    own = world.store.setting(f"{kind}:{language[:2]}") or world.store.setting(f"{kind}:")
    return str(own or (world.bot_name if kind == "name" else ""))


def _set_text(world: World, params: Params, kind: str) -> bool:
    text = params.text(kind).strip()
    if len(text) > LENGTHS[kind]:
        raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
    world.store.set_setting(f"{kind}:{_language(params)}", text or None)
    world.hub.publish("profile")
    return True


def set_my_name(world: World, params: Params) -> bool:
    """Keep the bot's name for a language."""
    return _set_text(world, params, "name")


def set_my_description(world: World, params: Params) -> bool:
    """Keep what an empty chat shows."""
    return _set_text(world, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    """Keep what the bot's profile shows."""
    return _set_text(world, params, "short_description")


def get_my_name(world: World, params: Params) -> Json:
    """Return the Bot API's BotName."""
    return {"name": text_for(world, "name", _language(params))}


def get_my_description(world: World, params: Params) -> Json:
    """Return the Bot API's BotDescription."""
    return {"description": text_for(world, "description", _language(params))}


def get_my_short_description(world: World, params: Params) -> Json:
    """Return the Bot API's BotShortDescription."""
    return {"short_description": text_for(world, "short_description", _language(params))}


def _menu_button_key(params: Params) -> str:
    return f"menu_button:{params.integer('chat_id')}"


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Keep which button stands beside the input."""
    button = params.json("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {"commands", "web_app", "default"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.store.set_setting(_menu_button_key(params), button)
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    """Return the button that stands beside the input."""
    button: Json | None = world.store.setting(_menu_button_key(params)) or world.store.setting("menu_button:0")
    return button or {"type": "default"}
