"""Words of texts in both languages."""

import pytest

from lstm_drills.datasets.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's GOOD, isn't it?", ("it's", "good", ",", "isn't", "it", "?")),
        ("这本书很好！", ("这", "本", "书", "很", "好", "!")),
        ("用Python3写LSTM，好", ("用", "python3", "写", "lstm", ",", "好")),
        ("10 分；很_好", ("10", "分", ";", "很", "_", "好")),
        ("Ｇｏｏｄ Ａ", ("good", "a")),
        ("très déçu", ("très", "déçu")),
        ("𠀀好", ("𠀀", "好")),
        (" \t\u3000", ()),
        ("…", (".", ".", ".")),
    ],
)
def test_words(text, words):
    assert words_of(text) == words
