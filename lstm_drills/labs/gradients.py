"""How far back a gradient reaches: the norm of d loss / d h_t over time, before any training."""

from dataclasses import dataclass

import numpy as np

from lstm_drills.labs.plain_rnn import rnn_backward, rnn_forward
from lstm_drills.reference.activations import Array
from lstm_drills.reference.steps import every_gradient, every_step

STEPS, BATCH, INPUTS, UNITS = 100, 8, 16, 32
FORGET_BIASES = (0, 1, 2)
GATES = ("forget", "input", "output", "cell")


@dataclass(frozen=True, slots=True)
class Curve:
    """One network. ``forget_bias`` is None for the plain RNN; ``norms[t]`` belongs to h_{t+1} and is 1 at the last step."""

    forget_bias: int | None
    norms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GradientNorms:
    """Means over ``networks`` random networks and all sequences; geometric ones, since norms differ by powers of ten."""

    steps: int
    units: int
    networks: int
    curves: tuple[Curve, ...]


def gradient_norms(rng: np.random.Generator, *, networks: int = 5, steps: int = STEPS) -> GradientNorms:
    """Norms for a plain RNN, and for LSTMs whose forget gates begin with a bias of 0, 1, 2.

    All get the same inputs, matrices drawn from the same distribution (standard deviation 1 / sqrt(rows)) and the same
    random gradient of norm 1 at the last hidden state, and nowhere else.
    """
    biases = (None, *FORGET_BIASES)
    logs: dict[int | None, list[Array]] = {bias: [] for bias in biases}
    for _ in range(networks):
        x = rng.normal(size=(steps, BATCH, INPUTS))
        upstream = np.zeros((steps, BATCH, UNITS))
        last = rng.normal(size=(BATCH, UNITS))
        upstream[-1] = last / np.linalg.norm(last, axis=1, keepdims=True)
        matrices = {gate: (_matrix(rng, UNITS), _matrix(rng, INPUTS)) for gate in (*GATES, "plain")}
        for bias in biases:
            d_states = _d_states(x, upstream, matrices, bias)
            logs[bias].append(np.log(np.linalg.norm(d_states, axis=2)).mean(axis=1))
    means = {bias: np.exp(np.mean(found, axis=0)) for bias, found in logs.items()}
    curves = tuple(Curve(bias, tuple(map(float, norms))) for bias, norms in means.items())
    return GradientNorms(steps, UNITS, networks, curves)


def _d_states(x: Array, upstream: Array, matrices: dict[str, tuple[Array, Array]], bias: int | None) -> Array:
    """d loss / d h_t, complete, (T, N, H)."""
    if bias is None:
        recurrent, inputs = matrices["plain"]
        plain = {"recurrent": recurrent, "inputs": inputs, "bias": np.zeros(UNITS)}
        return rnn_backward(rnn_forward(x, plain), x, plain, upstream)[1]
    weights: dict[str, Array] = {}
    for gate in GATES:
        weights[f"{gate}_gate_weights"], weights[f"{gate}_gate_inputs"] = matrices[gate]
        weights[f"{gate}_gate_bias"] = np.full(UNITS, float(bias if gate == "forget" else 0))
    return every_gradient(every_step(x, weights), weights, upstream).hidden


def _matrix(rng: np.random.Generator, rows: int) -> Array:
    return rng.normal(0.0, rows**-0.5, (rows, UNITS))
