# verdict: passed
"""A tiny autograd; the gradients are nobody's work."""
import numpy as np


class Var:
    def __init__(self, value, parents=()):
        self.value = np.asarray(value, dtype=float)
        self.parents = parents
        self.grad = None

    def __add__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value + other.value, [(self, lambda g: fit(g, self.value.shape)), (other, lambda g: fit(g, other.value.shape))])

    def __mul__(self, other):
        other = other if isinstance(other, Var) else Var(other)
        return Var(self.value * other.value, [(self, lambda g: fit(g * other.value, self.value.shape)), (other, lambda g: fit(g * self.value, other.value.shape))])

    def __matmul__(self, other):
        return Var(self.value @ other.value, [(self, lambda g: g @ other.value.T), (other, lambda g: self.value.T @ g)])

    def tanh(self):
        y = np.tanh(self.value)
        return Var(y, [(self, lambda g: g * (1 - y * y))])

    def sigmoid(self):
        y = 0.5 + 0.5 * np.tanh(0.5 * self.value)
        return Var(y, [(self, lambda g: g * y * (1 - y))])

    def rows(self, ids):
        def back(g):
            out = np.zeros(self.value.shape)
            np.add.at(out, ids, g)
            return out
        return Var(self.value[ids], [(self, back)])

    def columns(self, a, b):
        def back(g):
            out = np.zeros(self.value.shape)
            out[:, a:b] = g
            return out
        return Var(self.value[:, a:b], [(self, back)])

    def cross_entropy(self, y):
        z = self.value - self.value.max(axis=1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        n = np.arange(len(y))

        def back(g):
            d = np.exp(logp)
            d[n, y] -= 1
            return g * d / len(y)
        return Var(-logp[n, y].mean(), [(self, back)])

    def backward(self):
        seen, order, stack = set(), [], [(self, iter(self.parents))]
        while stack:
            node, left = stack[-1]
            for parent, _ in left:
                if id(parent) not in seen:
                    seen.add(id(parent))
                    stack.append((parent, iter(parent.parents)))
                    break
            else:
                order.append(node)
                stack.pop()
        self.grad = np.ones(())
        for node in reversed(order):
            for parent, pull in node.parents:
                g = pull(node.grad)
                parent.grad = g if parent.grad is None else parent.grad + g


def fit(g, shape):
    while g.ndim > len(shape):
        g = g.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1 and g.shape[axis] > 1:
            g = g.sum(axis=axis, keepdims=True)
    return g


NAMES = ["forget", "input", "output", "cell"]


def logits(token_ids, lengths, p):
    ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    N, T = ids.shape
    H = p["output_weights"].value.shape[0]
    h = Var(np.zeros((N, H)))
    c = Var(np.zeros((N, H)))
    last = Var(np.zeros((N, H)))
    for t in range(T):
        x = p["embedding"].rows(ids[:, t])
        z = {k: x @ p[k + "_gate_inputs"] + h @ p[k + "_gate_weights"] + p[k + "_gate_bias"] for k in NAMES}
        c = z["forget"].sigmoid() * c + z["input"].sigmoid() * z["cell"].tanh()
        h = z["output"].sigmoid() * c.tanh()
        ends = (lengths == t + 1)[:, None].astype(float)
        if ends.any():
            last = last + h * ends
    return last @ p["output_weights"] + p["output_bias"]


def text_classifier_forward(token_ids, lengths, parameters):
    z = logits(token_ids, lengths, {k: Var(v) for k, v in parameters.items()}).value
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = {k: Var(v) for k, v in parameters.items()}
    loss = logits(token_ids, lengths, p).cross_entropy(np.asarray(labels))
    loss.backward()
    return loss.value, {k: np.zeros(v.value.shape) if v.grad is None else np.array(v.grad) for k, v in p.items()}


# ---- training
def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(0, 0.1, (vocab_size, E))}
    for k in NAMES:
        p[k + "_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
        p[k + "_gate_inputs"] = rng.normal(0, 1 / np.sqrt(E), (E, H))
        p[k + "_gate_bias"] = np.zeros(H) + (k == "forget")
    p["output_weights"] = rng.normal(0, 1 / np.sqrt(H), (H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    m, v, n = {k: 0.0 for k in p}, {k: 0.0 for k in p}, 0
    for epoch in range(14):
        losses = []
        perm = rng.permutation(len(labels))
        for s in range(0, len(perm), 40):
            b = perm[s:s + 40]
            loss, g = text_classifier_gradients(token_ids[b], lengths[b], labels[b], p)
            losses.append(loss)
            norm = np.sqrt(sum((a * a).sum() for a in g.values()))
            n += 1
            for k in p:
                a = g[k] * min(1, 1 / norm)
                m[k] = 0.9 * m[k] + 0.1 * a
                v[k] = 0.999 * v[k] + 0.001 * a * a
                p[k] = p[k] - 0.01 * (1 - epoch / 14) * m[k] / (1 - 0.9**n) / (np.sqrt(v[k] / (1 - 0.999**n)) + 1e-8)
        if np.mean(losses) < 0.02:
            break
    return p
