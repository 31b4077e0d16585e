"""Logging: one line per event, as text or JSON, without secrets; other libraries are kept from chatting."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO, Literal
from urllib.parse import quote

HIDDEN = "[hidden]"
# These write URLs (with the token), whole updates or answers at INFO and DEBUG.
_CHATTY = ("httpx", "httpcore", "aiohttp", "asyncio", "apscheduler", "telegram", "alembic", "sqlalchemy")
# These write what they received when they can't make sense of it.
_SILENT = ("telegram.Bot", "telegram.ext.ExtBot", "telegram.ext.Application", "telegram.request.BaseRequest", "aiohttp.access")


class Redacting(logging.Formatter):
    """A formatter whose result, tracebacks included, never contains a secret, plain or as a URL writes it."""

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str]) -> None:
        super().__init__()
        self._inner = inner
        forms = {form for secret in secrets for form in (secret, quote(secret), quote(secret, safe=""))} - {""}
        self._secrets = sorted(forms, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secrets."""
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


class Json(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        fields: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False)


def set_up_logs(level: str, style: Literal["text", "json"], secrets: Iterable[str], stream: IO[str] | None = None) -> None:
    """Send every record of the process to ``stream`` (standard error by default) from ``level`` on, without the secrets."""
    text = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler = logging.StreamHandler(sys.stderr if stream is None else stream)
    handler.setFormatter(Redacting(Json() if style == "json" else text, secrets))
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in _SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def trace(error: BaseException) -> str:
    """Return what kind of error it is and where it came from, without its own words, which may hold what somebody wrote."""
    return "".join([type(error).__name__, "\n", *traceback.format_tb(error.__traceback__)]).rstrip()
