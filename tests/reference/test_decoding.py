"""Greedy and beam search against every sequence there is, each scored by hand."""

from itertools import product

import numpy as np
import pytest

from lstm_drills.reference.cell import lstm_unit
from lstm_drills.reference.decoding import beam_search, greedy_translation
from lstm_drills.reference.translation import attend, initial_parameters, one_lstm, translation_gradients

START, END = 1, 2
SOURCE_WORDS, TARGET_WORDS, EMBEDDING, HIDDEN = 6, 4, 3, 4
LENGTHS = np.array([4, 6, 1, 0, 3])


def model(seed):
    rng = np.random.default_rng(seed)
    parameters = initial_parameters(SOURCE_WORDS, TARGET_WORDS, EMBEDDING, HIDDEN, rng)
    for array in parameters.values():
        array[...] += rng.normal(size=array.shape)
    return rng.integers(1, SOURCE_WORDS, (len(LENGTHS), 6)), parameters


def log_probabilities(source, prefix, parameters):
    """Of every token after the start token and ``prefix``, step by step."""
    encoder, decoder = one_lstm(parameters, "encoder_"), one_lstm(parameters, "decoder_")
    hidden = cell = np.zeros((1, HIDDEN))
    states = np.zeros((max(1, len(source)), 1, HIDDEN))
    for place, token in enumerate(source):
        hidden, cell = lstm_unit(parameters["source_embedding"][[token]], hidden, cell, encoder)
        states[place] = hidden
    for token in (START, *prefix):
        hidden, cell = lstm_unit(parameters["target_embedding"][[token]], hidden, cell, decoder)
    context, _ = attend(hidden, states, np.array([len(source)]))
    logits = (np.concatenate([hidden, context], 1) @ parameters["output_weights"] + parameters["output_bias"])[0]
    return logits - np.log(np.exp(logits).sum())


def total_of(source, tokens, parameters):
    return sum(log_probabilities(source, tokens[:t], parameters)[token] for t, token in enumerate(tokens))


@pytest.mark.parametrize("seed", range(6))
def test_greedy_takes_the_likeliest_token_after_what_it_wrote(seed):
    ids, parameters = model(seed)
    found = greedy_translation(ids.tolist(), LENGTHS.tolist(), parameters, START, END, 7)
    assert found.shape == (5, 7)
    assert found.dtype.kind == "i"
    for row, source, length in zip(found, ids, LENGTHS, strict=True):
        written = []
        while len(written) < 7 and END not in written:
            written.append(int(log_probabilities(source[:length], written, parameters).argmax()))
        assert row.tolist() == written + [0] * (7 - len(written))


@pytest.mark.parametrize("seed", range(4))
def test_a_beam_that_keeps_everything_finds_the_likeliest_of_all(seed):
    ids, parameters = model(seed)
    longest, others = 4, [token for token in range(TARGET_WORDS) if token != END]
    every = [(*inner, END) for size in range(longest) for inner in product(others, repeat=size)]
    for source, length in zip(ids[[0, 2]], LENGTHS[[0, 2]], strict=True):
        totals = [total_of(source[:length], tokens, parameters) for tokens in every]
        tokens, total = beam_search(source[:length], parameters, START, END, longest, len(every))
        assert tuple(tokens) == every[int(np.argmax(totals))]
        assert total == pytest.approx(max(totals), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_a_beam_of_one_is_greedy(seed):
    ids, parameters = model(seed)
    for source, length in zip(ids[:3], LENGTHS[:3], strict=True):
        expected = greedy_translation(source[None, :length], [length], parameters, START, END, 6)[0]
        tokens, total = beam_search(source[:length], parameters, START, END, 6, 1)
        ended = np.flatnonzero(expected == END)
        assert tokens.tolist() == expected[: ended[0] + 1 if len(ended) else 6].tolist()
        assert total == pytest.approx(total_of(source[:length], tuple(tokens), parameters), abs=1e-12)


def by_the_book(source, parameters, longest, size):
    """The same contract in other words: no early end, everything scored anew."""
    beam, finished = [()], []
    for _ in range(longest):
        scored = [
            (total_of(source, (*tokens, token), parameters), -place, -token, (*tokens, token))
            for place, tokens in enumerate(beam)
            for token in range(TARGET_WORDS)
        ]
        best = sorted(scored, reverse=True)[:size]
        finished += [(total, tokens) for total, _, _, tokens in best if tokens[-1] == END]
        beam = [tokens for *_, tokens in best if tokens[-1] != END]
        if not beam:
            break
    found = finished or [(total_of(source, beam[0], parameters), beam[0])]
    return max(found, key=lambda one: one[0])


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("seed", range(8))
def test_a_small_beam_is_that_of_the_contract(seed, size):
    ids, parameters = model(seed)
    parameters["output_bias"][END] -= seed % 3  # some never end
    for source, length in zip(ids[:2], LENGTHS[:2], strict=True):
        total, tokens = by_the_book(source[:length], parameters, 5, size)
        found, log_probability = beam_search(source[:length].tolist(), parameters, START, END, 5, size)
        assert tuple(found) == tokens
        assert log_probability == pytest.approx(total, abs=1e-12)


def test_where_everything_is_alike_the_smaller_ids_come_first():
    ids, parameters = model(0)
    parameters["output_weights"][:] = parameters["output_bias"][:] = 0.0
    assert greedy_translation(ids, LENGTHS, parameters, START, END, 3).tolist() == [[0, 0, 0]] * 5
    tokens, total = beam_search(ids[0], parameters, START, END, 3, 2)
    assert tokens.tolist() == [0, 0, 0]
    assert total == pytest.approx(3 * np.log(1 / TARGET_WORDS))
    tokens, total = beam_search(ids[0], parameters, START, END, 3, 3)
    assert tokens.tolist() == [END]
    assert total == pytest.approx(np.log(1 / TARGET_WORDS))


def test_the_loss_is_minus_the_mean_log_probability_of_what_was_written():
    ids, parameters = model(3)
    tokens, total = beam_search(ids[0, :4], parameters, START, END, 6, 3)
    target = np.array([[START, *tokens]])
    loss, _ = translation_gradients(ids[:1, :4], [4], target, [target.shape[1]], parameters)
    assert loss == pytest.approx(-total / len(tokens), abs=1e-12)
