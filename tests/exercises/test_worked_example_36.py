"""The worked example of 3.6 as it is printed: given numbers in, all others out, by the reference."""

import re
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference.decoding import beam_search, greedy_translation
from lstm_drills.reference.sequence import lstm_forward
from lstm_drills.reference.translation import attend, encode, one_lstm, translation_gradients

FOLDER = Path(__file__).parents[2] / "exercises" / "3.6-translation"
NUMBER = r"-?[0-9]+\.[0-9]+"
PRINTED = 5.0001e-5  # half of the last digit that is printed
GATES = ("forget", "input", "output", "cell")
KINDS = ("weights", "inputs", "bias")
SHAPES = {"weights": (1, 1), "inputs": (1, 1), "bias": (1,)}
SOURCES, SOURCE_LENGTHS = np.array([[1, 2], [2, 0]]), np.array([2, 1])
TARGETS, TARGET_LENGTHS = np.array([[1, 3, 2], [1, 2, 0]]), np.array([3, 2])


def tables(text):
    """The twelve numbers of each LSTM, and then those of their gradients."""
    found = re.findall(rf"^(forget|input|output|cell) +({NUMBER}) +({NUMBER}) +({NUMBER})$", text, re.MULTILINE)
    assert [gate for gate, *_ in found] == list(GATES) * 4
    prefixes = ("encoder_", "decoder_")
    return [
        {
            f"{prefix}{gate}_gate_{kind}": np.full(SHAPES[kind], float(value))
            for prefix, part in zip(prefixes, parts, strict=True)
            for gate, *values in part
            for kind, value in zip(KINDS, values, strict=True)
        }
        for parts in ((found[:4], found[4:8]), (found[8:12], found[12:]))
    ]


def others(given, before=""):
    """The arrays that are no LSTM's, of names such as u_0, or d_u_0."""

    def named(letter, count):
        return [given[f"{before}{letter}_{i}"] for i in range(count)]

    return {
        "source_embedding": np.array(named("u", 3))[:, None],
        "target_embedding": np.array(named("v", 4))[:, None],
        "output_weights": np.array([named("s", 4), named("k", 4)]),
        "output_bias": np.array(named("b", 4)),
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_of_36(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    given = {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    weights, gradients = tables(text)
    parameters = weights | others(given)
    expected = gradients | others(given, "d_")
    loss, found = translation_gradients(SOURCES, SOURCE_LENGTHS, TARGETS, TARGET_LENGTHS, parameters)
    assert loss == pytest.approx(given["loss"], abs=PRINTED)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=PRINTED), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_its_states_its_attention_and_its_probabilities(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    parameters = tables(text)[0] | others(
        {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    )
    first, second = re.split(r"^(?:pair 2|第 2 对)", text, flags=re.MULTILINE)
    first = re.split(r"^(?:pair 1|第 1 对)", first, flags=re.MULTILINE)[1]
    said = [float(number) for part in (first, second.split("loss")[0]) for number in re.findall(NUMBER, part)]
    encoded = encode(SOURCES, SOURCE_LENGTHS, parameters)
    inputs = parameters["target_embedding"][TARGETS[:, :2]].transpose(1, 0, 2)
    written, _ = lstm_forward(inputs, one_lstm(parameters, "decoder_"), encoded.hidden, encoded.cell)
    looks = [attend(state, encoded.states, SOURCE_LENGTHS) for state in written]
    logits = np.stack([np.hstack([written[t], looks[t][0]]) @ parameters["output_weights"] for t in range(2)])
    logits += parameters["output_bias"]
    likely = np.exp(logits) / np.exp(logits).sum(axis=-1, keepdims=True)
    assert said == pytest.approx(
        [
            *encoded.states[:, 0, 0], encoded.cell[0, 0], *written[:, 0, 0], *looks[0][1][0], *looks[1][1][0],
            looks[0][0][0, 0], looks[1][0][0, 0], likely[0, 0, 3], likely[1, 0, 2],
            encoded.hidden[1, 0], encoded.cell[1, 0], written[0, 1, 0], looks[0][0][1, 0], likely[0, 1, 2],
        ],
        abs=PRINTED,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_greedy_and_beam_search_make_of_it(language):
    text = (FOLDER / f"statement.{language}.md").read_text(encoding="utf-8")
    parameters = tables(text)[0] | others(
        {name: float(value) for name, value in re.findall(rf"\b(\w+) = ({NUMBER})", text)}
    )
    assert greedy_translation(SOURCES, SOURCE_LENGTHS, parameters, 1, 2, 4).tolist() == [[3, 3, 2, 0], [3, 2, 0, 0]]
    paragraph = re.search(r"^.*3 3 2 .*-\d\.\d{4}.*$", text, re.MULTILINE)
    assert paragraph
    for size, tokens, said in zip((1, 2), ([3, 3, 2], [3, 2]), re.findall(NUMBER, paragraph[0]), strict=True):
        found, total = beam_search(SOURCES[0], parameters, 1, 2, 4, size)
        assert found.tolist() == tokens
        assert total == pytest.approx(float(said), abs=PRINTED)
