"""Wrapping: Chinese punctuation keeps to its sentence, and no sign is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.ui.wrap import CLOSING, OPENING, cells, wrap

CHINESE = "遗忘门（forget gate）决定旧的细胞状态保留多少，输入门（input gate）决定写入多少；“输出门”决定读出多少。"


@pytest.mark.parametrize("width", range(12, 60))
def test_no_line_begins_with_closing_nor_ends_with_opening_punctuation(width):
    lines = wrap(CHINESE, width)
    assert all(cells(line) <= width for line in lines)
    assert not any(line[0] in CLOSING or line[-1] in OPENING for line in lines)
    assert "".join(lines).replace(" ", "") == CHINESE.replace(" ", "")


def test_latin_text_breaks_at_blanks():
    assert wrap("the forget gate scales the old cell", 16) == ["the forget gate", "scales the old", "cell"]
    assert wrap("a\n\nb", 10) == ["a", "", "b"]
    assert wrap("", 10) == [""]


def test_a_word_longer_than_the_line_is_cut():
    assert wrap("abcdefghijklmnop", 10) == ["abcdefghij", "klmnop"]


def test_widths():
    assert cells("abc") == 3
    assert cells("门") == 2
    assert cells("“门”") == 6  # drawn wide beside Chinese
    assert cells("e\u0301") == 1


@given(st.text(max_size=200), st.integers(1, 60))
def test_nothing_but_blanks_is_lost(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
