# mistake: The candidate sees the previous hidden state scaled by the forget gate, as in a GRU.
# targets: cell_gate, forget_gate, recurrent
# verdict: failed
# diagnosable: yes
from dataclasses import dataclass

import numpy as np


@dataclass
class Gate:
    recurrent: np.ndarray
    inputs: np.ndarray
    bias: np.ndarray
    activation: object

    @classmethod
    def of(cls, weights, name, activation):
        return cls(weights[f"{name}_gate_weights"], weights[f"{name}_gate_inputs"], weights[f"{name}_gate_bias"], activation)

    def __call__(self, x, h):
        return self.activation(x @ self.inputs + h @ self.recurrent + self.bias)


def logistic(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))


class LSTMCell:
    def __init__(self, weights):
        self.forget = Gate.of(weights, "forget", logistic)
        self.input = Gate.of(weights, "input", logistic)
        self.output = Gate.of(weights, "output", logistic)
        self.candidate = Gate.of(weights, "cell", np.tanh)

    def step(self, x, h, c):
        c = self.forget(x, h) * c + self.input(x, h) * self.candidate(x, self.forget(x, h) * h)
        return self.output(x, h) * np.tanh(c), c


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    return LSTMCell(weights).step(input_, prev_hidden, prev_cell)
