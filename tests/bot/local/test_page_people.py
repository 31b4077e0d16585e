"""The page in a real browser: for people of both languages, side by side, on a phone, by keyboard and by ear."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.local.params import Upload
from bot.local.server import BotApiServer
from tests.bot.local.conftest import IN_BROWSER, Clock, Open, Served, composer, eventually, say, serving
from tests.bot.local.scripted_bot import TOKEN, ScriptedBot, png

pytestmark = IN_BROWSER


async def test_the_person_reads_the_page_in_their_language(page: Page, stage: Served) -> None:
    await page.get_by_role("combobox", name="Language of this person").select_option("ko")
    await expect(page.get_by_role("textbox", name="메시지")).to_be_visible()
    await expect(page.get_by_role("button", name="내일 문제 지금 받기")).to_be_visible()
    assert await page.locator("html").get_attribute("lang") == "ko"
    assert stage.server.people.person(1).language == "ko"
    await page.get_by_role("button", name="명령어").click()
    await expect(page.get_by_role("option", name="문제 풀기")).to_be_visible()


@pytest.mark.usefixtures("bot")
async def test_a_korean_browser_brings_a_korean_person(visit: Open) -> None:
    page = await visit("?user=2", locale="ko-KR")
    await page.get_by_role("button", name="시작", exact=True).click()
    await expect(page.get_by_text(re.compile("안녕하세요"))).to_be_visible()


async def test_enter_that_ends_korean_composition_does_not_send(page: Page, bot: ScriptedBot) -> None:
    await composer(page).fill("안녕")
    await composer(page).evaluate(
        "node => node.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    await expect(composer(page)).to_have_value("안녕")
    await composer(page).press("Shift+Enter")
    await expect(composer(page)).to_have_value("안녕\n")
    await composer(page).press("Enter")
    await eventually(lambda: bot.updates[-1]["message"]["text"] == "안녕")


@pytest.mark.usefixtures("bot")
async def test_several_people_chat_side_by_side(visit: Open) -> None:
    page = await visit("?user=1")
    await page.get_by_role("button", name="Open another person beside").click()
    second = page.get_by_role("region", name="Chat of 지민")
    await second.get_by_role("button", name="Start", exact=True).click()
    await expect(second.get_by_text("Hello!")).to_be_visible()
    await expect(page.get_by_role("region", name="Chat of Alex").get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert page.url.endswith("?user=1&user=2")
    await page.reload()
    await expect(page.locator(".panel")).to_have_count(2)
    await second.get_by_role("button", name="Close this chat").click()
    await expect(page.locator(".panel")).to_have_count(1)


async def test_another_persons_news_are_marked_until_seen(page: Page, stage: Served) -> None:
    stage.server.people.start(2)
    tab = page.get_by_role("navigation", name="People").get_by_role("button", name="지민")
    await expect(tab.locator(".unread")).to_be_attached()
    await tab.click()
    await expect(page.get_by_text("Hello!")).to_be_visible()
    await expect(tab.locator(".unread")).to_have_count(0)


@pytest.mark.usefixtures("bot")
async def test_colours_follow_the_system_until_switched(visit: Open) -> None:
    page = await visit(color_scheme="dark")

    async def background() -> str:
        return str(await page.locator(".bar").evaluate("node => getComputedStyle(node).backgroundColor"))

    assert await background() == "rgb(23, 33, 43)"
    await page.get_by_role("button", name="Light colours").click()
    assert await background() == "rgb(255, 255, 255)"
    await page.reload()
    await page.locator(".panel .head").wait_for()
    assert await background() == "rgb(255, 255, 255)"


async def test_at_the_width_of_a_phone_nothing_is_wider_than_the_screen(visit: Open, stage: Served, bot: ScriptedBot) -> None:
    stage.server.people.introduce(1, language="ko")
    stage.server.people.start(1)
    stage.server.people.say(1, "x" * 300)
    await bot.question(1, "ko")
    stage.server.people.photo(1, Upload("a.png", "image/png", png(900, 60)))
    page = await visit("?user=1&user=2", viewport={"width": 360, "height": 740}, locale="ko-KR")
    await expect(page.locator(".panel:visible")).to_have_count(1)
    wide = "nodes => nodes.filter(node => node.getBoundingClientRect().right > 361).map(node => node.className)"
    assert await page.locator("body, .head, .foot, .bubble, .keyboard, .inline, .composer *").evaluate_all(wide) == []
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
async def test_at_the_width_of_a_phone_the_strip_shows_all_that_it_can_do(visit: Open, stage: Served, locale: str) -> None:
    for user in (1, 2, 3):
        stage.server.people.introduce(user, language=locale[:2])
    page = await visit("?user=1", viewport={"width": 360, "height": 740}, locale=locale)
    strip = page.locator(".strip")
    assert await strip.evaluate("node => node.scrollWidth <= node.clientWidth")
    assert (await strip.bounding_box() or {"height": 0})["height"] < 60
    labels = {"en-GB": "Tomorrow’s push now", "ko-KR": "내일 문제 지금 받기"}
    await expect(strip.get_by_role("button", name=labels[locale])).to_be_in_viewport()
    await expect(strip.get_by_role("spinbutton")).to_be_in_viewport()


async def test_the_tab_key_goes_through_the_page_and_out_again(page: Page) -> None:
    await say(page, "/quiz")
    await page.get_by_role("button", name="D", exact=True).wait_for()
    seen: list[str] = []
    await page.reload()
    await page.get_by_role("button", name="D", exact=True).wait_for()
    for _ in range(40):
        await page.keyboard.press("Tab")
        seen.append(
            str(await page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()"))
        )
        if seen.count("Alex") == 2:
            break
    order = [
        seen.index(name) for name in ("Alex", "Tomorrow’s push now", "Language of this person", "Messages", "A", "D", "Message", "Attach")
    ]
    assert order == sorted(order)


async def test_the_log_is_walked_by_arrow_keys(page: Page) -> None:
    await page.get_by_role("log").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message.other").last).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message.own").last).to_be_focused()


@pytest.mark.usefixtures("bot")
async def test_new_messages_are_announced_and_old_ones_are_not(visit: Open, stage: Served) -> None:
    stage.server.people.start(1)
    page = await visit()
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    unnamed = "nodes => nodes.filter(node => !node.getAttribute('aria-label') && !node.textContent.trim()).map(node => node.outerHTML)"
    assert await page.locator("button, a, [role=button]").evaluate_all(unnamed) == []


@pytest.mark.usefixtures("bot")
async def test_who_wants_calm_gets_no_motion(visit: Open, stage: Served) -> None:
    page = await visit(reduced_motion="reduce")
    stage.server.people.start(1)
    await expect(page.get_by_text("Hello!")).to_be_visible()
    duration = await page.locator(".message.fresh .column").last.evaluate("node => getComputedStyle(node).animationDuration")
    assert duration == "0.001s"


async def test_the_page_says_when_the_server_is_gone_and_catches_up(browser: Browser, tmp_path: Path) -> None:
    clock, state = Clock(), tmp_path / "chat.db"
    async with serving(clock) as start:
        first = await start(state_file=state)
        first.server.people.say(1, "before")
        page = await browser.new_page(locale="en-US")
        await page.goto(first.base)
        await page.get_by_text("before").wait_for()
        await first.server.stop()
        await expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
        second = BotApiServer(token=TOKEN, now=clock.now, state_file=state)
        await second.start(port=int(first.base.rsplit(":", 1)[1]))
        second.people.say(1, "meanwhile")
        await expect(page.get_by_text("meanwhile")).to_be_visible(timeout=15_000)
        await expect(page.get_by_role("alert")).to_be_hidden()
        await page.close()
        await second.stop()
