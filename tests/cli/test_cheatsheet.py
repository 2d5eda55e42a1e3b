"""``cheatsheet``: what stands first, both languages, the page, and whether its formulas are right."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from lstm_drills.cli.cheatsheet import ordered
from lstm_drills.content.questions import load
from lstm_drills.messages.cheatsheet import BLOCKS, TO_SAY
from lstm_drills.reference import lstm_backward, lstm_forward
from lstm_drills.ui.cheatsheet import page


def test_every_block_has_a_topic_of_the_banks():
    assert {block.topic for block in BLOCKS} <= set(load().topics)
    assert len(TO_SAY) == 10


def test_what_is_remembered_least_comes_first_and_the_rest_stays():
    first = ordered({"debugging": 0.4, "gradients": 0.9, "other": 0.1})
    assert [block.topic for block in first[:3]] == ["debugging", "gradients", "gates-and-cell"]
    assert ordered({}) == BLOCKS


@pytest.mark.parametrize(("language", "words"), [("en", "Ten things to say"), ("zh", "要说的十句话")])
def test_it_is_shown_and_saved(run, tmp_path, language, words):
    assert words in run("cheatsheet", "--lang", language, COLUMNS="50").out
    ran = run("cheatsheet", "--save", "sheet.html", "--lang", language)
    assert ran.code == 0
    text = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert words in text and f'lang="{language}"' in text
    assert run("cheatsheet", "--save", "no/such/sheet.html").code == 2


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_for_nothing_from_elsewhere():
    tags = Tags()
    tags.feed(page(BLOCKS, "zh"))
    assert tags.open == []
    assert not [tag for tag, _ in tags.seen if tag in ("script", "link", "img")]
    assert not re.search(r"https?:|url\(|@import", page(BLOCKS, "en"))


def test_formulas_fit_a_terminal():
    assert max(len(line) for block in BLOCKS for line in block.formulas.split("\n")) <= 78


def test_the_backward_formulas_are_those_of_the_reference():
    """The sheet's own lines, evaluated for one step, beside the reference's gradients."""
    rng = np.random.RandomState(0)
    names = {"f": "forget", "i": "input", "o": "output", "g": "cell"}
    weights = {}
    for gate in names.values():
        weights |= {f"{gate}_gate_weights": rng.normal(size=(3, 3)), f"{gate}_gate_inputs": rng.normal(size=(2, 3))}
        weights[f"{gate}_gate_bias"] = rng.normal(size=3)
    x, h_0, c_0, d_h = (
        rng.normal(size=(1, 4, 2)),
        rng.normal(size=(4, 3)),
        rng.normal(size=(4, 3)),
        rng.normal(size=(1, 4, 3)),
    )
    hidden, cell = lstm_forward(x, weights, h_0, c_0)
    expected = lstm_backward(hidden, cell, x, weights, d_h, h_0, c_0)
    z = {
        k: h_0 @ weights[f"{gate}_gate_weights"] + x[0] @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]
        for k, gate in names.items()
    }
    values = {k: 1 / (1 + np.exp(-z[k])) for k in "fio"} | {
        "g": np.tanh(z["g"]),
        "c": cell[0],
        "dh": d_h[0],
        "dc": 0.0,
        "tanh": np.tanh,
    }
    (block,) = (block for block in BLOCKS if block.topic == "bptt")
    lines = block.formulas.replace("c_{t-1}", "c_before").replace("^", "**").split("\n")
    values["c_before"] = c_0
    python = [re.sub(r"\b([fio]) \(1", r"\1 * (1", part) for line in lines[:3] for part in re.split(r" {3,}", line)]
    exec("\n".join(python), values)
    for k, gate in names.items():
        assert np.allclose(values[f"dz_{k}"].sum(axis=0), expected[f"{gate}_gate_bias"])
        assert np.allclose(h_0.T @ values[f"dz_{k}"], expected[f"{gate}_gate_weights"])
    assert np.allclose(values["dc"] * values["f"], expected["initial_cell"])
