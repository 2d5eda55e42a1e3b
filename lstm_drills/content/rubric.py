"""Phrases of a rubric: what is looked for in a free answer. Detection only; nothing here says how good an answer is."""

import re
import unicodedata
from functools import lru_cache

MINUS = str.maketrans({"−": "-", "－": "-", "–": "-", "‐": "-", "‑": "-"})
# what NFKC would turn into a plain digit, so that x² and x2 stay apart
SUPERSCRIPTS = re.compile("([\u00b2\u00b3\u00b9\u2070-\u209c])")
MOST_GAPS = 3
SAME_SENTENCE = r"[^.!?;。\n]{0,80}?"
LATIN = "a-z0-9_"


class PhraseError(ValueError):
    """The phrase is empty or has too many gaps."""


def folded(text: str) -> str:
    """NFKC without losing superscripts, one kind of minus, single blanks."""
    parts = SUPERSCRIPTS.split(text)
    whole = "".join(part if SUPERSCRIPTS.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in parts)
    return " ".join(whole.translate(MINUS).split())


def loosened(text: str) -> str:
    """Folded, without case, and a hyphen between letters is a blank: "Cell-state" is "cell state"."""
    return re.sub(r"(?<=[a-z])-(?=[a-z])", " ", folded(text).casefold())


@lru_cache(maxsize=4096)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """What finds the phrase in a loosened text. Raises PhraseError."""
    alternatives = [_alternative(part) for part in loosened(phrase).split("|")]
    return re.compile("|".join(alternatives))


def _alternative(phrase: str) -> str:
    parts = [part.split() for part in phrase.replace("…", "...").split("...")]
    if not all(parts) or len(parts) > MOST_GAPS + 1 or any(set(word) <= {"*"} for part in parts for word in part):
        raise PhraseError(phrase)
    return SAME_SENTENCE.join(r"\s*".join(_word(word) for word in part) for part in parts)


def _word(word: str) -> str:
    stem = word.rstrip("*")
    before = rf"(?<![{LATIN}])" if re.match(f"[{LATIN}]", stem) else ""
    after = rf"(?![{LATIN}])" if re.search(f"[{LATIN}]$", stem) else ""
    return before + re.escape(stem) + (rf"[{LATIN}]*" if word.endswith("*") else after)
