"""Words to numbers and back. 0 is padding and 1 an unknown word: two things that must not be mixed up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PADDING, UNKNOWN = 0, 1
PADDING_WORD, UNKNOWN_WORD = "<pad>", "<unk>"

Array = NDArray[Any]
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``words[i]`` is the word of id i; the first two stand for padding and for every unknown word."""

    words: Words
    ids: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, texts: Sequence[Words], max_length: int | None = None) -> tuple[Array, Array]:
        """``(token_ids (N, T), lengths (N,))``, int64: each text from the left, padding after it.

        T is the longest text's length, at most ``max_length``; of a longer text the last ``max_length`` words stay.
        """
        kept = [text if max_length is None else text[len(text) - min(len(text), max_length) :] for text in texts]
        lengths = np.array([len(text) for text in kept], np.int64)
        token_ids = np.full((len(kept), int(lengths.max(initial=0))), PADDING, np.int64)
        for row, text in zip(token_ids, kept, strict=True):
            row[: len(text)] = [self.ids.get(word, UNKNOWN) for word in text]
        return token_ids, lengths


def vocabulary(training_texts: Iterable[Words], *, at_least: int = 1, largest: int | None = None) -> Vocabulary:
    """The words of the training texts, the most frequent first, equally frequent ones in their alphabet's order.

    ``at_least`` is how often a word must occur; ``largest`` how many words there may be beside the two special ones.
    """
    counts = Counter(word for text in training_texts for word in text)
    frequent = sorted((word for word, count in counts.items() if count >= at_least), key=lambda w: (-counts[w], w))
    words = (PADDING_WORD, UNKNOWN_WORD, *frequent[:largest])
    # a text may hold the words "<pad>" and "<unk>" themselves: their ids are of the text's word, never the special ones
    return Vocabulary(words, {word: index for index, word in enumerate(words) if index > UNKNOWN})
