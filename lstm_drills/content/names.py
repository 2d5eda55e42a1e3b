"""Words that people mistype, and ids in the order of their numbers."""

import re
from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant."""
    from difflib import get_close_matches

    pool = {candidate.casefold().replace("_", "-"): candidate for candidate in candidates}
    close = get_close_matches(word.casefold().replace("_", "-"), pool, n=1, cutoff=0.6)
    return pool[close[0]] if close else None


def natural(identifier: str) -> tuple[tuple[int, int, str], ...]:
    """A key to sort by: 3.2 before 3.10."""
    parts = re.findall(r"[0-9]+|[^0-9.]+", identifier)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
