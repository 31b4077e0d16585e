"""Logs: one line per event, and no secret in any of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import HIDDEN, set_up_logs, trace

TOKEN = "123456:AA-secret_secret"


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, put back afterwards."""
    logger = logging.getLogger()
    handlers, level = list(logger.handlers), logger.level
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_token_is_hidden_in_messages_arguments_and_tracebacks(root: logging.Logger, style: str) -> None:
    stream = io.StringIO()
    set_up_logs("DEBUG", style, [TOKEN], stream)  # type: ignore[arg-type]  # a parameter
    root.info("calling https://api.example/bot%s/getMe and %s", TOKEN, TOKEN.replace(":", "%3A"))
    root.error("failed", exc_info=_raised(ValueError(f"no bot {TOKEN}")))
    assert "secret" not in stream.getvalue()
    assert stream.getvalue().count(HIDDEN) == 3


def test_json_is_one_object_per_line_with_its_traceback(root: logging.Logger) -> None:
    stream = io.StringIO()
    set_up_logs("INFO", "json", [], stream)
    root.error("failed %s", "once", exc_info=_raised(ValueError("of two\nlines")))
    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert (event["level"], event["message"]) == ("ERROR", "failed once")
    assert "ValueError" in event["traceback"]


def test_libraries_that_write_urls_and_updates_are_kept_quiet(root: logging.Logger) -> None:
    stream = io.StringIO()
    set_up_logs("DEBUG", "text", [], stream)
    assert root.level == logging.DEBUG
    logging.getLogger("httpx").info("POST")
    logging.getLogger("telegram.Bot").critical("Received data was")
    logging.getLogger("apscheduler.scheduler").info("Running job")
    assert stream.getvalue() == ""


def test_a_trace_tells_kind_and_place_but_not_what_was_said() -> None:
    told = trace(_raised(KeyError("what somebody wrote")))
    assert told.startswith("KeyError")
    assert "test_logs.py" in told
    assert "what somebody wrote" not in told


def _raised(error: Exception) -> Exception:
    try:
        raise error  # noqa: TRY301 a traceback is wanted
    except Exception as caught:  # noqa: BLE001 it is the point
        return caught
