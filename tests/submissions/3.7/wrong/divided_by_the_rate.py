# verdict: failed
# mistake: scaled by the rate
# targets: mask, numerics
# diagnosable: yes
"""Layers that know their own way back; a reader that turns its input round is an LSTM between two reversals."""
import numpy as np

GATES = ["forget", "input", "output", "cell"]


def turned(x, lengths):
    out = np.array(x)
    for n in range(len(out)):
        k = int(lengths[n])
        out[n, :k] = np.flip(out[n, :k], axis=0)
    return out


def reverse_texts(token_ids, lengths):
    return turned(token_ids, lengths)


def dropout_masks(rng, shape, rate):
    return (rng.random(shape) >= rate).astype(np.float64) / rate


class Times:
    def __init__(self, factors):
        self.factors = factors

    def forward(self, x):
        return x if self.factors is None else x * self.factors

    backward = forward


class Reader:
    """(N, T, E) -> the state after the last step of each text."""

    def __init__(self, parameters, prefix, lengths):
        self.w = {k[len(prefix):]: v for k, v in parameters.items() if k.startswith(prefix)}
        self.prefix, self.lengths = prefix, lengths

    def forward(self, x):
        N, T, _ = x.shape
        H = len(self.w["cell_gate_bias"])
        self.x, self.steps = x, []
        h = c = np.zeros((N, H))
        self.h = np.zeros((T + 1, N, H))
        for t in range(T):
            a = {g: x[:, t] @ self.w[f"{g}_gate_inputs"] + h @ self.w[f"{g}_gate_weights"] + self.w[f"{g}_gate_bias"] for g in GATES}
            f, i, o = (0.5 + 0.5 * np.tanh(0.5 * a[g]) for g in GATES[:3])
            g = np.tanh(a["cell"])
            new = f * c + i * g
            self.steps.append((f, i, o, g, c, np.tanh(new), h))
            c, h = new, o * np.tanh(new)
            self.h[t + 1] = h
        return self.h[self.lengths, np.arange(N)]

    def backward(self, d_last, into):
        N, T, _ = self.x.shape
        dx = np.zeros(self.x.shape)
        total = {k: np.zeros(v.shape) for k, v in self.w.items()}
        dh = dc = np.zeros(d_last.shape)
        for t in reversed(range(T)):
            f, i, o, g, c, tc, h = self.steps[t]
            dh = dh + np.where((self.lengths == t + 1)[:, None], d_last, 0)
            dc = dc + dh * o * (1 - tc * tc)
            dz = dict(zip(GATES, (dc * c * f * (1 - f), dc * g * i * (1 - i), dh * tc * o * (1 - o), dc * i * (1 - g * g))))
            dc, dh = dc * f, 0
            for gate, d in dz.items():
                total[f"{gate}_gate_weights"] += h.T @ d
                total[f"{gate}_gate_inputs"] += self.x[:, t].T @ d
                total[f"{gate}_gate_bias"] += d.sum(0)
                dx[:, t] += d @ self.w[f"{gate}_gate_inputs"].T
                dh = dh + d @ self.w[f"{gate}_gate_weights"].T
        into.update({self.prefix + k: v for k, v in total.items()})
        return dx


class Model:
    def __init__(self, parameters, lengths, masks):
        self.p, self.lengths = parameters, np.asarray(lengths)
        words, features = masks if masks is not None else (None, None)
        self.words, self.features = Times(words), Times(features)
        self.there = Reader(parameters, "forward_", self.lengths)
        self.back = Reader(parameters, "backward_", self.lengths)

    def log_probabilities(self, ids):
        self.ids = np.asarray(ids)
        e = self.words.forward(self.p["embedding"][self.ids])
        s = np.concatenate((self.there.forward(e), self.back.forward(turned(e, self.lengths))), axis=-1)
        self.f = self.features.forward(s)
        z = self.f @ self.p["output_weights"] + self.p["output_bias"]
        z = z - z.max(-1, keepdims=True)
        self.logp = z - np.log(np.exp(z).sum(-1, keepdims=True))
        return self.logp

    def gradients(self, labels):
        N = len(labels)
        d = np.exp(self.logp)
        d[np.arange(N), labels] -= 1
        d = d / N
        g = {"output_weights": self.f.T @ d, "output_bias": d.sum(0)}
        one, two = np.split(self.features.backward(d @ self.p["output_weights"].T), 2, axis=1)
        de = self.there.backward(one, g) + turned(self.back.backward(two, g), self.lengths)
        de = self.words.backward(de)
        g["embedding"] = np.zeros(self.p["embedding"].shape)
        for n, length in enumerate(self.lengths):
            np.add.at(g["embedding"], self.ids[n, :length], de[n, :length])
        return g


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return np.exp(Model(parameters, lengths, masks).log_probabilities(token_ids))


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    model, labels = Model(parameters, lengths, masks), np.asarray(labels)
    logp = model.log_probabilities(token_ids)
    return float(-logp[np.arange(len(labels)), labels].mean()), model.gradients(labels)


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H, rate = 16, 32, 0.1
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for prefix in ("forward_", "backward_"):
        for g in GATES:
            p[f"{prefix}{g}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{prefix}{g}_gate_inputs"] = rng.normal(0, 0.25, (E, H))
            p[f"{prefix}{g}_gate_bias"] = np.ones(H) if g == "forget" else np.zeros(H)
    p["output_weights"], p["output_bias"] = rng.normal(0, 0.125, (2 * H, num_classes)), np.zeros(num_classes)
    moments = {k: [np.zeros(a.shape), np.zeros(a.shape)] for k, a in p.items()}
    n = 0
    for epoch in range(25):
        seen = 0.0
        order = rng.permutation(len(labels))
        order = order[np.argsort(lengths[order], kind="stable")]
        groups = np.array_split(order, len(order) // 32)
        for k in rng.permutation(len(groups)):
            b = groups[k]
            T = max(lengths[b])
            masks = dropout_masks(rng, (len(b), T, E), rate), dropout_masks(rng, (len(b), 2 * H), rate)
            loss, g = sentiment_gradients(token_ids[b, :T], lengths[b], labels[b], p, masks)
            seen += loss / len(groups)
            n += 1
            size = np.sqrt(sum((a**2).sum() for a in g.values()))
            for key, a in g.items():
                a = a / max(1.0, size)
                one, two = moments[key]
                one *= 0.9
                one += 0.1 * a
                two *= 0.999
                two += 0.001 * a * a
                p[key] -= 0.02 * (1 - epoch / 25) * one / (1 - 0.9**n) / (np.sqrt(two / (1 - 0.999**n)) + 1e-8)
        if seen < 0.05:
            break
    return p
