"""Authors' texts on screen: marks become styles, blocks keep their form, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.ui.prose import code_lines, inline, paragraph, prose

TEXT = """\
A cell carries its state by **addition**: `c_t = f_t * c_{t-1}` and
goes on.

- the forget gate scales the old state and much more than that
- the input gate

```
c --x--+--> c_t
```
after
"""


def plain(lines):
    return [line.plain for line in lines]


def test_marks_become_styles():
    assert inline("a `b` **c**").text == "a b c"
    assert inline("a `b` **c**").spans == ((2, 3, "cyan"), (4, 5, "bold"))
    assert inline("2 * 3 ** 4 `open").text == "2 * 3 ** 4 `open"


def test_blocks():
    assert plain(prose(TEXT, 40)) == [
        "A cell carries its state by addition:",
        "c_t = f_t * c_{t-1} and goes on.",
        "",
        "- the forget gate scales the old state",
        "  and much more than that",
        "- the input gate",
        "",
        "  c --x--+--> c_t",
        "after",
    ]


def test_styles_follow_their_words_over_line_breaks():
    lines = paragraph("one two `three four five` six", 12)
    assert plain(lines) == ["one two", "three four", "five six"]
    assert lines[1].spans == [(0, 10, "cyan")]
    assert lines[2].spans == [(0, 4, "cyan")]


def test_chinese_lines_join_without_a_blank():
    assert plain(prose("遗忘门\n很重要\nand so", 40)) == ["遗忘门很重要 and so"]


def test_code_is_numbered_where_lines_are_asked_about():
    assert plain(code_lines("a = 1\n\nb", numbered=True)) == ["  1  a = 1", "  2  ", "  3  b"]
    assert plain(code_lines("x\n" * 9 + "y", numbered=True))[9] == "  10  y"
    assert plain(code_lines("a = 1")) == ["  a = 1"]


@given(st.text(alphabet="ab `*门。\n-", max_size=80), st.integers(10, 40))
def test_any_text_can_be_shown(text, width):
    prose(text, width)
