"""The worked examples of 3.1 and 3.2 as they are printed, recomputed by plain numbers."""

import math
import re
from pathlib import Path

import pytest

EXERCISES = Path(__file__).parents[2] / "exercises"
NUMBER = r"-?[0-9]+\.[0-9]+"
PRINTED = 5.0001e-5  # half of the last digit that is printed


def statement(folder, language):
    return (EXERCISES / folder / f"statement.{language}.md").read_text(encoding="utf-8")


def numbers(text):
    return {name: float(value) for name, value in re.findall(rf"(\w+) = ({NUMBER})", text)}


def weights(text):
    rows = re.findall(rf"^(forget|input|output|cell) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, re.MULTILINE)
    assert len(rows) == 4
    return {gate: tuple(map(float, row)) for gate, *row in rows}


def step(x, h, c, given):
    sums = {gate: h * w + x * u + b for gate, (w, u, b) in given.items()}
    f, i, o = (1 / (1 + math.exp(-sums[gate])) for gate in ("forget", "input", "output"))
    g = math.tanh(sums["cell"])
    new_cell = f * c + i * g
    values = {"z_f": sums["forget"], "z_i": sums["input"], "z_o": sums["output"], "z_g": sums["cell"]}
    return values | {"f_t": f, "i_t": i, "o_t": o, "g_t": g, "c_t": new_cell, "h_t": o * math.tanh(new_cell)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_step_of_31(language):
    text = statement("3.1-lstm-unit", language)
    printed = numbers(text)
    computed = step(printed["x_t"], printed["h_prev"], printed["c_prev"], weights(text))
    for name, value in computed.items():
        assert printed[name] == pytest.approx(value, abs=PRINTED), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_two_steps_of_32(language):
    text = statement("3.2-lstm-forward", language)
    printed, given = numbers(text), weights(text)
    first, second = (float(re.search(rf"x_{t} = (-?\d+)", text)[1]) for t in (1, 2))
    one = step(first, 0.0, 0.0, given)
    two = step(second, one["h_t"], one["c_t"], given)
    for name, value in (("h_1", one["h_t"]), ("c_1", one["c_t"]), ("h_2", two["h_t"]), ("c_2", two["c_t"])):
        assert printed[name] == pytest.approx(value, abs=PRINTED), name


@pytest.mark.parametrize("folder", ["3.1-lstm-unit", "3.2-lstm-forward"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_blocks_fit_a_narrow_terminal(folder, language):
    for block in re.findall(r"```\n(.*?)```", statement(folder, language), re.DOTALL):
        assert all(len(line) <= 46 for line in block.splitlines())
