"""The parameters of a call, whichever of the four ways they came: query string, form, multipart or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.local.errors import bad_request

TRUE = frozenset({"true", "yes", "1"})
FALSE = frozenset({"false", "no", "0", ""})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a multipart body."""

    name: str
    mime: str
    content: bytes


class Params:
    """Typed reading of parameters; a value of another type is refused."""

    def __init__(self, values: Mapping[str, object], uploads: Mapping[str, Upload] | None = None) -> None:
        self.values = dict(values)
        self.uploads = dict(uploads or {})

    def __contains__(self, name: str) -> bool:
        """Tell whether the parameter was given."""
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """Return a string; ``default`` when it is absent."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, str):
            raise bad_request(f'field "{name}" must be of type String')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """Return an integer, given as a number or as digits; ``default`` when it is absent."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f'field "{name}" must be a valid Number') from None

    def boolean(self, name: str) -> bool:
        """Return a truth value; False when it is absent."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        word = "" if value is None else str(value).lower()
        if word not in TRUE | FALSE:
            raise bad_request(f'field "{name}" must be of type Boolean')
        return word in TRUE

    def json(self, name: str, what: str) -> object:
        """Return a JSON-serialized value, None when it is absent; ``what`` names it in the refusal."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            parsed: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
        return parsed


async def read_params(request: web.Request) -> Params:
    """Read the query string and the body; a field of the body wins over the query string."""
    values: dict[str, object] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.body_exists:
        values |= await _read_json(request)
    else:
        for name, field in (await request.post()).items():
            if isinstance(field, web.FileField):
                # Closed here, since aiohttp forgets to when the client has gone meanwhile.
                with field.file as file:
                    uploads[name] = Upload(field.filename, field.content_type, file.read())
            else:
                values[name] = field.decode() if isinstance(field, bytes | bytearray) else field
    return Params(values, uploads)


async def _read_json(request: web.Request) -> dict[str, object]:
    text = await request.text()
    try:
        body = json.loads(text) if text.strip() else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body
