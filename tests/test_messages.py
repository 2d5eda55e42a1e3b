"""The catalogue: both languages say everything, with the same gaps, and every id that the program says exists."""

import ast
import re
import string
from pathlib import Path

import pytest

from lstm_drills import messages, paths
from lstm_drills.messages import ROOMS, Text, message, room, say

TEXTS = [(name, key, text) for name in ROOMS for key, text in room(name).items()]
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]")
CODE = re.compile(r"\[[^]]*\]|\{[^}]*\}|\w+:\w+|`[^`]*`")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = {("cli", "welcome")}


def gaps(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}


def test_every_room_is_listed():
    files = {path.stem for path in Path(messages.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(ROOMS)


@pytest.mark.parametrize(("name", "key", "text"), TEXTS, ids=lambda value: value if isinstance(value, str) else "")
def test_both_languages_say_it_with_the_same_gaps(name, key, text):
    assert isinstance(text, Text)
    assert gaps(text.en) == gaps(text.zh)
    assert bool(text.en.strip()) == bool(text.zh.strip())
    assert (
        not CHINESE.search(text.en)
        or (name, key) == ("cli", "unknown-language")
        or (name, key) == ("home", "ask-language")
    )
    assert not HALF_WIDTH.search(CODE.sub("", text.zh)), "half-width punctuation beside Chinese"


def test_every_text_has_chinese_in_it():
    """But for names, formulas and lists of gaps."""
    without = {
        (name, key)
        for name, key, text in TEXTS
        if re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", re.sub(r"lstm-drills \w+|\{[^}]*\}", "", text.en))
        and not CHINESE.search(text.zh)
    }
    assert without <= SAME_IN_BOTH


def said() -> set[str]:
    """Every literal id that a source gives to message() or an error."""
    found = set()
    for path in paths.PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = ast.unparse(node.func)
            if called in ("message", "Message") or called.endswith("Error"):
                found.add(node.args[0].value)
    return {name for name in found if isinstance(name, str) and re.fullmatch(r"[a-z_]+\.[A-Za-z0-9-]+", name)}


def test_every_id_that_is_said_exists():
    assert len(said()) > 100
    assert {name for name in said() if name.partition(".")[2] not in room(name.partition(".")[0])} == set()


def test_a_sentence_in_a_sentence_is_in_the_same_language():
    inner = Text("inside", "里面")
    assert say(message("home.do-drill", id="3.1", title=inner), "zh") == "下一个练习：里面"
    assert say(message("home.do-drill", id="3.1", title=inner), "en") == "the next drill: inside"


def test_lists_are_joined_as_the_language_joins_them():
    listed = message("cli.comes-first", ids=["3.1", "3.2"], id="3.3")
    assert "3.1, 3.2" in say(listed, "en")
    assert "3.1、3.2" in say(listed, "zh")


def test_an_unknown_id_is_a_bug_of_ours():
    with pytest.raises(KeyError):
        say(message("cli.no-such-message"), "en")
