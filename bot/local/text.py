"""The text of a message or caption: markup or entities in, what Telegram would keep of them out."""

from __future__ import annotations

import re

from bot.local.errors import bad_request
from bot.local.formatting import parse_html
from bot.local.objects import Json, utf16_length
from bot.local.params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BLANK = " \n\r\t\x0b\x0c\x00"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\u202d\u202e]")
DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]}'])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?!\w)"
    r"|(?<![\w/<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)


def read_text(params: Params, name: str = "text", entities: str = "entities") -> tuple[str, list[Json]]:
    """Return the text to send and its entities.

    Raises:
        ApiError: empty, too long after entities parsing, or markup that Telegram refuses.
    """
    source = params.text(name)
    if not source:
        raise bad_request("message text is empty")
    text, found = _formatted(params, source, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return text, found


def read_caption(params: Params) -> tuple[str, list[Json]]:
    """Return the caption, which may be empty, and its entities.

    Raises:
        ApiError: too long after entities parsing, or markup that Telegram refuses.
    """
    text, found = _formatted(params, params.text("caption"), "caption_entities")
    if utf16_length(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return text, found


def plain_text(text: str) -> tuple[str, list[Json]]:
    """Return what a person typed, trimmed, with the entities that Telegram finds by itself."""
    clean, _ = _trim(CONTROL.sub("", text), [])
    return clean, detect(clean, [])


def _formatted(params: Params, source: str, entities: str) -> tuple[str, list[Json]]:
    mode = params.text("parse_mode").lower()
    if mode not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    if mode:
        text, found = parse_html(source)
    else:
        text, found = source, _given(params.json(entities, "entities"))
    text, found = _trim(CONTROL.sub(" ", text), found)
    return text, detect(text, found)


def _given(value: object) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entity, dict) for entity in value):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    for entity in value:
        numbers = (entity.get("offset"), entity.get("length"))
        if not isinstance(entity.get("type"), str) or not all(isinstance(number, int) for number in numbers):
            raise bad_request("can't parse entities: MessageEntity must have type, offset and length")
    return sorted(value, key=lambda entity: (entity["offset"], -entity["length"]))


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut blanks off the end, and off the beginning as far as no entity starts there."""
    text = text.rstrip(BLANK)
    first = min((entity["offset"] for entity in entities), default=len(text))
    cut = min(len(text) - len(text.lstrip(" \n")), first)
    text = text[cut:]
    length = utf16_length(text)
    moved = [entity | {"offset": entity["offset"] - cut} for entity in entities]
    clipped = [entity | {"length": min(entity["length"], length - entity["offset"])} for entity in moved]
    return text, [entity for entity in clipped if entity["length"] > 0]


def detect(text: str, entities: list[Json]) -> list[Json]:
    """Add links, e-mail addresses, mentions, hashtags and commands, except inside code and links."""
    closed = [_span(entity) for entity in entities if entity["type"] in {"code", "pre", "text_link"}]
    result = list(entities)
    for found in DETECTED.finditer(text):
        begin, length = utf16_length(text[: found.start()]), utf16_length(found.group())
        if not any(begin < right and left < begin + length for left, right in closed):
            result.append({"type": found.lastgroup, "offset": begin, "length": length})
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"]))


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
