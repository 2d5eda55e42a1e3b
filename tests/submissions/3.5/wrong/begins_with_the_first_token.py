# verdict: failed
# mistake: the first token is returned as well, and the last one drawn is missing
# targets: time, contract
# diagnosable: yes
"""A tape: every operation appends its own way back; nothing of the LSTM's backward pass is written by hand."""
import math

import numpy as np


class Var:
    tape = []

    def __init__(self, value):
        self.value = np.asarray(value, dtype=float)
        self.grad = np.zeros(self.value.shape)

    def _make(self, value, back):
        out = Var(value)
        Var.tape.append(lambda: back(out.grad))
        return out

    def add_grad(self, g):
        while g.ndim > self.grad.ndim:
            g = g.sum(axis=0)
        self.grad += g

    def __add__(self, other):
        return self._make(self.value + other.value, lambda g: (self.add_grad(g), other.add_grad(g)))

    def __mul__(self, other):
        return self._make(self.value * other.value, lambda g: (self.add_grad(g * other.value), other.add_grad(g * self.value)))

    def __matmul__(self, other):
        return self._make(self.value @ other.value, lambda g: (self.add_grad(g @ other.value.T), other.add_grad(self.value.T @ g)))

    def tanh(self):
        y = np.tanh(self.value)
        return self._make(y, lambda g: self.add_grad(g * (1 - y * y)))

    def sigmoid(self):
        y = 0.5 + 0.5 * np.tanh(0.5 * self.value)
        return self._make(y, lambda g: self.add_grad(g * y * (1 - y)))

    def rows(self, ids):
        def back(g):
            np.add.at(self.grad, ids, g)
        return self._make(self.value[ids], back)

    def cross_entropy(self, targets):
        """The sum over the rows."""
        z = self.value - self.value.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        n = np.arange(len(targets))

        def back(g):
            d = np.exp(logp)
            d[n, targets] -= 1
            self.add_grad(g * d)
        return self._make(-logp[n, targets].sum(), back)


def cell(p, x, h, c):
    def a(gate):
        return x @ p[gate + "_gate_inputs"] + h @ p[gate + "_gate_weights"] + p[gate + "_gate_bias"]
    c = a("forget").sigmoid() * c + a("input").sigmoid() * a("cell").tanh()
    return a("output").sigmoid() * c.tanh(), c


def build(token_ids, lengths, p):
    """The texts that still predict at step t are read alone; the others have left the batch. The loss as a Var."""
    token_ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    H = p["forget_gate_bias"].value.size
    longest_first = np.argsort(-lengths, kind="stable")
    ids, lengths = token_ids[longest_first], lengths[longest_first]
    h = c = None
    losses, count = [], 0
    for t in range(max(lengths) - 1):
        n = int((lengths > t + 1).sum())
        if h is None:
            h, c = Var(np.zeros((n, H))), Var(np.zeros((n, H)))
        elif n < len(h.value):
            h, c = h.rows(slice(0, n)), c.rows(slice(0, n))
        h, c = cell(p, p["embedding"].rows(ids[:n, t]), h, c)
        losses.append((h @ p["output_weights"] + p["output_bias"]).cross_entropy(ids[:n, t + 1]))
        count += n
    total = losses[0]
    for one in losses[1:]:
        total = total + one
    return total * Var(1 / count)


def language_model_gradients(token_ids, lengths, parameters):
    Var.tape = []
    p = {k: Var(a) for k, a in parameters.items()}
    loss = build(token_ids, lengths, p)
    loss.grad += 1
    for back in reversed(Var.tape):
        back()
    Var.tape = []
    return float(loss.value), {k: v.grad for k, v in p.items()}


def perplexity(token_ids, lengths, parameters):
    loss = float(build(token_ids, lengths, {k: Var(a) for k, a in parameters.items()}).value)
    Var.tape = []
    try:
        return math.exp(loss)
    except OverflowError:
        return math.inf


def sample(parameters, first_token, length, temperature, top_k, rng):
    p = {k: Var(a) for k, a in parameters.items()}
    h = c = Var(np.zeros((1, len(parameters["forget_gate_bias"]))))
    V = len(parameters["embedding"])
    out = [first_token]
    for _ in range(length):
        h, c = cell(p, p["embedding"].rows([out[-1]]), h, c)
        z = (h @ p["output_weights"] + p["output_bias"]).value[0]
        if not temperature:
            out.append(z.argmax())
            continue
        best = np.argsort(-z, kind="stable")[: V if top_k is None else top_k]
        best.sort()
        q = np.exp((z[best] - z[best].max()) / temperature)
        cdf = np.cumsum(q / q.sum())
        out.append(best[min(np.searchsorted(cdf, rng.random(), side="right"), len(best) - 1)])
    Var.tape = []
    return np.array(out[:length], dtype=np.intp)


def train_language_model(token_ids, lengths, vocab_size, rng):
    E, H = 16, 48
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for gate in ("forget", "input", "output", "cell"):
        p[gate + "_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        p[gate + "_gate_inputs"] = rng.normal(0, E**-0.5, (E, H))
        p[gate + "_gate_bias"] = np.full(H, 1.0 if gate == "forget" else 0.0)
    p["output_weights"] = rng.normal(0, H**-0.5, (H, vocab_size))
    p["output_bias"] = np.zeros(vocab_size)
    velocity = {k: np.zeros(a.shape) for k, a in p.items()}
    epochs = 30
    for epoch in range(epochs):
        rate = 0.7 * (1 - epoch / epochs)
        order = rng.permutation(len(token_ids))
        for k in range(0, len(order), 10):
            b = order[k:k + 10]
            _, g = language_model_gradients(token_ids[b], lengths[b], p)
            norm = math.sqrt(sum((a * a).sum() for a in g.values()))
            for key in p:
                velocity[key] = 0.9 * velocity[key] - 0.1 * rate * g[key] * min(1, 1 / norm)
                p[key] = p[key] + velocity[key] * 1.0
    return p
