"""Texts in which every bracket closes what was opened last, however far away: what comes next depends on what is long past.

A language of four pairs of brackets, two letters, and a mark at both ends. A trigram sees the last two tokens, and behind letters
it cannot know which bracket is open; an LSTM carries that along.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]
SIGNS = (" ", "|", "a", "b", "(", "[", "{", "<", ")", "]", "}", ">")  # the id is the place; 0 is padding
MARK, LETTERS = 1, (2, 3)
KINDS, FIRST_OPEN, FIRST_CLOSED = 4, 4, 8
# of two brackets that are open, a sum over all tokens knows which; of three, seldom which is the inner one
DEEPEST, GROUPS = 3, (1, 2)
FEWEST_LETTERS, MOST_LETTERS = 2, 4
NEST = 0.5  # chance that another pair stands inside
INTERPOLATIONS = ((0.05, 0.15, 0.8), (0.1, 0.3, 0.6), (0.02, 0.08, 0.9), (0.2, 0.4, 0.4))


@dataclass(frozen=True, slots=True)
class Texts:
    """``token_ids`` (N, T), 0 behind the ends, and ``lengths`` (N,), int64; each text begins and ends with the mark."""

    token_ids: Array
    lengths: Array

    def __len__(self) -> int:
        return len(self.lengths)


def bracket_texts(
    rng: np.random.RandomState, training: int, held_out: int, *, unseen: np.random.RandomState | None = None
) -> tuple[Texts, Texts]:
    """Two sets of so many texts; no text is in both, nor twice in one. ``unseen``: what the held-out ones are drawn from."""
    known: dict[tuple[int, ...], None] = {}
    for size, source in ((training, rng), (training + held_out, unseen or rng)):
        while len(known) < size:
            known.setdefault((MARK, *_text(source), MARK))
    texts = list(known)
    return _padded(texts[:training]), _padded(texts[training:])


def _text(rng: np.random.RandomState) -> list[int]:
    return [token for _ in range(rng.randint(GROUPS[0], GROUPS[1] + 1)) for token in _group(rng, 1)]


def _group(rng: np.random.RandomState, depth: int) -> list[int]:
    """A bracket, letters, perhaps a group inside and letters behind it, and the bracket that closes."""
    kind = int(rng.randint(KINDS))
    inside = _letters(rng)
    if depth < DEEPEST and rng.random_sample() < NEST:
        inside += _group(rng, depth + 1) + _letters(rng)
    return [FIRST_OPEN + kind, *inside, FIRST_CLOSED + kind]


def _letters(rng: np.random.RandomState) -> list[int]:
    return [int(letter) for letter in rng.choice(LETTERS, rng.randint(FEWEST_LETTERS, MOST_LETTERS + 1))]


def _padded(texts: list[tuple[int, ...]]) -> Texts:
    lengths = np.array([len(text) for text in texts], np.int64)
    ids = np.zeros((len(texts), int(lengths.max())), np.int64)
    for row, text in zip(ids, texts, strict=True):
        row[: len(text)] = text
    return Texts(ids, lengths)


# --- baselines --------------------------------------------------------------------------------------------------------
def ngram_perplexity(train: Texts, test: Texts, order: int) -> float:
    """Of an n-gram model (order 1 to 3), interpolated with the shorter ones; the best of several interpolations, chosen on the
    test texts themselves, which can only flatter it."""
    counts = [_counts(train, size) for size in range(1, order + 1)]
    choices = INTERPOLATIONS if order == 3 else ((0.1, 0.9), (0.3, 0.7)) if order == 2 else ((1.0,),)
    return min(_perplexity(counts, test, shares) for shares in choices)


def _counts(texts: Texts, size: int) -> dict[tuple[int, ...], Array]:
    """How often each token stands behind each ``size`` - 1 tokens."""
    found: dict[tuple[int, ...], Array] = {}
    for ids, length in zip(texts.token_ids, texts.lengths, strict=True):
        for place in range(1, length):
            before = tuple(ids[max(0, place - size + 1) : place])
            found.setdefault(before, np.zeros(len(SIGNS), np.int64))[ids[place]] += 1
    return found


def _perplexity(counts: list[dict[tuple[int, ...], Array]], texts: Texts, shares: tuple[float, ...]) -> float:
    total, predicted = 0.0, 0
    for ids, length in zip(texts.token_ids, texts.lengths, strict=True):
        for place in range(1, length):
            probability = 0.0
            for size, (known, share) in enumerate(zip(counts, shares, strict=True), start=1):
                row = known.get(tuple(ids[max(0, place - size + 1) : place]))
                # never seen: all tokens alike
                probability += share * (
                    (row[ids[place]] + 0.01) / (row.sum() + 0.01 * len(row)) if row is not None else 1 / len(SIGNS)
                )
            total -= float(np.log(probability))
            predicted += 1
    return float(np.exp(total / predicted))
