"""The worked example of 3.5 as it is printed: given numbers in, all others out, by the reference."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference.language_model import language_model_gradients, perplexity
from lstm_drills.reference.sequence import lstm_forward

FOLDER = Path(__file__).parents[2] / "exercises" / "3.5-language-model"
NUMBER = r"-?[0-9]+\.[0-9]+"
PRINTED = 5.0001e-5  # half of the last digit that is printed
GATES = ("forget", "input", "output", "cell")
KINDS = ("weights", "inputs", "bias")
SHAPES = {"weights": (1, 1), "inputs": (1, 1), "bias": (1,)}


def rows(text):
    found = re.findall(rf"^(forget|input|output|cell) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, re.MULTILINE)
    assert [gate for gate, *_ in found] == [*GATES, *GATES]
    return [
        {
            f"{gate}_gate_{kind}": np.full(SHAPES[kind], float(value))
            for gate, *values in part
            for kind, value in zip(KINDS, values, strict=True)
        }
        for part in (found[:4], found[4:])
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_35(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    given = {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    weights, gradients = rows(text)
    parameters = weights | {
        "embedding": np.array([[given["e_0"]], [given["e_1"]], [given["e_2"]]]),
        "output_weights": np.array([[given["w_0"], given["w_1"], given["w_2"]]]),
        "output_bias": np.array([given["b_0"], given["b_1"], given["b_2"]]),
    }
    token_ids, lengths = np.array([[1, 2, 1], [2, 1, 0]]), np.array([3, 2])
    hidden, _ = lstm_forward(parameters["embedding"][token_ids[:, :2]].transpose(1, 0, 2), weights)
    states = [given["h_10"], given["h_11"], given["h_20"]]
    assert [hidden[0, 0, 0], hidden[1, 0, 0], hidden[0, 1, 0]] == pytest.approx(states, abs=PRINTED)
    logits = hidden @ parameters["output_weights"] + parameters["output_bias"]
    likely = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    said = [float(number) for number in re.findall(rf"(?:p of \d: |的概率：)({NUMBER})", text)]
    assert [likely[0, 0, 2], likely[1, 0, 1], likely[0, 1, 1]] == pytest.approx(said, abs=PRINTED)
    loss, found = language_model_gradients(token_ids, lengths, parameters)
    assert loss == pytest.approx(given["loss"], abs=PRINTED)
    assert perplexity(token_ids, lengths, parameters) == pytest.approx(given["perplexity"], abs=PRINTED)
    expected = gradients | {
        "embedding": np.array([[given["d_e_0"]], [given["d_e_1"]], [given["d_e_2"]]]),
        "output_weights": np.array([[given["d_w_0"], given["d_w_1"], given["d_w_2"]]]),
        "output_bias": np.array([given["d_b_0"], given["d_b_1"], given["d_b_2"]]),
    }
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=PRINTED), name
