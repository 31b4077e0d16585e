"""The bot's requests in the eyes of aiogram, which knows the parameters of every method."""

from __future__ import annotations

import json
from contextlib import suppress

from aiogram import methods
from aiogram.methods import TelegramMethod
from pydantic import ValidationError

from bot.local.server import Call

MODELS = {
    model.__api_method__.lower(): model
    for name in methods.__all__
    if isinstance(model := getattr(methods, name), type) and issubclass(model, TelegramMethod) and model is not TelegramMethod
}


def _decoded(value: object) -> object:
    """Return what a JSON-serialized parameter stands for."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        with suppress(ValueError):
            return json.loads(value)
    return value


def objections(call: Call) -> list[str]:
    """Return why a call does not fit the Bot API: its refusal, unknown method, unknown parameters, values of another type."""
    if call.error is not None:
        return [f"{call.method}: {call.error.description}"]
    model = MODELS.get(call.method)
    if model is None:
        return [f"{call.method}: no such method"]
    values = {name: _decoded(value) for name, value in call.params.values.items()}
    values |= {name: f"attach://{name}" for name in call.params.uploads if name in model.model_fields}
    unknown = [f"{call.method}: unknown parameter {name}" for name in values if name not in model.model_fields]
    try:
        model.model_validate(values)
    except ValidationError as error:
        unknown += [f"{call.method}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
    return unknown
