"""Writing a translation with a trained model: the likeliest token at each step, or a beam of the likeliest beginnings."""

from collections.abc import Mapping

import numpy as np

from lstm_drills.reference.activations import Array
from lstm_drills.reference.sequence import lstm_forward
from lstm_drills.reference.translation import DECODER, attend, encode, log_softmax, one_lstm

Hypothesis = tuple[tuple[int, ...], float]


def greedy_translation(
    source_ids: Array,
    source_lengths: Array,
    parameters: Mapping[str, Array],
    start_token: int,
    end_token: int,
    max_length: int,
) -> Array:
    """What is written for each of N sources (N, S): tokens (N, max_length), int64.

    After ``start_token``, which is not part of the result, the likeliest token is written (ties: the smaller id) and read in its
    turn, up to ``end_token``, which is part of it, or ``max_length`` tokens; 0 behind the end.
    """
    source_ids, source_lengths = np.asarray(source_ids), np.asarray(source_lengths)
    encoded = encode(source_ids, source_lengths, parameters)
    hidden, cell = encoded.hidden, encoded.cell
    token = np.full(len(source_ids), start_token)
    written = np.zeros((len(source_ids), max_length), np.int64)
    writing = np.ones(len(source_ids), bool)
    for step in range(max_length):
        logits, hidden, cell = _next(token, hidden, cell, encoded.states, source_lengths, parameters)
        token = logits.argmax(axis=1)
        written[writing, step] = token[writing]
        writing &= token != end_token
        if not writing.any():
            break
    return written


def beam_search(
    source_ids: Array,
    parameters: Mapping[str, Array],
    start_token: int,
    end_token: int,
    max_length: int,
    beam_size: int,
) -> tuple[Array, float]:
    """The likeliest translation that a beam finds for one source (S,), S at least 1: tokens (L,), int64, and their log probability.

    The beam begins with one hypothesis that has written nothing. At each of up to ``max_length`` steps every hypothesis of it is
    continued by every token; of all these continuations the ``beam_size`` with the largest sums of log probabilities stay (ties:
    the one whose hypothesis came first, then the smaller id), ordered so. Those that now end with ``end_token`` are finished: they
    are put aside (Sutskever, Vinyals & Le 2014), and the others are the next beam. The result is the likeliest finished hypothesis,
    the end token included (ties: the one put aside first); where nothing is finished, the first of the last beam. Sums are not
    divided by lengths.
    """
    source_ids = np.asarray(source_ids)
    lengths = np.array([len(source_ids)])
    encoded = encode(source_ids[None], lengths, parameters)
    hidden, cell = encoded.hidden, encoded.cell
    beam: list[Hypothesis] = [((), 0.0)]
    finished: list[Hypothesis] = []
    for _ in range(max_length):
        last = np.array([tokens[-1] if tokens else start_token for tokens, _ in beam])
        states = np.repeat(encoded.states, len(beam), axis=1)
        logits, hidden, cell = _next(last, hidden, cell, states, np.repeat(lengths, len(beam)), parameters)
        sums = np.array([total for _, total in beam])[:, None] + log_softmax(logits.astype(np.float64))
        best = np.argsort(-sums.ravel(), kind="stable")[:beam_size]
        stay: list[int] = []
        continued: list[Hypothesis] = []
        for parent, token in zip(*np.divmod(best, sums.shape[1]), strict=True):
            hypothesis = (*beam[parent][0], int(token)), float(sums[parent, token])
            if token == end_token:
                finished.append(hypothesis)
            else:
                stay.append(parent)
                continued.append(hypothesis)
        beam, hidden, cell = continued, hidden[stay], cell[stay]
        # sums only fall: what is behind the best finished one stays behind it
        if not beam or (finished and max(total for _, total in finished) >= beam[0][1]):
            break
    tokens, total = max(finished or beam, key=lambda hypothesis: hypothesis[1])
    return np.array(tokens, np.int64), total


def _next(
    token: Array, hidden: Array, cell: Array, states: Array, source_lengths: Array, parameters: Mapping[str, Array]
) -> tuple[Array, Array, Array]:
    """One step of the decoder: logits (N, W) of the token after ``token`` (N,), and its states (N, H)."""
    step = parameters["target_embedding"][token][None]
    (hidden,), (cell,) = lstm_forward(step, one_lstm(parameters, DECODER), hidden, cell)
    context, _ = attend(hidden, states, source_lengths)
    features = np.concatenate([hidden, context], axis=1)
    return features @ parameters["output_weights"] + parameters["output_bias"], hidden, cell
