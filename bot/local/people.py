"""The human side: what people do in their chats, as methods for tests and for the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from bot.local import files
from bot.local.errors import bad_request
from bot.local.objects import Chat, Group, Json, Person, Status, default_name, utf16_length
from bot.local.params import Upload
from bot.local.text import TEXT_LIMIT, plain_text
from bot.local.world import World

CONTENT = ("text", "entities", "photo", "document", "sticker", "voice", "caption", "caption_entities")
STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
VOICE = b"OggS\x00\x02" + bytes(22)


class People:
    """People by number, which is also their Telegram id; whoever is spoken of for the first time comes into being.

    A method that acts in a group takes its ``chat_id``; without one it acts in the person's own chat with the bot. What a real
    app would not let anybody do raises ``ApiError``.
    """

    def __init__(self, world: World) -> None:
        self._world = world

    def person(self, number: int) -> Person:
        """Return a person."""
        known = self._world.store.person(number)
        return known or self._keep(Person(number, default_name(number)))

    def introduce(self, number: int, *, name: str = "", language: str = "") -> Person:
        """Change a person's name or the language of their app; what is empty stays."""
        person = self.person(number)
        return self._keep(replace(person, name=name or person.name, language=language or person.language))

    def _keep(self, person: Person) -> Person:
        with self._world.store.transaction():
            self._world.store.save_person(person)
        self._world.hub.publish("person", person=person.user() | {"status": person.status})
        return person

    def chat(self, number: int, chat_id: int | None = None) -> Chat:
        """Return the chat in which a person acts: the group they are a member of, or their own."""
        if chat_id is None or chat_id == number:
            return self.person(number)
        chat = self._world.store.group(chat_id) if chat_id < 0 else None
        if chat is None or number not in chat.members:
            raise bad_request("no such chat of this person")
        return chat

    def say(self, number: int, text: str, *, chat_id: int | None = None, reply_to: int = 0) -> Json:
        """Send a text and return the Message; the first one opens the chat with the bot."""
        clean, entities = plain_text(text)
        if not clean or utf16_length(clean) > TEXT_LIMIT:
            raise bad_request("a message has 1 to 4096 characters")
        content: Json = {"text": clean} | ({"entities": entities} if entities else {})
        return self._post(number, chat_id, content, reply_to)

    def start(self, number: int, payload: str = "") -> Json:
        """Press START, or follow a deep link with a payload."""
        return self.say(number, f"/start {payload}")

    def sticker(self, number: int, *, chat_id: int | None = None, emoji: str = "👍") -> Json:
        """Send a sticker."""
        file = self._keep_file("sticker.webp", "image/webp", STICKER, "sticker")
        kind = {"type": "regular", "is_animated": False, "is_video": False, "width": 512, "height": 512, "emoji": emoji}
        return self._post(number, chat_id, {"sticker": file | kind})

    def voice(self, number: int, *, chat_id: int | None = None) -> Json:
        """Send a voice message of a second."""
        file = self._keep_file("voice.ogg", "audio/ogg", VOICE, "voice")
        return self._post(number, chat_id, {"voice": file | {"duration": 1, "mime_type": "audio/ogg"}})

    def _keep_file(self, name: str, mime: str, content: bytes, kind: str) -> Json:
        with self._world.store.transaction():
            return files.keep(self._world.store, Upload(name, mime, content), kind).reference

    def photo(self, number: int, upload: Upload, *, chat_id: int | None = None, caption: str = "") -> Json:
        """Send a picture."""
        with self._world.store.transaction():
            content: Json = {"photo": files.photo(files.keep(self._world.store, upload, "photo"))}
            return self._post(number, chat_id, content | ({"caption": caption} if caption else {}))

    def document(self, number: int, upload: Upload, *, chat_id: int | None = None) -> Json:
        """Send a file."""
        with self._world.store.transaction():
            return self._post(number, chat_id, {"document": files.document(files.keep(self._world.store, upload, "document"))})

    def edit(self, number: int, message_id: int, text: str, *, chat_id: int | None = None) -> Json:
        """Change the text of an own message."""
        chat = self.chat(number, chat_id)
        message = self._world.store.message(chat.id, message_id)
        clean, entities = plain_text(text)
        if message is None or message["from"]["id"] != number or "text" not in message or not clean:
            raise bad_request("only own texts can be edited")
        changed = {key: value for key, value in message.items() if key != "entities"}
        changed |= {"text": clean, "edit_date": self._world.date} | ({"entities": entities} if entities else {})
        with self._world.store.transaction():
            self._world.store.save_message(changed)
            self._tell_bot(chat, changed, "edited_message")
        self._world.hub.publish("edited", chat_id=chat.id, message=changed)
        return changed

    def delete(self, number: int, message_id: int) -> None:
        """Delete any message of one's private chat, for both; bots aren't told of it."""
        chat = self.chat(number)
        if self._world.store.message(chat.id, message_id) is None:
            raise bad_request("no such message")
        self._world.store.delete_message(chat.id, message_id)
        self._world.hub.publish("deleted", chat_id=chat.id, message_id=message_id)

    def forward(self, number: int, message_id: int, *, from_chat: int | None = None, to_chat: int | None = None) -> Json:
        """Forward a message with its buttons, out of any chat that exists, and return the new Message."""
        message = self._world.store.message(from_chat or number, message_id)
        if message is None:
            raise bad_request("no such message")
        origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
        kept = {key: message[key] for key in (*CONTENT, "reply_markup") if key in message}
        return self._post(number, to_chat, kept | {"forward_origin": origin})

    def press(self, number: int, message_id: int, data: str, *, chat_id: int | None = None) -> str:
        """Press a button that carries ``data`` and return the query's id.

        The data is not compared with the message, and the chat may be anybody's: an altered app can send what it likes. The
        bot sees a message that is gone as an InaccessibleMessage.
        """
        world, place = self._world, chat_id or number
        chat = self._place(place)
        with world.store.transaction():
            query_id = str(world.bot_id * 1_000_000 + world.store.next_number("query"))
            message = world.store.message(place, message_id) or {"chat": chat.chat(), "message_id": message_id, "date": 0}
            content = {"id": query_id, "from": self.person(number).user(), "chat_instance": str(place), "message": message, "data": data}
            world.store.add_query(query_id, number, world.now().timestamp())
            world.updates.add("callback_query", content, f"user:{number}")
        return query_id

    def press_label(self, number: int, message_id: int, label: str, *, chat_id: int | None = None) -> str:
        """Press the button with this label and return the query's id."""
        message = self._world.store.message(chat_id or number, message_id) or {}
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        data = next((button.get("callback_data") for row in rows for button in row if button["text"] == label), None)
        if data is None:
            raise bad_request(f"no button {label!r}")
        return self.press(number, message_id, data, chat_id=chat_id)

    def answer(self, query_id: str) -> Json | None:
        """Return the bot's answer to a press (text, show_alert, url), None while there is none."""
        found = self._world.store.query(query_id)
        return found and found[2]

    def _place(self, chat_id: int) -> Chat:
        chat = self.person(chat_id) if chat_id > 0 else self._world.store.group(chat_id)
        if chat is None:
            raise bad_request("no such chat")
        return chat

    def block(self, number: int) -> None:
        """Block the bot."""
        self._change_status(self.person(number), Status.KICKED)

    def unblock(self, number: int) -> None:
        """Unblock the bot."""
        self._change_status(self.person(number), Status.MEMBER)

    def deactivate(self, number: int) -> None:
        """Delete the person's account, of which the bot hears only when it sends."""
        self._keep(replace(self.person(number), status=Status.DEACTIVATED))

    def _change_status(self, person: Person, status: Status) -> None:
        if person.status not in {Status.KICKED, Status.MEMBER}:
            raise bad_request("the person has not started the bot")
        if person.status is not status:
            with self._world.store.transaction():
                self._keep(replace(person, status=status))
                self._membership(person, person.user(), person.status, status)

    def _membership(self, chat: Chat, sender: Json, old: Status, new: Status) -> None:
        def member(status: Status) -> Json:
            banned = {"until_date": 0} if status is Status.KICKED else {}
            return {"status": str(status), "user": self._world.bot()} | banned

        change = {"chat": chat.chat(), "from": sender, "date": self._world.date}
        change |= {"old_chat_member": member(old), "new_chat_member": member(new)}
        self._world.updates.add("my_chat_member", change, f"chat:{chat.id}")

    def found_group(self, title: str, members: tuple[int, ...]) -> Group:
        """Open a group with the bot in it; the first member is its founder."""
        world = self._world
        with world.store.transaction():
            group = Group(-1000 - world.store.next_number("group"), title, members)
            for number in members:
                self.person(number)
            world.store.save_group(group)
            founder = self.person(members[0]).user()
            self._membership(group, founder, Status.KICKED, Status.MEMBER)
            message = world.new_message(group, founder, group_chat_created=True)
            world.store.save_message(message)
            world.updates.add("message", message, f"chat:{group.id}")
        return group

    def kick_bot(self, group_id: int) -> None:
        """Remove the bot from a group."""
        group = self._group(group_id)
        with self._world.store.transaction():
            self._world.store.save_group(replace(group, status=Status.KICKED))
            self._membership(group, self.person(group.members[0]).user(), Status.MEMBER, Status.KICKED)

    def upgrade(self, group_id: int) -> Group:
        """Turn a group into a supergroup, which has another id, and return that."""
        world, group = self._world, self._group(group_id)
        supergroup = replace(group, id=-1_000_000_000_000 + group_id)
        sender = self.person(group.members[0]).user()
        with world.store.transaction():
            world.store.save_group(replace(group, moved_to=supergroup.id))
            world.store.save_group(supergroup)
            for chat, field, other in ((group, "migrate_to_chat_id", supergroup), (supergroup, "migrate_from_chat_id", group)):
                message = world.new_message(chat, sender, **{field: other.id})
                world.store.save_message(message)
                world.updates.add("message", message, f"chat:{chat.id}")
        return supergroup

    def _group(self, group_id: int) -> Group:
        group = self._world.store.group(group_id)
        if group is None:
            raise bad_request("no such group")
        return group

    def history(self, chat_id: int, limit: int = 200) -> list[Json]:
        """Return the last messages of a chat, oldest first, as the Bot API's Messages."""
        return self._world.store.history(chat_id, limit)

    async def until(self, chat_id: int, condition: Callable[[list[Json]], bool], seconds: float = 10.0, limit: int = 200) -> list[Json]:
        """Wait until the last messages of a chat fulfil a condition, and return them.

        Raises:
            TimeoutError: they did not within so many seconds.
        """
        with self._world.hub.watch(chat_id) as events:
            async with asyncio.timeout(seconds):
                while not condition(messages := self.history(chat_id, limit)):
                    await events.get()
        return messages

    def _post(self, number: int, chat_id: int | None, content: Json, reply_to: int = 0) -> Json:
        world, chat = self._world, self.chat(number, chat_id)
        if chat.status in {Status.KICKED, Status.DEACTIVATED}:
            raise bad_request("the bot is blocked")
        with world.store.transaction():
            if isinstance(chat, Person) and chat.status is Status.NEW:
                chat = self._keep(replace(chat, status=Status.MEMBER))
            replied = world.replied(chat.id, reply_to) if reply_to else None
            quote = {"reply_to_message": replied} if replied else {}
            message = world.new_message(chat, self.person(number).user(), **quote, **content)
            world.store.save_message(message)
            self._tell_bot(chat, message, "message")
        world.hub.publish("message", chat_id=chat.id, message=message)
        return message

    def _tell_bot(self, chat: Chat, message: Json, kind: str) -> None:
        if isinstance(chat, Person) or self._is_for_bot(message):
            self._world.updates.add(kind, message, f"chat:{chat.id}")

    def _is_for_bot(self, message: Json) -> bool:
        """Tell whether a bot in privacy mode sees a message of a group: commands, mentions and replies to it."""
        text, name = message.get("text", ""), f"@{self._world.bot_username}"
        if message.get("reply_to_message", {}).get("from", {}).get("is_bot"):
            return True
        command = text.split()[0] if text.startswith("/") else ""
        return name in text or bool(command and ("@" not in command or command.endswith(name)))
