"""Korean particles follow the sound of the word before them."""

from __future__ import annotations

import pytest

from bot.texts.particles import particle


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("조인", "을/를", "을"),
        ("쿼리", "을/를", "를"),
        ("값", "이/가", "이"),
        ("데이터", "이/가", "가"),
        ("파이프라인", "은/는", "은"),
        ("SQL", "은/는", "은"),
        ("Python", "이/가", "이"),
        ("Bash", "이/가", "가"),
        ("JVM", "과/와", "과"),
        ("API", "과/와", "와"),
        ("서울", "으로/로", "로"),
        ("부산", "으로/로", "으로"),
        ("제주", "으로/로", "로"),
        ("SQL", "으로/로", "로"),
        ("3", "을/를", "을"),
        ("2", "을/를", "를"),
        ("‘조인’", "을/를", "을"),
        ("A형(추상화)", "을/를", "을"),
        ("경영진(C 레벨)", "이/가", "이"),
        ("(추상화)", "을/를", "를"),
        ("<b>격차</b>", "을/를", "를"),
        ("", "을/를", "를"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, pair: str, said: str) -> None:
    assert particle(word, pair) == said
