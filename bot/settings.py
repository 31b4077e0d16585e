"""Settings: the environment and a `.env` file, validated at start, every error named at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.engine import check_url

TELEGRAM = "https://api.telegram.org"
Port = Annotated[int, Field(ge=0, le=65535)]


class SettingsError(Exception):
    """The settings can't be used; the message names everything that is wrong, and no secret."""


class Settings(BaseSettings):
    """What an operator may set; the README's table describes each."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM
    database_url: str = Field(default="sqlite:///data/gapwise.db", repr=False)  # may hold a password
    local_chat_listen: str = "127.0.0.1"
    local_chat_port: Port = 8080
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    webhook_listen: str = "127.0.0.1"
    webhook_port: Port = 8443
    health_listen: str = "127.0.0.1"
    health_port: Port = 8081
    backup_dir: Path | None = None
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError("must be Telegram user ids, separated by commas")
        return frozenset(int(part) for part in parts)

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        check_url(value)
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        number, _, rest = value.get_secret_value().partition(":")
        if not (number.isdigit() and rest and all(each.isalnum() or each in "-_" for each in rest) and rest.isascii()):
            raise ValueError("is not a bot token (digits, a colon, letters and digits); BotFather shows it")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("must be scheme and host of a Bot API server, such as https://api.telegram.org")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _hook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be a URL with a host")
        if parts.scheme == "http" and info.data.get("telegram_api_url") == TELEGRAM:
            raise ValueError("must begin with https://, since Telegram calls no other")
        if info.data.get("telegram_bot_token", "") is None:
            raise ValueError("needs TELEGRAM_BOT_TOKEN; the local chat has no webhook")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None:
            if info.data.get("webhook_url"):
                raise ValueError("must be set with WEBHOOK_URL")
            return None
        said = value.get_secret_value()
        if not (1 <= len(said) <= 256 and said.isascii() and all(each.isalnum() or each in "-_" for each in said)):
            raise ValueError("must have 1 to 256 letters, digits, - and _")
        return value


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Return the settings of this process.

    Raises:
        SettingsError: naming every setting that is wrong, and not what its value was.
    """
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        raise SettingsError("; ".join(_said(each["loc"], each["msg"]) for each in error.errors(include_input=False))) from None


def _said(where: tuple[int | str, ...], what: str) -> str:
    what = what.removeprefix("Value error, ")
    return f"{str(where[0]).upper()}: {what}" if where else what
