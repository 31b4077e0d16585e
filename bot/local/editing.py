"""Methods that change or remove what the bot has sent."""

from __future__ import annotations

from bot.local import files
from bot.local.errors import bad_request
from bot.local.keyboards import inline_markup
from bot.local.objects import Json
from bot.local.params import Params
from bot.local.sending import caption_fields, link_preview
from bot.local.text import read_caption, read_text
from bot.local.world import World

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
DELETABLE_SECONDS = 48 * 3600
CONTENT = ("text", "entities", "link_preview_options", "photo", "document", "caption", "caption_entities")


def edit_message_text(world: World, params: Params) -> Json:
    """Replace the text and the keyboard of a text message."""
    message = _editable(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(params)
    content: Json = {"text": text} | ({"entities": entities} if entities else {})
    return _replace(world, params, message, content | link_preview(params))


def edit_message_caption(world: World, params: Params) -> Json:
    """Replace the caption and the keyboard of a picture or file."""
    message = _editable(world, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    media = {key: message[key] for key in ("photo", "document") if key in message}
    return _replace(world, params, message, media | caption_fields(*read_caption(params)))


def edit_message_media(world: World, params: Params) -> Json:
    """Replace the picture or file, its caption and the keyboard; a text message may become one."""
    message = _editable(world, params)
    media = params.json("media", "input media")
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: only photo and document are known here")
    kind, inner = str(media["type"]), Params(media | {media["type"]: media.get("media")}, params.uploads)
    file = files.read_file(world.store, inner, kind, kind)
    content: Json = {kind: files.photo(file) if kind == "photo" else files.document(file)}
    return _replace(world, params, message, content | caption_fields(*read_caption(inner)))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Replace the keyboard alone."""
    message = _editable(world, params)
    return _replace(world, params, message, {key: message[key] for key in CONTENT if key in message}, stamp=False)


def delete_message(world: World, params: Params) -> bool:
    """Remove a message of the last 48 hours."""
    chat = world.chat(params)
    message = world.store.message(chat.id, params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    foreign = not message["from"]["is_bot"] and chat.id < 0
    if foreign or world.date - message["date"] > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    world.store.delete_message(chat.id, message["message_id"])
    world.hub.publish("deleted", chat_id=chat.id, message_id=message["message_id"])
    return True


def _editable(world: World, params: Params) -> Json:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.chat(params)
    number = params.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    message = world.store.message(chat.id, number)
    if message is None:
        raise bad_request("message to edit not found")
    if not message["from"]["is_bot"]:
        raise bad_request("message can't be edited")
    return message


def _replace(world: World, params: Params, message: Json, content: Json, *, stamp: bool = True) -> Json:
    """Put new content and keyboard into a message; only a change of content marks it as edited."""
    markup = inline_markup(params)
    kept = {key: value for key, value in message.items() if key not in {*CONTENT, "reply_markup"}}
    changed = kept | content | ({"reply_markup": markup} if markup else {})
    if changed == message:
        raise bad_request(SAME)
    if stamp:
        changed["edit_date"] = world.date
    world.store.save_message(changed)
    world.hub.publish("edited", chat_id=changed["chat"]["id"], message=changed)
    return changed
