"""The worked example of 3.3 as it is printed, recomputed by plain numbers and by central differences."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "exercises" / "3.3-lstm-backward"
NUMBER = r"-?[0-9]+\.[0-9]+"
COLUMNS = ("weights", "inputs", "bias")
PRINTED = 5.0001e-5  # half of the last digit that is printed
STEP = 1e-5

Numbers = dict[str, float]


def printed(language: str) -> tuple[Numbers, Numbers, Numbers]:
    """What the statement gives, the values of its forward pass, and its gradients."""
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if re.search(f"= {NUMBER}", block)]
    assert len(blocks) == 3
    given, values, gradients = (numbers(block) for block in blocks)
    return given, values, gradients


def numbers(block: str) -> Numbers:
    found = {name: float(value) for name, value in re.findall(rf"(\w+) = ({NUMBER})", block)}
    for gate, *row in re.findall(rf"^(\w+) +({NUMBER}) +({NUMBER}) +({NUMBER})$", block, re.MULTILINE):
        found |= {f"{gate}_gate_{column}": float(value) for column, value in zip(COLUMNS, row, strict=True)}
    return found


def forward(given: Numbers) -> Numbers:
    def total(gate: str) -> float:
        return (
            given["x_1"] * given[f"{gate}_gate_inputs"]
            + given["h_0"] * given[f"{gate}_gate_weights"]
            + given[f"{gate}_gate_bias"]
        )

    forget, enter, leave = (1 / (1 + math.exp(-total(gate))) for gate in ("forget", "input", "output"))
    candidate = math.tanh(total("cell"))
    cell = forget * given["c_0"] + enter * candidate
    return {
        "f_1": forget, "i_1": enter, "o_1": leave, "g_1": candidate, "c_1": cell, "h_1": leave * math.tanh(cell),
    }  # fmt: skip


def by_hand(given: Numbers) -> Numbers:
    """The chain rule of one step, written for numbers."""
    now = forward(given)
    squashed = math.tanh(now["c_1"])
    of_cell = given["d_hidden"] * now["o_1"] * (1 - squashed**2)
    of_sums = {
        "forget": of_cell * given["c_0"] * now["f_1"] * (1 - now["f_1"]),
        "input": of_cell * now["g_1"] * now["i_1"] * (1 - now["i_1"]),
        "output": given["d_hidden"] * squashed * now["o_1"] * (1 - now["o_1"]),
        "cell": of_cell * now["i_1"] * (1 - now["g_1"] ** 2),
    }
    gradients = {
        "input_sequence": sum(value * given[f"{gate}_gate_inputs"] for gate, value in of_sums.items()),
        "initial_hidden": sum(value * given[f"{gate}_gate_weights"] for gate, value in of_sums.items()),
        "initial_cell": of_cell * now["f_1"],
    }
    for gate, value in of_sums.items():
        gradients[f"{gate}_gate_weights"] = value * given["h_0"]
        gradients[f"{gate}_gate_inputs"] = value * given["x_1"]
        gradients[f"{gate}_gate_bias"] = value
    return gradients


def by_differences(given: Numbers) -> Numbers:
    """Central differences of L = d_hidden * h_1."""
    names = {"input_sequence": "x_1", "initial_hidden": "h_0", "initial_cell": "c_0"}
    names |= {name: name for name in given if "_gate_" in name}

    def loss(name: str, change: float) -> float:
        return given["d_hidden"] * forward(given | {name: given[name] + change})["h_1"]

    return {key: (loss(name, STEP) - loss(name, -STEP)) / (2 * STEP) for key, name in names.items()}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_printed_forward_values_are_right(language: str) -> None:
    given, values, _ = printed(language)
    assert values == pytest.approx(forward(given), rel=0, abs=PRINTED)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("way", [by_hand, by_differences])
def test_the_printed_gradients_are_right(language: str, way: Callable[[Numbers], Numbers]) -> None:
    given, _, gradients = printed(language)
    assert len(gradients) == 15
    assert gradients == pytest.approx(way(given), rel=0, abs=PRINTED)


def test_both_languages_print_the_same_numbers() -> None:
    assert printed("en") == printed("zh")
