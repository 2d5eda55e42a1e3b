"""Words to numbers: padding and unknown words are two things."""

import numpy as np

from lstm_drills.datasets.vocabulary import PADDING, UNKNOWN, vocabulary

TEXTS = [("b", "a", "b"), ("c", "b"), ("a", "d")]


def test_the_most_frequent_come_first_and_equals_by_their_alphabet():
    assert vocabulary(TEXTS).words == ("<pad>", "<unk>", "b", "a", "c", "d")
    assert vocabulary(TEXTS, at_least=2).words[2:] == ("b", "a")
    assert vocabulary(TEXTS, largest=3).words[2:] == ("b", "a", "c")
    assert len(vocabulary(TEXTS)) == 6


def test_texts_are_padded_after_their_end_and_unknown_words_are_not_padding():
    token_ids, lengths = vocabulary(TEXTS).encode([("a", "nowhere", "b"), (), ("d",)])
    np.testing.assert_array_equal(token_ids, [[3, UNKNOWN, 2], [PADDING] * 3, [5, PADDING, PADDING]])
    np.testing.assert_array_equal(lengths, [3, 0, 1])
    assert token_ids.dtype == lengths.dtype == np.int64


def test_of_a_long_text_the_end_stays():
    token_ids, lengths = vocabulary(TEXTS).encode([("a", "b", "c", "d"), ("b",)], max_length=2)
    np.testing.assert_array_equal(token_ids, [[4, 5], [2, PADDING]])
    np.testing.assert_array_equal(lengths, [2, 1])


def test_a_text_that_holds_the_special_words_names_means_words():
    known = vocabulary([("<pad>", "<unk>", "a")])
    token_ids, _ = known.encode([("<pad>", "<unk>", "a", "b")])
    assert PADDING not in token_ids
    assert token_ids[0, -1] == UNKNOWN
    assert len(set(token_ids[0].tolist())) == 4


def test_no_texts_at_all():
    token_ids, lengths = vocabulary(TEXTS).encode([])
    assert token_ids.shape == (0, 0)
    assert lengths.shape == (0,)
