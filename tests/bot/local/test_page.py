"""The page in a real browser: what a person sees, presses and types in a chat."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.bot.local.conftest import IN_BROWSER, Open, Served, composer, eventually, say
from tests.bot.local.scripted_bot import ScriptedBot, png

pytestmark = IN_BROWSER


async def test_an_empty_chat_introduces_the_bot_and_starts_it(visit: Open, bot: ScriptedBot) -> None:
    page = await visit("?user=1&start=sql")
    await expect(page.get_by_role("heading", name="What can this bot do?")).to_be_visible()
    await expect(page.get_by_text("A coach for data engineers.")).to_be_visible()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".message.own").get_by_text("/start sql")).to_be_visible()
    await eventually(lambda: len(bot.updates) == 1)
    assert bot.updates[0]["message"]["text"] == "/start sql"


async def test_formatted_text_and_code_are_shown_as_such(page: Page) -> None:
    await say(page, "/quiz")
    block = page.get_by_role("region", name="Code in sql")
    await expect(block).to_contain_text("LEFT JOIN payments p ON")
    assert await page.locator(".message strong", has_text="SQL · joins").count() == 1
    assert await page.get_by_role("link", name="guide").get_attribute("href") == "https://example.com/guide"
    assert await page.get_by_role("link", name="guide").get_attribute("rel") == "noopener noreferrer"
    scrolls = await block.evaluate("node => node.scrollWidth > node.clientWidth && getComputedStyle(node).overflowX")
    assert scrolls == "auto"


async def test_markup_in_texts_and_names_stays_text(page: Page, stage: Served) -> None:
    evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    stage.server.people.introduce(1, name=evil)
    stage.server.people.say(1, evil)
    await stage.call("sendMessage", chat_id=1, text=evil, reply_markup={"inline_keyboard": [[{"text": evil, "callback_data": "a"}]]})
    await expect(page.get_by_role("button", name=evil).last).to_be_visible()
    assert await page.locator(".log img, .log script, .bar script").count() == 0
    assert await page.title() not in {"1", "2"}


async def test_a_pressed_button_waits_until_it_is_answered_with_a_toast(page: Page, bot: ScriptedBot, stage: Served) -> None:
    await say(page, "/quiz")
    slow = page.get_by_role("button", name="🤷")
    await slow.click()
    await expect(slow).to_have_attribute("aria-busy", "true")
    await eventually(lambda: "callback_query" in bot.updates[-1])
    await stage.call("answerCallbackQuery", callback_query_id=bot.updates[-1]["callback_query"]["id"], text="At last")
    await expect(slow).not_to_have_attribute("aria-busy", "true")
    await expect(page.get_by_role("status")).to_have_text("At last")


async def test_an_alert_is_a_dialog_that_is_closed(page: Page) -> None:
    await say(page, "/quiz")
    await page.get_by_role("button", name="C", exact=True).click()
    await expect(page.get_by_role("dialog")).to_contain_text("An alert")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_edit_happens_in_place_and_keeps_the_focus(page: Page) -> None:
    await say(page, "/quiz")
    answer = page.get_by_role("button", name="B", exact=True)
    await answer.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Right: B")).to_be_visible()
    await expect(page.get_by_text("How many rows does this return?")).to_have_count(0)
    await expect(page.locator(".meta", has_text="edited")).to_have_count(1)
    await expect(page.get_by_role("button", name="→")).to_be_focused()


async def test_a_picture_has_its_caption_as_description_and_opens_in_full(page: Page) -> None:
    await say(page, "/gaps")
    picture = page.get_by_role("img", name="Level by area")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("node => node.complete && node.naturalWidth") == 640
    await page.get_by_role("button", name="Enlarge the picture").click()
    await expect(page.get_by_role("dialog", name="Picture")).to_be_visible()
    await page.get_by_role("button", name="Close", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_document_is_downloaded_under_its_name(page: Page) -> None:
    await say(page, "/export")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download: gapwise-export.json").click()
    assert (await download.value).suggested_filename == "gapwise-export.json"


async def test_the_command_menu_filters_and_is_used_by_keyboard(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_count(4)
    await page.keyboard.press("Escape")
    await composer(page).press_sequentially("/h")
    await expect(page.get_by_role("listbox").get_by_role("option")).to_have_text(["/helpWhat I can do"])
    await composer(page).fill("/")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", name="/quiz")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await eventually(lambda: bot.updates[-1].get("message", {}).get("text") == "/quiz")
    await expect(composer(page)).to_have_value("")


async def test_typing_is_shown_until_the_bot_speaks(page: Page, stage: Served) -> None:
    await stage.call("sendChatAction", chat_id=1, action="typing")
    await expect(page.locator(".status")).to_have_text("typing")
    await stage.call("sendMessage", chat_id=1, text="done typing")
    await expect(page.locator(".status")).to_have_text("bot")


async def test_a_message_is_answered_edited_and_forwarded_from_its_menu(page: Page, bot: ScriptedBot) -> None:
    await say(page, "first")
    own = page.locator(".message.own", has_text="first")
    await own.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Edit").click()
    await composer(page).fill("second")
    await composer(page).press("Enter")
    await expect(page.locator(".message.own", has_text="second")).to_contain_text("edited")
    await page.locator(".message.other .bubble").last.hover()
    await page.locator(".message.other").last.get_by_role("button", name="Options of this message").click()
    await page.get_by_role("menuitem", name="Reply").click()
    await composer(page).fill("an answer")
    await composer(page).press("Enter")
    await expect(page.locator(".message.own", has_text="an answer").locator(".quoted")).to_contain_text("echo: first")
    await eventually(lambda: bot.updates[-1].get("message", {}).get("text") == "an answer")
    assert "reply_to_message" in bot.updates[-1]["message"]


async def test_the_strip_sets_off_what_one_would_wait_for(page: Page, actions: list[tuple[str, dict[str, int]]]) -> None:
    await page.get_by_role("button", name="Tomorrow’s push now").click()
    await page.get_by_role("button", name="The weekly summary now").click()
    await page.get_by_role("spinbutton", name="Days to jump ahead").fill("3")
    await page.get_by_role("button", name="Jump ahead").click()
    await expect(page.get_by_role("status")).to_have_text("The clock is 3 days ahead now")
    assert actions == [("push", {"user": 1}), ("weekly", {"user": 1}), ("jump", {"user": 1, "days": 3})]


async def test_a_blocked_bot_can_be_started_again(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Options of this chat").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await page.get_by_role("button", name="Unblock and restart").click()
    await expect(page.get_by_text("Hello!")).to_have_count(2)
    kinds = [update["my_chat_member"]["new_chat_member"]["status"] for update in bot.updates if "my_chat_member" in update]
    assert kinds == ["kicked", "member"]


async def test_stickers_voice_and_files_can_be_sent(page: Page, bot: ScriptedBot) -> None:
    for item in ("Sticker", "Voice message"):
        await page.get_by_role("button", name="Attach").click()
        await page.get_by_role("menuitem", name=item).click()
    await eventually(lambda: "voice" in bot.updates[-1].get("message", {}))
    await page.locator("input[type=file]").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": png(20, 20)})
    await eventually(lambda: "photo" in bot.updates[-1]["message"])
    await page.locator("input[type=file]").set_input_files({"name": "표.csv", "mimeType": "text/csv", "buffer": b"1"})
    await eventually(lambda: bot.updates[-1]["message"].get("document", {}).get("file_name") == "표.csv")
    await expect(page.get_by_role("img", name="Voice message")).to_be_visible()


async def test_a_group_is_opened_and_left_again(page: Page, bot: ScriptedBot) -> None:
    await page.get_by_role("button", name="Options of this chat").click()
    await page.get_by_role("menuitem", name="Open the group chat").click()
    await expect(page.get_by_role("heading", name="Data guild")).to_be_visible()
    await say(page, "/hello")
    await expect(page.locator(".message.other .sender").last).to_have_text("Gapwise")
    assert bot.updates[-1]["message"]["chat"]["type"] == "group"
    await page.get_by_role("button", name="Options of this chat").click()
    await page.get_by_role("menuitem", name="Back to the bot").click()
    await expect(page.get_by_text("Hello!")).to_be_visible()


async def test_hidden_text_is_shown_on_request(page: Page, stage: Served) -> None:
    await stage.call("sendMessage", chat_id=1, text="<tg-spoiler>the key</tg-spoiler> 😀 <b>after</b>", parse_mode="HTML")
    await page.get_by_role("button", name="Hidden text").press("Enter")
    await expect(page.get_by_text("the key")).to_be_visible()
    await expect(page.locator(".message strong", has_text="after")).to_be_visible()
