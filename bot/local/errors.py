"""Refusals in the Bot API's own form and wording."""

from __future__ import annotations

from bot.local.objects import Json


class ApiError(Exception):
    """A refused call: HTTP status, description and, where the Bot API gives them, response parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """Return the JSON body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(detail: str) -> ApiError:
    """Return the 400 with this detail."""
    return ApiError(400, f"Bad Request: {detail}")


def too_many_requests(seconds: int) -> ApiError:
    """Return the 429 that asks to wait for so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
