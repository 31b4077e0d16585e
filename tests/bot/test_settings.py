"""Settings: validated at start, every error named at once, no secret told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands.run import secrets_of
from bot.settings import Settings, SettingsError, read_settings

TOKEN = "123456:AAsecretsecret"


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """The process's environment, put back afterwards."""
    before = dict(os.environ)
    for name in (field.upper() for field in Settings.model_fields):
        os.environ.pop(name, None)
    yield os.environ  # type: ignore[misc]  # os.environ is a mapping of strings
    os.environ.clear()
    os.environ.update(before)


def test_without_any_setting_it_is_the_local_chat_on_loopback(environment: dict[str, str]) -> None:
    assert "TELEGRAM_BOT_TOKEN" not in environment
    settings = read_settings(None)
    assert settings.telegram_bot_token is None
    assert (settings.local_chat_listen, settings.local_chat_port) == ("127.0.0.1", 8080)
    assert settings.database_url == "sqlite:///data/gapwise.db"


def test_a_dotenv_file_is_read_and_the_environment_wins(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("LOCAL_CHAT_PORT=9000\nADMIN_IDS=7, 8\n")
    environment["LOCAL_CHAT_PORT"] = "9001"
    settings = read_settings(file)
    assert settings.local_chat_port == 9001
    assert settings.admin_ids == {7, 8}


def test_every_wrong_setting_is_named_at_once_and_no_secret_is_told(environment: dict[str, str]) -> None:
    environment |= {
        "TELEGRAM_BOT_TOKEN": "my-secret",
        "TELEGRAM_API_URL": "api.telegram.org",
        "WEBHOOK_URL": "example.org/hook",
        "WEBHOOK_PORT": "70000",
        "ADMIN_IDS": "me",
        "LOG_LEVEL": "loud",
    }
    with pytest.raises(SettingsError) as caught:
        read_settings(None)
    said = str(caught.value)
    for name in environment.keys() & {"TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "WEBHOOK_URL", "WEBHOOK_PORT", "ADMIN_IDS", "LOG_LEVEL"}:
        assert name in said
    assert "my-secret" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"WEBHOOK_URL": "https://example.org/hook"}, "needs TELEGRAM_BOT_TOKEN"),
        ({"WEBHOOK_URL": "https://example.org/hook", "TELEGRAM_BOT_TOKEN": TOKEN}, "WEBHOOK_SECRET: must be set"),
        ({"WEBHOOK_URL": "http://example.org/", "TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": "s"}, "https://"),
        ({"WEBHOOK_SECRET": "no spaces"}, "letters, digits"),
    ],
)
def test_a_webhook_needs_https_a_token_and_a_secret(environment: dict[str, str], given: dict[str, str], complaint: str) -> None:
    environment |= given
    with pytest.raises(SettingsError, match=complaint):
        read_settings(None)


def test_plain_http_is_fine_with_a_server_that_is_not_telegrams(environment: dict[str, str]) -> None:
    environment |= {
        "WEBHOOK_URL": "http://bot:8443/hook",
        "WEBHOOK_SECRET": "s",
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://telegram:8081/",
    }
    assert read_settings(None).telegram_api_url == "http://telegram:8081"


def test_settings_show_no_secret_when_printed(environment: dict[str, str]) -> None:
    environment |= {"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "sqlite://somebody:pass-word@/data/g.db"}
    settings = read_settings(None)
    assert "AAsecret" not in repr(settings) + str(settings)
    assert "pass-word" not in repr(settings) + str(settings)
    assert set(secrets_of(settings)) >= {TOKEN, "pass-word"}


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("postgresql://somebody:pass@word:secret@host/g", "must be a database URL"),
        ("mysql+nosuch://somebody:secret@host/g", "must be a database URL"),
        ("mysql://somebody:secret@host/g", "needs a driver that is not installed: MySQLdb"),
    ],
)
def test_what_is_wrong_with_a_database_url_is_said_without_its_password(environment: dict[str, str], url: str, complaint: str) -> None:
    environment |= {"DATABASE_URL": url}
    with pytest.raises(SettingsError, match=complaint) as caught:
        read_settings(None)
    assert "secret" not in str(caught.value)
