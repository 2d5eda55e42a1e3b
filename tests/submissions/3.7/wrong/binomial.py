# verdict: failed
# mistake: another way of drawing, so other numbers
# targets: mask
# diagnosable: no
"""A tape: every operation leaves a closure, and the gradients are nobody's work. In float32 inside the training."""
import numpy as np

NAMES = ("forget", "input", "output", "cell")


class Tape:
    def __init__(self):
        self.undo = []
        self.grads = {}

    def grad(self, x):
        return self.grads.get(id(x), (None, 0.0))[1]

    def add(self, x, g):
        self.grads[id(x)] = (x, self.grad(x) + g)

    def step(self, e_t, h, c, p):
        """One LSTM step; p holds U (E, 4H), W (H, 4H) and b."""
        U, W, b = p
        z = e_t @ U + h @ W + b
        H = h.shape[1]
        f, i, o = (1 / (1 + np.exp(-np.clip(z[:, k * H:(k + 1) * H], -500, 500))) for k in range(3))
        g = np.tanh(z[:, 3 * H:])
        c_new = f * c + i * g
        tc = np.tanh(c_new)
        h_new = o * tc

        def back():
            dh = self.grad(h_new)
            dc = self.grad(c_new) + dh * o * (1 - tc * tc)
            dz = np.concatenate([dc * c * f * (1 - f), dc * g * i * (1 - i), dh * tc * o * (1 - o), dc * i * (1 - g * g)], axis=1)
            for x, d in ((e_t, dz @ U.T), (h, dz @ W.T), (U, e_t.T @ dz), (W, h.T @ dz), (b, dz.sum(axis=0)), (c, dc * f)):
                self.add(x, d)

        self.undo.append(back)
        return h_new, c_new

    def pick(self, states, index, live):
        """states[index[n]][n], zero where not live."""
        rows = np.arange(len(index))
        out = np.stack(states)[index, rows] * live

        def back():
            d = self.grad(out) * live
            for t, s in enumerate(states):
                at = index == t
                if at.any():
                    self.add(s, d * at[:, None])

        self.undo.append(back)
        return out

    def times(self, x, m):
        out = x * m
        self.undo.append(lambda: self.add(x, self.grad(out) * m))
        return out

    def beside(self, x, y):
        out = np.concatenate([x, y], axis=1)

        def back():
            d = self.grad(out)
            self.add(x, d[:, :x.shape[1]])
            self.add(y, d[:, x.shape[1]:])

        self.undo.append(back)
        return out

    def dense(self, x, V, b):
        out = x @ V + b

        def back():
            d = self.grad(out)
            self.add(x, d @ V.T)
            self.add(V, x.T @ d)
            self.add(b, d.sum(axis=0))

        self.undo.append(back)
        return out

    def rows_of(self, table, ids, masks):
        """Vectors for every step, as a list of (N, E)."""
        e = table[ids]
        if masks is not None:
            e = e * masks
        steps = [e[:, t].copy() for t in range(ids.shape[1])]

        def back():
            d = np.stack([self.grad(s) + np.zeros(s.shape) for s in steps], axis=1)
            if masks is not None:
                d = d * masks
            g = np.zeros(table.shape)
            np.add.at(g, ids, d)
            self.add(table, g)

        self.undo.append(back)
        return steps

    def run(self):
        for back in reversed(self.undo):
            back()


def reverse_texts(token_ids, lengths):
    ids, L = np.array(token_ids), np.array(lengths)
    t = np.arange(ids.shape[1])
    order = np.argsort(np.where(t < L[:, None], -t, t + len(t)), axis=1, kind="stable")
    return np.take_along_axis(ids, order, axis=1)


def dropout_masks(rng, shape, rate):
    keep = 1.0 - rate
    return rng.binomial(1, keep, shape) / keep


