"""The worked example of 3.4 as it is printed: given numbers in, all others out, by the reference."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference.classifier import text_classifier_forward, text_classifier_gradients

FOLDER = Path(__file__).parents[2] / "exercises" / "3.4-text-classification"
NUMBER = r"-?[0-9]+\.[0-9]+"
PRINTED = 5.0001e-5  # half of the last digit that is printed
GATES = ("forget", "input", "output", "cell")
KINDS = ("weights", "inputs", "bias")


def rows(text):
    found = re.findall(rf"^(forget|input|output|cell) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, re.MULTILINE)
    return [(gate, [float(number) for number in numbers]) for gate, *numbers in found]


def table(pairs):
    shapes = {"weights": (1, 1), "inputs": (1, 1), "bias": (1,)}
    return {
        f"{gate}_gate_{kind}": np.full(shapes[kind], value)
        for gate, values in pairs
        for kind, value in zip(KINDS, values, strict=True)
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_34(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    given = {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    both = rows(text)
    assert [gate for gate, _ in both] == [*GATES, *GATES]
    parameters = table(both[:4]) | {
        "embedding": np.array([[given["e_0"]], [given["e_1"]], [given["e_2"]]]),
        "output_weights": np.array([[given["w_0"], given["w_1"]]]),
        "output_bias": np.array([given["b_0"], given["b_1"]]),
    }
    token_ids, lengths, labels = np.array([[1, 2, 1], [2, 0, 0]]), np.array([3, 1]), np.array([0, 1])
    probabilities = text_classifier_forward(token_ids, lengths, parameters)
    printed = [[given["p_10"], given["p_11"]], [given["p_20"], given["p_21"]]]
    assert probabilities == pytest.approx(np.array(printed), abs=PRINTED)
    loss, gradients = text_classifier_gradients(token_ids, lengths, labels, parameters)
    assert loss == pytest.approx(given["loss"], abs=PRINTED)
    expected = table(both[4:]) | {
        "embedding": np.array([[given["d_e_0"]], [given["d_e_1"]], [given["d_e_2"]]]),
        "output_weights": np.array([[given["d_w_0"], given["d_w_1"]]]),
        "output_bias": np.array([given["d_b_0"], given["d_b_1"]]),
    }
    for name, value in expected.items():
        assert gradients[name] == pytest.approx(value, abs=PRINTED), name
