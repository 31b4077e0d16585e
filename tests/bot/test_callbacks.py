"""Button payloads survive the way to Telegram and back, fit its 64 bytes, and mean nothing once tampered with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.callbacks import MOST_BYTES, Callback, Choose, Pick, Practise, pack, unpack

KINDS: tuple[Any, ...] = get_args(Callback)
_WORD = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), max_size=4)
_NUMBER = st.integers(0, 10**18 - 1)


@given(st.data(), st.sampled_from(KINDS))
def test_what_is_packed_is_unpacked_the_same(data: st.DataObject, kind: Any) -> None:  # noqa: ANN401 one of many classes
    values = [data.draw(_NUMBER if each.type == "int" else _WORD) for each in fields(kind)]
    callback: Callback = kind(*values)
    assert unpack(pack(callback)) == callback


@given(st.text(max_size=70))
def test_anything_else_is_read_as_nothing_or_as_a_payload_that_packs_the_same(data: str) -> None:
    callback = unpack(data)
    assert callback is None or unpack(pack(callback)) == callback


def test_a_payload_over_64_bytes_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match=str(MOST_BYTES)):
        pack(Practise("격" * 30))


def test_the_longest_payloads_of_the_product_fit() -> None:
    assert len(pack(Choose("w", "zone", "America/Argentina/ComodRivadavia")).encode()) <= MOST_BYTES
    assert len(pack(Practise("stakeholders/software-engineers")).encode()) <= MOST_BYTES
    assert len(pack(Pick(10**18 - 1, 5)).encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    "data", ["", "|", "p", "p|", "p|1", "p|1|", "p|1|2|3", "p|-1|2", "p|１|2", "p|1.0|2", "zz|1", "p|" + "9" * 19 + "|1"]
)
def test_what_was_tampered_with_means_nothing(data: str) -> None:
    assert unpack(data) is None