def graph(token_ids, lengths, p, masks, tape):
    ids, L = np.array(token_ids), np.array(lengths)
    rows = np.arange(len(ids))
    places = reverse_texts(np.tile(np.arange(ids.shape[1]), (len(ids), 1)), L)
    flat = {
        d: tuple(np.concatenate([p[f"{d}_{n}_gate_{kind}"] for n in NAMES], axis=-1) for kind in ("inputs", "weights", "bias"))
        for d in ("forward", "backward")
    }
    table = p["embedding"]
    live = (L > 0)[:, None].astype(float)
    words = None if masks is None else masks[0]
    states = []
    for d, i, m in (
        ("forward", ids, words),
        ("backward", ids[rows[:, None], places], None if words is None else words[rows[:, None], places]),
    ):
        H = flat[d][1].shape[0]
        h, c = np.zeros((len(ids), H)), np.zeros((len(ids), H))
        hs = []
        for e_t in tape.rows_of(table, i, m):
            h, c = tape.step(e_t, h, c, flat[d])
            hs.append(h)
        states.append(tape.pick(hs, np.maximum(L - 1, 0), live))
    f = tape.beside(*states)
    if masks is not None:
        f = tape.times(f, masks[1])
    z = tape.dense(f, p["output_weights"], p["output_bias"])
    return z, flat, table


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return np.exp(log_softmax(graph(token_ids, lengths, parameters, masks, Tape())[0]))


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    tape = Tape()
    z, flat, table = graph(token_ids, lengths, parameters, masks, tape)
    logp, y = log_softmax(z), np.array(labels)
    n = np.arange(len(y))
    d = np.exp(logp)
    d[n, y] -= 1
    tape.add(z, d / len(y))
    tape.run()
    grads = {k: np.array(tape.grad(parameters[k])) for k in ("output_weights", "output_bias")}
    grads["embedding"] = np.array(tape.grad(table)) + np.zeros(table.shape)
    for direction, arrays in flat.items():
        for kind, array in zip(("inputs", "weights", "bias"), arrays):
            g = tape.grad(array) + np.zeros(array.shape)
            for name, part in zip(NAMES, np.split(g, 4, axis=-1)):
                grads[f"{direction}_{name}_gate_{kind}"] = part.copy()
    return -logp[n, y].mean(), grads


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E)), "output_bias": np.zeros(num_classes)}
    p["output_weights"] = rng.normal(0, 0.12, (2 * H, num_classes))
    for d in ("forward", "backward"):
        for n in NAMES:
            p[f"{d}_{n}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{d}_{n}_gate_inputs"] = rng.normal(0, 0.25, (E, H))
            p[f"{d}_{n}_gate_bias"] = np.zeros(H) + (n == "forget")
    p = {k: a.astype(np.float32) for k, a in p.items()}
    m, v, k = {n: 0 for n in p}, {n: 0 for n in p}, 0
    for epoch in range(25):
        total = []
        order = rng.permutation(len(labels))
        order = order[np.argsort(lengths[order], kind="stable")]
        for s in rng.permutation(len(order) // 30):
            b = order[s * 30:(s + 1) * 30]
            T = lengths[b].max()
            masks = tuple(dropout_masks(rng, shape, 0.1).astype(np.float32) for shape in ((30, T, E), (30, 2 * H)))
            loss, g = sentiment_gradients(token_ids[b, :T], lengths[b], labels[b], p, masks)
            total.append(loss)
            k += 1
            norm = max(1, np.sqrt(sum((a * a).sum() for a in g.values())))
            for n in p:
                a = g[n] / norm
                m[n] = 0.9 * m[n] + 0.1 * a
                v[n] = 0.999 * v[n] + 0.001 * a * a
                step = 0.02 * (1 - epoch / 25) * m[n] / (1 - 0.9**k) / (np.sqrt(v[n] / (1 - 0.999**k)) + 1e-8)
                p[n] = (p[n] - step).astype(np.float32)
        if np.mean(total) < 0.05:
            break
    return p
