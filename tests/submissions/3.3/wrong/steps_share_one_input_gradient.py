# mistake: The inputs' gradient is one buffer that every step appends.
# targets: input, time
# verdict: failed
# diagnosable: yes
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Cache:
    x: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    f: np.ndarray
    i: np.ndarray
    o: np.ndarray
    g: np.ndarray
    tanh_c: np.ndarray


@dataclass
class Gradients:
    weights: dict
    inputs: list = field(default_factory=list)

    def add(self, gate, cache, delta):
        self.weights[gate + "_weights"] += np.dot(cache.h_prev.T, delta)
        self.weights[gate + "_inputs"] += np.dot(cache.x.T, delta)
        self.weights[gate + "_bias"] += np.sum(delta, axis=0)


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def forward(xs, w, h, c):
    caches = []
    for x in xs:
        f, i, o, g = (np.dot(h, w[k + "_weights"]) + np.dot(x, w[k + "_inputs"]) + w[k + "_bias"] for k in ("forget_gate", "input_gate", "output_gate", "cell_gate"))
        f, i, o, g = sigmoid(f), sigmoid(i), sigmoid(o), np.tanh(g)
        new_c = f * c + i * g
        caches.append(Cache(x=x, h_prev=h, c_prev=c, f=f, i=i, o=o, g=g, tanh_c=np.tanh(new_c)))
        c = new_c
        h = o * caches[-1].tanh_c
    return caches


def lstm_backward(hidden_sequences, cell_sequences, input_sequence, weights, d_hidden_sequences, initial_hidden=None, initial_cell=None):
    shape = (len(input_sequence[0]), len(weights["forget_gate_bias"]))
    h0 = np.zeros(shape) if initial_hidden is None else initial_hidden
    c0 = np.zeros(shape) if initial_cell is None else initial_cell
    caches = forward(input_sequence, weights, h0, c0)
    grads = Gradients({k: np.zeros_like(v) for k, v in weights.items()})

    dh_next = np.zeros(shape)
    dc_next = np.zeros(shape)
    dx = np.zeros(np.shape(input_sequence[0]))
    for t in range(len(caches) - 1, -1, -1):
        k = caches[t]
        dh = d_hidden_sequences[t] + dh_next
        dc = dc_next + dh * k.o * (1 - k.tanh_c**2)
        deltas = {
            "forget_gate": dc * k.c_prev * k.f * (1 - k.f),
            "input_gate": dc * k.g * k.i * (1 - k.i),
            "output_gate": dh * k.tanh_c * k.o * (1 - k.o),
            "cell_gate": dc * k.i * (1 - k.g**2),
        }
        dx[:] = 0
        dh_next = np.zeros(shape)
        for gate, delta in deltas.items():
            grads.add(gate, k, delta)
            dx += np.dot(delta, weights[gate + "_inputs"].T)
            dh_next += np.dot(delta, weights[gate + "_weights"].T)
        dc_next = dc * k.f
        grads.inputs.append(dx)

    return {**grads.weights, "input_sequence": np.array(grads.inputs[::-1]), "initial_hidden": dh_next, "initial_cell": dc_next}
