"""Who is written to next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.api import Attachment
from bot.delivery.limits import Limits, Rate
from bot.delivery.lines import Call, Lines
from storage.outbox import Outgoing, Priority

FAST = Rate(1e9, 1000)
OPEN = Limits(FAST, FAST, FAST, FAST)
AT = datetime(2026, 1, 1, tzinfo=UTC)
_ids = count(1)


def call(chat: int, *, push: bool = False, method: str = "sendMessage", **more: object) -> Call:
    payload = {"chat_id": chat, **({"message_id": more.pop("message_id")} if "message_id" in more else {})}
    priority = Priority.PUSH if push else Priority.REPLY
    return Call(Outgoing(chat, method, payload, priority=priority, id=next(_ids), **more))  # type: ignore[arg-type]  # a test's shorthand


def drain(lines: Lines, now: float = 0.0) -> list[Call]:
    """Send everything that may go at ``now``, one after another."""
    gone = []
    while (each := lines.next(now)) is not None:
        gone.append(each)
        lines.done(each, now)
    return gone


def test_a_chat_sends_one_at_a_time_in_the_order_of_ids() -> None:
    lines, first, second = Lines(OPEN), call(1), call(1)
    lines.add(first, 0)
    lines.add(second, 0)
    assert lines.next(0) is first
    assert lines.next(0) is None
    lines.done(first, 0)
    assert lines.next(0) is second


def test_who_waits_goes_before_who_is_pushed_to_and_takes_the_chats_own_push_along() -> None:
    lines = Lines(OPEN)
    pushes = [call(chat, push=True) for chat in (1, 2, 3)]
    reply, other = call(3), call(4)
    for each in (*pushes, reply, other):
        lines.add(each, 0)
    assert drain(lines) == [pushes[2], reply, other, pushes[0], pushes[1]]


def test_among_pushes_the_longest_waiting_goes_first() -> None:
    lines = Lines(OPEN)
    pushes = [call(chat, push=True) for chat in (5, 4, 3, 2, 1)]
    for each in pushes:
        lines.add(each, 0)
    assert drain(lines) == pushes


def test_a_newer_edit_replaces_the_waiting_one_of_the_same_message() -> None:
    lines = Lines(OPEN)
    old, other = call(1, method="editMessageText", message_id=7), call(1, method="editMessageText", message_id=8)
    new = call(1, method="editMessageText", message_id=7)
    assert lines.add(old, 0) is None
    assert lines.add(other, 0) is None
    assert lines.add(new, 0) is old
    assert drain(lines) == [other, new]


def test_an_edit_on_the_wire_is_not_replaced() -> None:
    lines = Lines(OPEN)
    old, new = call(1, method="editMessageText", message_id=7), call(1, method="editMessageText", message_id=7)
    lines.add(old, 0)
    assert lines.next(0) is old
    assert lines.add(new, 0) is None
    assert len(lines) == 2


def test_answers_to_presses_pass_every_limit_and_every_line() -> None:
    lines = Lines(Limits(Rate(1, 1), Rate(1, 1), Rate(1, 1)))
    first, second, answer = call(1), call(1), call(1, method="answerCallbackQuery")
    for each in (first, second, answer):
        lines.add(each, 0)
    assert [lines.next(0), lines.next(0)] == [answer, first]
    assert lines.next(0) is None


def test_a_chat_waits_for_its_own_limit_and_nobody_else_does() -> None:
    lines = Lines(Limits(FAST, Rate(1, 2), FAST))
    mine, yours = [call(1) for _ in range(3)], call(2)
    for each in (*mine, yours):
        lines.add(each, 0)
    assert drain(lines) == [*mine[:2], yours]
    assert lines.wake_at() == 1.0
    assert drain(lines, 1.0) == [mine[2]]


def test_what_is_to_be_tried_again_stays_first_and_waits_its_time() -> None:
    lines, first, second = Lines(OPEN), call(1), call(1)
    lines.add(first, 0)
    lines.add(second, 0)
    lines.next(0)
    lines.again(first, 5.0, 0)
    assert lines.next(4.9) is None
    assert lines.next(5.0) is first


def test_a_hold_stops_everybody_but_answers_to_presses() -> None:
    lines, message, answer = Lines(OPEN), call(1), call(2, method="answerCallbackQuery")
    lines.hold(10)
    lines.add(message, 0)
    lines.add(answer, 0)
    assert drain(lines, 0) == [answer]
    assert drain(lines, 10.0) == [message]


def test_a_chats_calls_can_be_dropped_but_for_the_one_on_the_wire() -> None:
    lines, wire, waiting, other = Lines(OPEN), call(1), call(1), call(2)
    for each in (wire, waiting, other):
        lines.add(each, 0)
    assert lines.next(0) is wire
    assert lines.drop(1) == [waiting]
    lines.done(wire, 0)
    assert drain(lines) == [other]
    assert len(lines) == 0


def test_what_needs_a_file_goes_only_when_it_is_made_and_holds_nobody_up() -> None:
    lines, picture, text = Lines(OPEN), call(1, method="sendPhoto", attachment={"kind": "dot"}), call(2)
    lines.add(picture, 0)
    lines.add(text, 0)
    assert drain(lines) == [text]
    assert lines.next_unmade(0) is picture
    assert lines.next_unmade(0) is None
    picture.file = Attachment("photo", "dot.png", b"")
    lines.again(picture, 0, 0)
    assert drain(lines) == [picture]


def test_a_person_who_wants_many_files_waits_for_them() -> None:
    lines = Lines(Limits(FAST, FAST, FAST, Rate(0.1, 1)))
    for _ in range(2):
        lines.add(call(1, method="sendDocument", attachment={"kind": "export"}), 0)
    first = lines.next_unmade(0)
    assert first is not None
    first.file = Attachment("document", "x", b"")
    lines.again(first, 0, 0)
    assert drain(lines) == [first]
    assert lines.next_unmade(9.9) is None
    assert lines.next_unmade(10.0) is not None


def test_what_expired_is_swept_out_with_its_empty_line() -> None:
    lines, old, new = Lines(OPEN), call(1, expires_at=AT), call(2, expires_at=AT + timedelta(seconds=1))
    lines.add(old, 0)
    lines.add(new, 0)
    assert lines.sweep(0, AT) == [old]
    assert drain(lines) == [new]


def test_a_line_that_was_forgotten_and_begun_anew_is_not_taken_for_the_old_one() -> None:
    lines = Lines(OPEN)
    push, reply, later = call(1, push=True), call(1), call(1)
    lines.add(push, 0)
    lines.add(reply, 0)  # takes the push along, whose own place in the queue is outdated now but still there
    for each in (push, reply):
        assert lines.next(0) is each
        lines.done(each, 0)
    lines.sweep(10, AT)
    lines.add(later, 10)
    assert lines.next(10) is later
    assert lines.next(10) is None


_move = st.tuples(st.integers(1, 4), st.booleans(), st.sampled_from(["sendMessage", "editMessageText", "answerCallbackQuery"]))


@given(st.lists(_move, max_size=40), st.integers(0, 3))
def test_nothing_is_lost_or_doubled_and_each_chat_keeps_its_order(moves: list[tuple[int, bool, str]], failures: int) -> None:
    lines = Lines(Limits(Rate(1e6, 10), Rate(1, 2), FAST))
    added, stale, gone, now = [], [], [], 0.0
    for chat, push, method in moves:
        if chat == 4:  # a lull: all goes out, and the empty lines are forgotten
            now += 1000
            gone += drain(lines, now)
            lines.sweep(now + 1000, AT)
        made = call(chat, push=push, method=method, message_id=1)
        added.append(made)
        if (old := lines.add(made, now)) is not None:
            stale.append(old)
    while len(lines):
        each = lines.next(now)
        if each is None:
            now = max(now, lines.wake_at() or now) + 0.001
        elif failures and each.tries == 0:
            failures, each.tries = failures - 1, 1
            lines.again(each, now + 2, now)
        else:
            gone.append(each)
            lines.done(each, now)
    assert sorted(each.what.id for each in (*gone, *stale)) == [each.what.id for each in added]
    for chat in range(1, 5):
        ids = [each.what.id for each in gone if each.what.chat_id == chat and each.what.method != "answerCallbackQuery"]
        assert ids == sorted(ids)
