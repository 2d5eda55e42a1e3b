# mistake: Half a hundredth of the squared output weights is part of the loss.
# targets: loss, output_layer
# verdict: failed
# diagnosable: no
"""A cell object for every step; truncated batches; trained by plain momentum in place of Adam."""
from dataclasses import dataclass

import numpy as np

GATE_NAMES = ("forget_gate", "input_gate", "output_gate", "cell_gate")


@dataclass
class Step:
    x: np.ndarray
    h_before: np.ndarray
    c_before: np.ndarray
    values: np.ndarray
    h: np.ndarray
    c: np.ndarray


def big(parameters):
    rows = [np.vstack((parameters[n + "_inputs"], parameters[n + "_weights"], parameters[n + "_bias"][None])) for n in GATE_NAMES]
    return np.hstack(rows)


def make_step(x, h, c, K):
    H = h.shape[1]
    z = np.hstack((x, h, np.ones((len(x), 1)))) @ K
    values = np.empty_like(z)
    with np.errstate(over="ignore"):
        values[:, : 3 * H] = np.reciprocal(1 + np.exp(-z[:, : 3 * H]))
    values[:, 3 * H :] = np.tanh(z[:, 3 * H :])
    f, i, o, g = np.hsplit(values, 4)
    c_new = f * c + i * g
    return Step(x, h, c, values, o * np.tanh(c_new), c_new)


def read_texts(token_ids, lengths, parameters, K):
    N = len(lengths)
    H = K.shape[1] // 4
    h, c = np.zeros((N, H)), np.zeros((N, H))
    steps = []
    for t in range(max(lengths)):
        alive = lengths > t
        step = make_step(parameters["embedding"][token_ids[alive, t]], h[alive], c[alive], K)
        steps.append((alive, step))
        h, c = h.copy(), c.copy()
        h[alive], c[alive] = step.h, step.c
    return h, steps


def classify(h, parameters):
    z = h @ parameters["output_weights"] + parameters["output_bias"]
    z -= np.amax(z, axis=-1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))


def text_classifier_forward(token_ids, lengths, parameters):
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    h, _ = read_texts(token_ids, lengths, parameters, big(parameters))
    return np.exp(classify(h, parameters))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    K = big(parameters)
    h, steps = read_texts(token_ids, lengths, parameters, K)
    logp = classify(h, parameters)
    N, H = h.shape
    E = parameters["embedding"].shape[1]
    loss = -np.take_along_axis(logp, labels[:, None], axis=1).mean()
    loss += 0.005 * (parameters["output_weights"] ** 2).sum()
    dlogits = np.exp(logp)
    np.put_along_axis(dlogits, labels[:, None], np.take_along_axis(dlogits, labels[:, None], 1) - 1, 1)
    dlogits *= 1 / N

    dK = np.zeros_like(K)
    d_embedding = np.zeros(parameters["embedding"].shape)
    dh = dlogits @ parameters["output_weights"].T
    dc = np.zeros((N, H))
    for t in range(len(steps) - 1, -1, -1):
        alive, s = steps[t]
        f, i, o, g = np.hsplit(s.values, 4)
        tanh_c = np.tanh(s.c)
        dh_t = dh[alive]
        dc_t = dc[alive] + dh_t * o * (1 - tanh_c * tanh_c)
        dz = np.hstack((dc_t * s.c_before * f * (1 - f), dc_t * g * i * (1 - i), dh_t * tanh_c * o * (1 - o), dc_t * i * (1 - g * g)))
        full = np.hstack((s.x, s.h_before, np.ones((len(s.x), 1))))
        dK += full.T @ dz
        dfull = dz @ K.T
        np.add.at(d_embedding, token_ids[alive, t], dfull[:, :E])
        dh[alive] = dfull[:, E : E + H]
        dc[alive] = dc_t * f
    gradients = {"embedding": d_embedding, "output_weights": h.T @ dlogits + 0.01 * parameters["output_weights"], "output_bias": dlogits.sum(axis=0)}
    for k, n in enumerate(GATE_NAMES):
        block = dK[:, k * H : (k + 1) * H]
        gradients[n + "_inputs"], gradients[n + "_weights"], gradients[n + "_bias"] = block[:E].copy(), block[E:-1].copy(), block[-1].copy()
    return loss, gradients


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    raise NotImplementedError
