"""The shortest texts in which only order counts: two marks among fillers, and the class says which of the two came first.

Each text has the same marks, so a bag of words stays at chance; an LSTM learns it in seconds, in any framework.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_drills.datasets.tasks import Examples

VOCABULARY, CLASSES, MARKS = 20, 2, (2, 3)  # ids below 4 are padding, unknown and the marks
SHORTEST, LONGEST = 4, 10


def orders(rng: np.random.RandomState, count: int) -> Examples:
    """So many texts, (N, LONGEST) with 0 behind their ends; both classes are equally frequent."""
    lengths = rng.randint(SHORTEST, LONGEST + 1, count)
    labels = np.arange(count) % 2
    ids: NDArray[np.int64] = np.zeros((count, LONGEST), np.int64)
    for text, (length, label) in enumerate(zip(lengths, labels, strict=True)):
        ids[text, :length] = rng.randint(max(MARKS) + 1, VOCABULARY, length)
        places = np.sort(rng.choice(length, 2, replace=False))
        ids[text, places] = MARKS if label == 0 else MARKS[::-1]
    words = tuple(tuple(str(token) for token in row[:length]) for row, length in zip(ids, lengths, strict=True))
    return Examples(ids, lengths.astype(np.int64), labels.astype(np.int64), words)
