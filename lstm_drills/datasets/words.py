"""Text to words: Chinese by characters, everything else by words and marks."""

import re
import unicodedata

from lstm_drills.datasets.vocabulary import Words

# ideographs with their extensions, and kana: writing without spaces
_ALONE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003134f"
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+(?:'[^\W_{_ALONE}]+)*|[^\w\s]|_")


def words_of(text: str) -> Words:
    """The words of a text in lower case, each mark and each Chinese character a word of its own; full width becomes half."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).lower()))
