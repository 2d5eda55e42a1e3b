"""Brackets: what was opened last is closed first, nothing is in both parts, and short memories do badly."""

import numpy as np
import pytest

from lstm_drills.datasets.brackets import (
    FIRST_CLOSED,
    FIRST_OPEN,
    KINDS,
    LETTERS,
    MARK,
    SIGNS,
    bracket_texts,
    ngram_perplexity,
)

TRAIN, TEST = bracket_texts(np.random.RandomState(4), 300, 150)


def rows(texts):
    return [tuple(ids[:length]) for ids, length in zip(texts.token_ids, texts.lengths, strict=True)]


def test_every_bracket_closes_what_was_opened_last():
    for text in (*rows(TRAIN), *rows(TEST)):
        assert text[0] == text[-1] == MARK
        opened = []
        for token in text[1:-1]:
            if token >= FIRST_CLOSED:
                assert opened.pop() == token - FIRST_CLOSED
            elif token >= FIRST_OPEN:
                opened.append(token - FIRST_OPEN)
            else:
                assert token in LETTERS and opened
        assert opened == []


def test_no_text_is_in_both_parts_nor_twice():
    assert len(set(rows(TRAIN)) | set(rows(TEST))) == len(TRAIN) + len(TEST) == 450
    assert not TRAIN.token_ids[np.arange(TRAIN.token_ids.shape[1]) >= TRAIN.lengths[:, None]].any()


def test_all_kinds_are_equally_frequent_and_one_sign_is_one_token():
    counts = np.bincount(TRAIN.token_ids.ravel(), minlength=len(SIGNS))[FIRST_OPEN : FIRST_OPEN + KINDS]
    assert counts.min() > 0.7 * counts.max()
    assert len(set(SIGNS)) == len(SIGNS)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_n_grams_cannot_know_which_bracket_is_open(seed):
    train, test = bracket_texts(np.random.RandomState(seed), 400, 200)
    one, two, three = (ngram_perplexity(train, test, size) for size in (1, 2, 3))
    assert one > two > three > 4.2


def test_the_same_seed_gives_the_same_texts():
    again, _ = bracket_texts(np.random.RandomState(4), 300, 150)
    assert np.array_equal(again.token_ids, TRAIN.token_ids)
