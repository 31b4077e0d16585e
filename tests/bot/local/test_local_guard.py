"""Who may speak to the server, and what its page may do."""

from __future__ import annotations

import pytest
from aiohttp import FormData

from tests.bot.local.conftest import Serve, Served
from tests.bot.local.scripted_bot import TOKEN


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:80"}, 200),
        ({"Host": "[::1]:8080"}, 200),
        ({"Host": "LOCALHOST"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "[oops"}, 403),
        ({"Host": "localhost:80", "Origin": "http://localhost:80"}, 200),
        ({"Host": "localhost:80", "Origin": "http://localhost:81"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/", "/local/chat?user=1", f"/bot{TOKEN}/getMe"])
async def test_other_hosts_and_origins_are_refused(local: Served, path: str, headers: dict[str, str], status: int) -> None:
    async with local.session.get(local.base + path, headers=headers) as answer:
        assert answer.status == status


async def test_another_host_name_can_be_allowed(serve: Serve) -> None:
    local = await serve(allowed_hosts=["Chat.Local"])
    async with local.session.get(local.base, headers={"Host": "chat.local:8080"}) as answer:
        assert answer.status == 200


async def test_the_page_may_load_nothing_from_elsewhere(local: Served) -> None:
    async with local.session.get(local.base) as answer:
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "://" not in text


async def test_only_pictures_are_shown_and_everything_else_is_saved(local: Served) -> None:
    form = FormData({"user": "1"}, quote_fields=False)
    form.add_field("file", b"<script>1</script>", filename="결과.html", content_type="text/html")
    async with local.session.post(f"{local.base}/local/do/document", data=form) as answer:
        file_id = (await answer.json())["result"]["document"]["file_id"]
    async with local.session.get(f"{local.base}/local/files/{file_id}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%EA%B2%B0%EA%B3%BC.html"


async def test_the_human_side_is_refused_in_the_same_form(local: Served) -> None:
    for path, body, status in (
        ("do/fly", {}, 404),
        ("do/say", {"user": 0}, 400),
        ("do/photo", {}, 400),
        ("actions/none", {}, 404),
        ("faults", {}, 404),
    ):
        async with local.session.post(f"{local.base}/local/{path}", json=body) as answer:
            assert (answer.status, (await answer.json())["ok"]) == (status, False)


async def test_an_action_is_run_for_the_person_and_its_failure_told(serve: Serve) -> None:
    seen: list[dict[str, int]] = []

    async def jump(**fields: int) -> None:
        seen.append(fields)

    async def push(**_fields: int) -> None:
        raise RuntimeError("details stay here")

    local = await serve(actions={"jump": jump, "push": push})
    async with local.session.post(f"{local.base}/local/actions/jump", json={"user": 2, "days": 3}) as answer:
        assert answer.status == 200
    assert seen == [{"user": 2, "days": 3}]
    async with local.session.post(f"{local.base}/local/actions/push", json={}) as answer:
        assert (answer.status, (await answer.json())["description"]) == (500, "Internal Server Error: RuntimeError")


async def test_no_log_line_shows_the_token(local: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    await local.call("getMe")
    await local.refusal("sendMessage")
    assert TOKEN not in caplog.text
