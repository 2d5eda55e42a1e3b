"""The LSTM with nothing left out: every intermediate value and every gradient of every step, each equation its line.

For looking at; ``sequence`` computes the same gradients and is made for speed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from lstm_drills.reference.activations import Array, sigmoid

Weights = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Steps:
    """(T, N, H) each: the three gates, the candidate, the states after the step, and the cell state before it."""

    forget: Array
    input: Array
    candidate: Array
    output: Array
    cell: Array
    hidden: Array
    prev_cell: Array
    prev_hidden: Array


@dataclass(frozen=True, slots=True)
class StepGradients:
    """(T, N, H) each: the gradient of the loss with respect to everything in a step.

    ``hidden`` and ``cell`` are complete: what comes from outside, and what comes back from all later steps. ``forget`` ...
    ``candidate`` belong to the activations, ``sum_forget`` ... ``sum_candidate`` to what goes into them.
    """

    hidden: Array
    cell: Array
    forget: Array
    input: Array
    candidate: Array
    output: Array
    sum_forget: Array
    sum_input: Array
    sum_candidate: Array
    sum_output: Array


def every_step(
    input_sequence: Array,
    weights: Weights,
    initial_hidden: Array | None = None,
    initial_cell: Array | None = None,
) -> Steps:
    """A forward pass; the arguments as in ``lstm_forward``, float64."""
    w, units = weights, len(weights["forget_gate_bias"])
    zeros = np.zeros((len(input_sequence[0]), units))
    h_prev = zeros if initial_hidden is None else initial_hidden
    c_prev = zeros if initial_cell is None else initial_cell
    kept = []
    for x_t in input_sequence:
        f_t = sigmoid(h_prev @ w["forget_gate_weights"] + x_t @ w["forget_gate_inputs"] + w["forget_gate_bias"])
        i_t = sigmoid(h_prev @ w["input_gate_weights"] + x_t @ w["input_gate_inputs"] + w["input_gate_bias"])
        g_t = np.tanh(h_prev @ w["cell_gate_weights"] + x_t @ w["cell_gate_inputs"] + w["cell_gate_bias"])
        o_t = sigmoid(h_prev @ w["output_gate_weights"] + x_t @ w["output_gate_inputs"] + w["output_gate_bias"])
        c_t = f_t * c_prev + i_t * g_t
        h_t = o_t * np.tanh(c_t)
        kept.append((f_t, i_t, g_t, o_t, c_t, h_t, c_prev, h_prev))
        h_prev, c_prev = h_t, c_t
    return Steps(*map(np.stack, zip(*kept, strict=True)))


def every_gradient(steps: Steps, weights: Weights, d_hidden_sequences: Array) -> StepGradients:
    """A backward pass (Werbos 1990); ``d_hidden_sequences`` (T, N, H) is the loss gradient that reaches every h_t from outside."""
    w = weights
    d_h = np.zeros_like(steps.hidden[0])
    d_c = np.zeros_like(d_h)
    kept = []
    for t in reversed(range(len(steps.hidden))):
        f_t, i_t, g_t, o_t = steps.forget[t], steps.input[t], steps.candidate[t], steps.output[t]
        tanh_c = np.tanh(steps.cell[t])
        d_h = d_h + d_hidden_sequences[t]
        d_c = d_c + d_h * o_t * (1 - tanh_c**2)
        d_f, d_i, d_g, d_o = d_c * steps.prev_cell[t], d_c * g_t, d_c * i_t, d_h * tanh_c
        d_zf, d_zi, d_zo = d_f * f_t * (1 - f_t), d_i * i_t * (1 - i_t), d_o * o_t * (1 - o_t)
        d_zg = d_g * (1 - g_t**2)
        kept.append((d_h, d_c, d_f, d_i, d_g, d_o, d_zf, d_zi, d_zg, d_zo))
        d_h = (
            d_zf @ w["forget_gate_weights"].T
            + d_zi @ w["input_gate_weights"].T
            + d_zg @ w["cell_gate_weights"].T
            + d_zo @ w["output_gate_weights"].T
        )
        d_c = d_c * f_t
    return StepGradients(*map(np.stack, zip(*reversed(kept), strict=True)))


def names(of: type[Steps] | type[StepGradients]) -> tuple[str, ...]:
    """The names of the arrays, in the order in which they are computed."""
    return tuple(field.name for field in fields(of))
