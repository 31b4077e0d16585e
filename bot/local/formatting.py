"""HTML formatting as Telegram reads it: text and entities out of markup, refusals in its wording.

Source: https://core.telegram.org/bots/api#html-style; the wording of refusals is that of Telegram's own parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.local.errors import ApiError, bad_request
from bot.local.objects import Json, utf16_length

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7})));?")
SPACE = " \t\r\n\0\x0b"
TOKEN = re.compile(r"[A-Za-z0-9.-]*")
NAME = re.compile(r"[^\s=>]*")


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


class _Reader:
    """One pass over the markup; ``at`` is where it stands."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def refuse(self, detail: str, at: int | None = None) -> ApiError:
        place = "" if at is None else f" at byte offset {len(self.source[:at].encode('utf-8', 'surrogatepass'))}"
        return bad_request(f"can't parse entities: {detail}{place}")

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        word = found.group() if found else ""
        self.at += len(word)
        return word

    def skip_space(self) -> None:
        while self.peek() and self.peek() in SPACE:
            self.at += 1

    def put(self, text: str) -> None:
        self.text.append(text)
        self.length += utf16_length(text)

    def reference(self) -> str | None:
        """Read a character reference; None when it is none, and then it is plain text."""
        found = REFERENCE.match(self.source, self.at)
        if not found:
            return None
        named, hexadecimal, decimal = found.groups()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
        if not named and not 0 < code < 0x110000:
            return None
        self.at = found.end()
        return NAMED[named] if named else chr(code)

    def run(self) -> None:
        while self.at < len(self.source):
            character = self.peek()
            if character == "<":
                self.tag()
            elif character == "&" and (decoded := self.reference()) is not None:
                self.put(decoded)
            else:
                self.put(character)
                self.at += 1
        if self.open:
            raise self.refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.peek() == "/":
            self.at += 1
            self.end_tag(begin)
        else:
            self.start_tag(begin)

    def tag_name(self) -> str:
        begin = self.at
        while self.peek() and self.peek() not in SPACE and self.peek() != ">":
            self.at += 1
        return self.source[begin : self.at].lower()

    def start_tag(self, begin: int) -> None:
        name = self.tag_name()
        if not self.peek():
            raise self.refuse("Unclosed start tag", begin)
        if name not in TAGS:
            raise self.refuse(f'Unsupported start tag "{name}"', begin)
        argument = ""
        while True:
            self.skip_space()
            if self.peek() == ">":
                break
            attribute, value = self.attribute(name, begin)
            argument = _argument(name, attribute, value) or argument
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise self.refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(name, argument, self.length, len(self.text)))

    def attribute(self, tag: str, begin: int) -> tuple[str, str]:
        if not self.peek():
            raise self.refuse("Unclosed start tag", begin)
        name = self.skip(NAME).lower()
        if not name:
            raise self.refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self.skip_space()
        if self.peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, "expandable"
            raise self.refuse(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin)
        self.at += 1
        self.skip_space()
        value = self.value(begin)
        if not self.peek():
            raise self.refuse("Unclosed start tag", begin)
        return name, value

    def value(self, begin: int) -> str:
        quote = self.peek()
        if not quote:
            raise self.refuse("Unclosed start tag", begin)
        if quote not in "'\"":
            start = self.at
            token = self.skip(TOKEN)
            if self.peek() not in SPACE and self.peek() != ">":
                raise self.refuse("Unexpected end of name token", start)
            return token.lower()
        self.at += 1
        parts: list[str] = []
        while self.peek() and self.peek() != quote:
            decoded = self.reference() if self.peek() == "&" else None
            parts.append(decoded if decoded is not None else self.peek())
            self.at += decoded is None
        self.at += 1
        return "".join(parts)

    def end_tag(self, begin: int) -> None:
        if not self.open:
            raise self.refuse("Unexpected end tag", begin)
        name = self.tag_name()
        self.skip_space()
        if self.peek() != ">":
            raise self.refuse("Unclosed end tag", begin)
        self.at += 1
        last = self.open.pop()
        if name and name != last.tag:
            raise self.refuse(f'Unmatched end tag at byte offset {self._bytes(begin)}, expected "</{last.tag}>", found "</{name}>"')
        if self.length > last.offset:
            self.close(last)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def close(self, tag: _Open) -> None:
        entity: Json = {"type": TAGS[tag.tag], "offset": tag.offset, "length": self.length - tag.offset}
        match tag.tag:
            case "a":
                url = tag.argument or "".join(self.text[tag.begin :])
                if not _is_link(url):
                    return
                entity["url"] = url
            case "code" | "pre" if self._merges(entity, tag):
                return
            case "code":
                entity["language"] = tag.argument
            case "blockquote" if tag.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = tag.argument
        self.entities.append(entity)

    def _merges(self, entity: Json, tag: _Open) -> bool:
        """Make one entity of ``pre`` and ``code`` around the same text, in either order, when the code names its language."""
        last = self.entities[-1] if self.entities else {}
        same = last and all(last[key] == entity[key] for key in ("offset", "length"))
        if not same or {last["type"], entity["type"]} != {"code", "pre"}:
            return False
        language = last.get("language") or tag.argument
        if language:
            last.update(type="pre", language=language)
        return bool(language)


def _argument(tag: str, attribute: str, value: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "expandable"
    return ""


def _is_link(url: str) -> bool:
    return bool(re.match(r"(https?|tg|ton|tonsite)://\S+$|mailto:\S+$|tel:\S+$|[\w-]+(\.[\w-]+)+(/\S*)?$", url, re.IGNORECASE))


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text and its entities (offsets in UTF-16 units, outer before inner).

    Raises:
        ApiError: the markup is not what Telegram accepts.
    """
    reader = _Reader(source)
    reader.run()
    for entity in reader.entities:
        if entity["type"] == "code" or not entity.get("language", True):
            entity.pop("language", None)
    return "".join(reader.text), _split_around_code(reader.entities)


def _split_around_code(entities: list[Json]) -> list[Json]:
    """Cut other styles out of code, which Telegram shows in code style alone; quotes may hold code."""
    code = [entity for entity in entities if entity["type"] in {"code", "pre"}]
    result = list(code)
    for entity in entities:
        if entity["type"] in {"code", "pre"}:
            continue
        pieces = [(entity["offset"], entity["offset"] + entity["length"])]
        if "blockquote" not in entity["type"]:
            for block in code:
                pieces = [piece for begin, end in pieces for piece in _outside(begin, end, block)]
        result += [entity | {"offset": begin, "length": end - begin} for begin, end in pieces]
    return sorted(result, key=lambda entity: (entity["offset"], -entity["length"]))


def _outside(begin: int, end: int, block: Json) -> list[tuple[int, int]]:
    left, right = block["offset"], block["offset"] + block["length"]
    return [(low, high) for low, high in ((begin, min(end, left)), (max(begin, right), end)) if low < high]
