"""The worked example of 3.7 as it is printed: given numbers in, all others out, by the reference."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference.sentiment import reverse_texts, sentiment_forward, sentiment_gradients
from lstm_drills.reference.sequence import lstm_forward

FOLDER = Path(__file__).parents[2] / "exercises" / "3.7-sentiment"
NUMBER = r"-?[0-9]+\.[0-9]+"
PRINTED = 5.0001e-5  # half of the last digit that is printed
GATES = ("forget", "input", "output", "cell")
KINDS = ("weights", "inputs", "bias")
TOKENS, LENGTHS, LABELS = np.array([[1, 1, 2], [2, 0, 0]]), np.array([3, 1]), np.array([0, 1])
MASKS = np.array([[[2.0], [0.0], [2.0]], [[2.0], [0.0], [0.0]]]), np.array([[2.0, 2.0], [2.0, 0.0]])


def rows(text):
    found = re.findall(rf"^(forget|input|output|cell) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, re.MULTILINE)
    return [(gate, [float(number) for number in numbers]) for gate, *numbers in found]


def table(pairs, direction=""):
    shapes = {"weights": (1, 1), "inputs": (1, 1), "bias": (1,)}
    return {
        f"{direction}{gate}_gate_{kind}": np.full(shapes[kind], value)
        for gate, values in pairs
        for kind, value in zip(KINDS, values, strict=True)
    }


def parameters_of(given, both, before=""):
    return {
        "embedding": np.array([[given[f"{before}e_{v}"]] for v in range(3)]),
        **table(both[:4], "forward_"),
        **table(both[4:], "backward_"),
        "output_weights": np.array([[given[f"{before}w_{row}{k}"] for k in range(2)] for row in range(2)]),
        "output_bias": np.array([given[f"{before}b_{k}"] for k in range(2)]),
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_37(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    given = {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    found = rows(text)
    assert [gate for gate, _ in found] == [*GATES] * 4
    parameters = parameters_of(given, found[:8])
    printed = re.findall(r"^ +(\d) (\d) (\d) +(\d) +(\d) +(\d) (\d) (\d)$", text, re.MULTILINE)
    assert [[int(n) for n in row[:3]] for row in printed] == TOKENS.tolist()
    assert [[int(n) for n in row[5:]] for row in printed] == reverse_texts(TOKENS, LENGTHS).tolist()
    assert [(int(row[3]), int(row[4])) for row in printed] == [*zip(LENGTHS, LABELS, strict=True)]

    backward = {
        name.removeprefix("backward_"): array for name, array in parameters.items() if name.startswith("backward_")
    }
    forward = {
        name.removeprefix("forward_"): array for name, array in parameters.items() if name.startswith("forward_")
    }
    embedded = parameters["embedding"]
    states = {}
    for letter, weights, ids in (("s", forward, TOKENS), ("r", backward, reverse_texts(TOKENS, LENGTHS))):
        hidden, _ = lstm_forward(embedded[ids].transpose(1, 0, 2), weights)
        states |= {f"{letter}_1": hidden[2, 0, 0], f"{letter}_2": hidden[0, 1, 0]}
    assert {name: given[name] for name in states} == pytest.approx(states, abs=PRINTED)
    whole, _ = lstm_forward(embedded[TOKENS[:, ::-1]].transpose(1, 0, 2), backward)
    assert f"{whole[2, 1, 0]:.4f}" in text

    probabilities = sentiment_forward(TOKENS, LENGTHS, parameters)
    expected = [[given[f"p_{n}{k}"] for k in range(2)] for n in (1, 2)]
    assert probabilities == pytest.approx(np.array(expected), abs=PRINTED)
    loss, gradients = sentiment_gradients(TOKENS, LENGTHS, LABELS, parameters, MASKS)
    assert loss == pytest.approx(given["loss"], abs=PRINTED)
    for name, value in parameters_of(given, found[8:], "d_").items():
        assert gradients[name] == pytest.approx(value, abs=PRINTED), name
