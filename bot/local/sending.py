"""Methods that put something into a chat."""

from __future__ import annotations

from bot.local import files
from bot.local.errors import ApiError, bad_request
from bot.local.keyboards import read_markup
from bot.local.objects import Chat, Json, Person
from bot.local.params import Params
from bot.local.text import read_caption, read_text
from bot.local.world import World

ACTIONS = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat = world.chat(params)
    text, entities = read_text(params)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _send(world, params, chat, content | link_preview(params))


def send_photo(world: World, params: Params) -> Json:
    """Send a picture."""
    chat = world.chat(params)
    caption = caption_fields(*read_caption(params))
    return _send(world, params, chat, {"photo": files.photo(files.read_file(world.store, params, "photo", "photo"))} | caption)


def send_document(world: World, params: Params) -> Json:
    """Send a file."""
    chat = world.chat(params)
    caption = caption_fields(*read_caption(params))
    return _send(world, params, chat, {"document": files.document(files.read_file(world.store, params, "document", "document"))} | caption)


def send_chat_action(world: World, params: Params) -> bool:
    """Show what the bot is doing, for five seconds or until it speaks."""
    chat = world.chat(params)
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.hub.publish("action", chat_id=chat.id, action=action)
    return True


def caption_fields(caption: str, entities: list[Json]) -> Json:
    """Return a message's fields for a caption."""
    return ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def link_preview(params: Params) -> Json:
    """Return a message's field for its link preview options."""
    options = params.json("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return {"link_preview_options": options} if options else {}


def _send(world: World, params: Params, chat: Chat, content: Json) -> Json:
    markup = read_markup(params)
    reply = _reply(world, params, chat)
    if world.flood is not None:
        world.flood.check(chat.id, world.now().timestamp())
    if params.boolean("protect_content"):
        content = content | {"has_protected_content": True}
    message = world.new_message(chat, world.bot(), **reply, **content)
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    elif markup:
        _show_keyboard(world, chat, markup)
    world.store.save_message(message)
    world.hub.publish("message", chat_id=chat.id, message=message)
    return message


def _show_keyboard(world: World, chat: Chat, markup: Json) -> None:
    """Put a keyboard in place of the person's own, or take it away: that is the chat's state and no part of the message."""
    shown = None if "remove_keyboard" in markup else markup
    world.store.set_setting(f"keyboard:{chat.id}", shown)
    world.hub.publish("keyboard", chat_id=chat.id, keyboard=shown)


def _reply(world: World, params: Params, chat: Chat) -> Json:
    given = params.json("reply_parameters", "reply parameters")
    if given is None:
        given = {"message_id": params.integer("reply_to_message_id")} if "reply_to_message_id" in params else {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if not given:
        return {}
    nested = Params(given)
    message = world.replied(chat.id, nested.integer("message_id"))
    if message is None and not nested.boolean("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return {"reply_to_message": message} if message else {}


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a press: a line over the chat, an alert, or just the end of the waiting."""
    query_id, text = params.text("callback_query_id"), params.text("text")
    found = world.store.query(query_id)
    if found is None or found[2] is not None or world.now().timestamp() - found[1] > ANSWER_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(text) > ANSWER_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": params.boolean("show_alert"), "url": params.text("url")}
    world.store.answer_query(query_id, answer)
    world.hub.publish("answer", query_id=query_id, user_id=found[0], **answer)
    return True


ANSWER_SECONDS = 60.0
ANSWER_LENGTH = 200


def get_chat(world: World, params: Params) -> Json:
    """Return the Bot API's ChatFullInfo."""
    gifts = dict.fromkeys(("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False)
    chat = world.chat(params)
    more = {"active_usernames": [f"person{chat.id}"]} if isinstance(chat, Person) else {"permissions": {"can_send_messages": True}}
    return chat.chat() | {"accent_color_id": chat.id % 7, "max_reaction_count": 11, "accepted_gift_types": gifts} | more


def get_file(world: World, params: Params) -> Json:
    """Return the Bot API's File, with the path to download it from."""
    file = world.store.file(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > DOWNLOAD_BYTES:
        raise ApiError(400, "Bad Request: file is too big")
    return file.reference | {"file_path": file.path}


DOWNLOAD_BYTES = 20 * 1024 * 1024
