"""The adding task (Hochreiter & Schmidhuber 1997): two numbers of a long sequence are marked; give their sum at the end.

Whoever ignores the marks and always says 1 has a mean squared error of 1/6, the variance of the sum.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from lstm_drills.labs.plain_rnn import rnn_backward, rnn_forward
from lstm_drills.reference.activations import Array
from lstm_drills.reference.sequence import GATES, backward_from_cache, forward_with_cache
from lstm_drills.reference.training import Adam, Parameters, clip_by_global_norm

STEPS, BATCH, UNITS = 100, 32, 24
INPUTS = 2  # the number, and whether it is marked
UPDATES, EVERY = 800, 20
LEARNING_RATE, CLIP = 0.02, 1.0
FORGET_BIAS = 1.0
SECONDS = 20.0
BASELINE = 1 / 6
HIGHEST_ERROR = 0.25  # worth drawing: the first updates are further up
READOUT = ("readout_weights", "readout_bias")

# (input_sequence, targets, parameters) -> (mean squared error, gradients under the keys of parameters)
Gradients = Callable[[Array, Array, Parameters], tuple[float, Parameters]]


@dataclass(frozen=True, slots=True)
class LossCurves:
    """Until now: ``updates`` of ``of``; one mean squared error for every ``every`` updates, the mean over them."""

    updates: int
    of: int
    every: int
    steps: int
    plain: tuple[float, ...] = ()
    lstm: tuple[float, ...] = ()


def adding_task(
    rng: np.random.Generator,
    timer: Callable[[], float],
    *,
    updates: int = UPDATES,
    steps: int = STEPS,
    seconds: float = SECONDS,
) -> Iterator[LossCurves]:
    """Train a plain RNN and an LSTM of as many units on the same batches; yields after every few updates.

    ``timer`` counts seconds; once ``seconds`` are over, no further update is begun.
    """
    networks: list[tuple[Parameters, Gradients]] = [(_plain(rng), plain_gradients), (_lstm(rng), lstm_gradients)]
    optimisers = [Adam(parameters, LEARNING_RATE) for parameters, _ in networks]
    recent: tuple[list[float], list[float]] = ([], [])
    curves: tuple[list[float], list[float]] = ([], [])
    began = timer()
    for update in range(1, updates + 1):
        x, targets = examples(rng, steps)
        for (parameters, gradients_of), optimiser, losses in zip(networks, optimisers, recent, strict=True):
            loss, gradients = gradients_of(x, targets, parameters)
            optimiser.step(clip_by_global_norm(gradients, CLIP))
            losses.append(loss)
        if update % EVERY == 0:
            for curve, losses in zip(curves, recent, strict=True):
                curve.append(fmean(losses))
                losses.clear()
            yield LossCurves(update, updates, EVERY, steps, tuple(curves[0]), tuple(curves[1]))
            if timer() - began > seconds:
                return


def examples(rng: np.random.Generator, steps: int) -> tuple[Array, Array]:
    """(T, N, 2) numbers from 0 to 1 with their marks, one in each half of the sequence, and the sums (N,)."""
    numbers = rng.uniform(size=(steps, BATCH))
    marks = np.zeros((steps, BATCH))
    rows = np.arange(BATCH)
    marks[rng.integers(0, steps // 2, BATCH), rows] = 1
    marks[rng.integers(steps // 2, steps, BATCH), rows] = 1
    return np.stack([numbers, marks], axis=-1), (numbers * marks).sum(axis=0)


def plain_gradients(x: Array, targets: Array, parameters: Parameters) -> tuple[float, Parameters]:
    """The plain network's mean squared error and gradients."""
    weights = _recurrent_part(parameters)
    hidden = rnn_forward(x, weights)
    loss, upstream, of_readout = _readout(hidden, targets, parameters)
    return loss, {**rnn_backward(hidden, x, weights, upstream)[0], **of_readout}


def lstm_gradients(x: Array, targets: Array, parameters: Parameters) -> tuple[float, Parameters]:
    """The LSTM's mean squared error and gradients."""
    weights = _recurrent_part(parameters)
    hidden, _, cache = forward_with_cache(x, weights)
    loss, upstream, of_readout = _readout(hidden, targets, parameters)
    through = backward_from_cache(cache, upstream)
    return loss, {**{name: through[name] for name in weights}, **of_readout}


def _readout(hidden: Array, targets: Array, parameters: Parameters) -> tuple[float, Array, Parameters]:
    """The loss at the last step, what it sends back to the hidden states, and the gradients of the layer on top."""
    errors = hidden[-1] @ parameters["readout_weights"] + parameters["readout_bias"] - targets
    d_outputs = 2 * errors / len(errors)
    upstream = np.zeros_like(hidden)
    upstream[-1] = d_outputs[:, None] * parameters["readout_weights"]
    gradients = {"readout_weights": hidden[-1].T @ d_outputs, "readout_bias": np.asarray(d_outputs.sum())}
    return float(np.mean(errors**2)), upstream, gradients


def _recurrent_part(parameters: Mapping[str, Array]) -> Parameters:
    return {name: array for name, array in parameters.items() if name not in READOUT}


def _plain(rng: np.random.Generator) -> Parameters:
    return {
        "recurrent": _matrix(rng, UNITS), "inputs": _matrix(rng, INPUTS), "bias": np.zeros(UNITS),
        "readout_weights": _matrix(rng, UNITS)[:, 0], "readout_bias": np.zeros(()),
    }  # fmt: skip


def _lstm(rng: np.random.Generator) -> Parameters:
    parameters: Parameters = {}
    for gate in GATES:
        parameters[f"{gate}_gate_weights"] = _matrix(rng, UNITS)
        parameters[f"{gate}_gate_inputs"] = _matrix(rng, INPUTS)
        parameters[f"{gate}_gate_bias"] = np.full(UNITS, FORGET_BIAS if gate == "forget" else 0.0)
    return {**parameters, "readout_weights": _matrix(rng, UNITS)[:, 0], "readout_bias": np.zeros(())}


def _matrix(rng: np.random.Generator, rows: int) -> Array:
    return rng.normal(0.0, rows**-0.5, (rows, UNITS))
