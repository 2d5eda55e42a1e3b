"""Chance that no seed leads to."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

WORDS = 8  # of 32 bits each


def unforeseen() -> "np.random.RandomState":
    """What held-out texts are drawn from. The seed of a check is a small number, and the texts that a submission gets betray it:
    whoever has a copy of the generator tries all seeds in a second, and would train on the very texts that judge it."""
    import numpy as np

    return np.random.RandomState(np.frombuffer(os.urandom(4 * WORDS), np.uint32))
