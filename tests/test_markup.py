"""An author's text as HTML: what is marked, and that nothing else can become markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_drills.markup import inline, prose


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a `b<c` **d**", "a <code>b&lt;c</code> <strong>d</strong>"),
        ("2 * 3 ** 4 ** 5", "2 * 3 <strong> 4 </strong> 5"),
        ("a & <b>", "a &amp; &lt;b&gt;"),
        ("`**not strong**`", "<code>**not strong**</code>"),
    ],
)
def test_inline(text, made):
    assert inline(text) == made


def test_paragraphs_lists_and_code():
    text = "first\nline\n\n- one\n  goes on\n- two\n\n```python\nx < y\n\n- z\n```\nlast"
    assert prose(text) == (
        "<p>first\nline</p><ul><li>one\n  goes on</li><li>two</li></ul><pre>x &lt; y\n\n- z</pre><p>last</p>"
    )


@given(st.text(alphabet="ab<>&`*-\n \"'/", max_size=60))
def test_no_text_becomes_other_markup_and_tags_are_closed(text):
    made = prose(text)
    tags = re.findall(r"<(/?)([^>]*)>", made)
    assert {name for _, name in tags} <= {"p", "ul", "li", "pre", "code", "strong"}
    open_tags = []
    for end, name in tags:
        if end:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []
