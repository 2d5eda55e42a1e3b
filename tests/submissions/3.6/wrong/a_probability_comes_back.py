# verdict: failed
# mistake: beam search returns the probability itself, not its logarithm
# targets: loss, contract
# diagnosable: yes
import math

import numpy as np


class Gate:
    def __init__(self, p, side, name, squash):
        self.key = f"{side}_{name}_gate_"
        self.W = np.array(p[self.key + "weights"], dtype=np.float64).T
        self.U = np.array(p[self.key + "inputs"], dtype=np.float64).T
        self.b = np.array(p[self.key + "bias"], dtype=np.float64)[:, None]
        self.dW, self.dU, self.db = np.zeros_like(self.W), np.zeros_like(self.U), np.zeros_like(self.b)
        self.squash = squash

    def __call__(self, x, h):
        a = self.W @ h + self.U @ x + self.b
        return np.tanh(a) if self.squash == "tanh" else 0.5 * (1 + np.tanh(a / 2))

    def back(self, d, y, x, h):
        d = d * ((1 - y * y) if self.squash == "tanh" else y * (1 - y))
        self.dW += d @ h.T
        self.dU += d @ x.T
        self.db += d.sum(axis=1, keepdims=True)
        return self.U.T @ d, self.W.T @ d

    def gradients(self):
        return {self.key + "weights": self.dW.T.copy(), self.key + "inputs": self.dU.T.copy(), self.key + "bias": self.db[:, 0]}


class Cell:
    def __init__(self, p, side):
        self.f, self.i, self.o = (Gate(p, side, name, "sigmoid") for name in ("forget", "input", "output"))
        self.g = Gate(p, side, "cell", "tanh")
        self.H = self.f.b.shape[0]

    def step(self, x, h, c):
        f, i, o, g = self.f(x, h), self.i(x, h), self.o(x, h), self.g(x, h)
        c_new = f * c + i * g
        return o * np.tanh(c_new), c_new, (x, h, c, f, i, o, g, c_new)

    def back(self, saved, dh, dc):
        x, h, c, f, i, o, g, c_new = saved
        t = np.tanh(c_new)
        dc = dc + dh * o * (1 - t * t)
        pieces = [self.f.back(dc * c, f, x, h), self.i.back(dc * g, i, x, h), self.o.back(dh * t, o, x, h), self.g.back(dc * i, g, x, h)]
        return sum(a for a, _ in pieces), sum(b for _, b in pieces), dc * f

    def gradients(self):
        return {k: v for gate in (self.f, self.i, self.o, self.g) for k, v in gate.gradients().items()}


def attention_of(s, states, real):
    """s (H, N), states (H, N, S), real (N, S) -> context (H, N), attention (N, S)"""
    e = np.sum(s[:, :, None] * states, axis=0)
    e = np.where(real, e, 0) - np.where(real, e, -np.inf).max(axis=1, initial=-1e200)[:, None]
    w = np.where(real, np.exp(np.minimum(e, 0)), 0)
    some = real.any(axis=1)
    w[some] /= w[some].sum(axis=1)[:, None]
    return np.sum(states * w, axis=2), w


def attend(decoder_state, encoder_states, source_lengths):
    states = np.transpose(np.asarray(encoder_states, dtype=np.float64), (2, 1, 0))
    real = np.less.outer(np.arange(states.shape[2]), np.asarray(source_lengths)).T
    context, w = attention_of(np.asarray(decoder_state, dtype=np.float64).T, states, real)
    return context.T.copy(), w


class Translator:
    def __init__(self, p):
        self.enc, self.dec = Cell(p, "encoder"), Cell(p, "decoder")
        self.Es, self.Et = (np.array(p[k], dtype=np.float64).T for k in ("source_embedding", "target_embedding"))
        self.V, self.b = np.array(p["output_weights"], dtype=np.float64).T, np.array(p["output_bias"], dtype=np.float64)[:, None]

    def encode(self, ids, lengths):
        N, S = ids.shape
        self.real = np.less.outer(np.arange(S), lengths).T
        h, c = np.zeros((2, self.enc.H, N))
        H0, C0 = np.zeros((2, self.enc.H, N))
        self.saved, states = [], []
        for j in range(S):
            h, c, keep = self.enc.step(self.Es[:, ids[:, j]], h, c)
            last = lengths == j + 1
            H0[:, last], C0[:, last] = h[:, last], c[:, last]
            self.saved.append(keep)
            states.append(h)
        self.states = np.stack(states, axis=2)
        return H0, C0

    def decode(self, tokens, h, c):
        h, c, keep = self.dec.step(self.Et[:, tokens], h, c)
        context, w = attention_of(h, self.states, self.real)
        joined = np.vstack([h, context])
        z = self.V @ joined + self.b
        z = z - z.max(axis=0)
        return z - np.log(np.exp(z).sum(axis=0)), h, c, (keep, joined, w)


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    src, tgt = np.array(source_ids), np.array(target_ids)
    n_src, n_tgt = np.array(source_lengths), np.array(target_lengths)
    net, N = Translator(parameters), len(src)
    h, c = net.encode(src, n_src)
    steps, total, count = [], 0.0, 0
    for t in range(1, tgt.shape[1]):
        log_p, h, c, saved = net.decode(tgt[:, t - 1], h, c)
        on = (n_tgt > t).astype(float)
        total += float(on @ -log_p[tgt[:, t], np.arange(N)])
        count += int(on.sum())
        d = np.exp(log_p)
        d[tgt[:, t], np.arange(N)] -= 1.0
        steps.append((d * on, saved, tgt[:, t - 1]))
    dV, db = np.zeros_like(net.V), np.zeros_like(net.b)
    dEs, dEt = np.zeros_like(net.Es), np.zeros_like(net.Et)
    d_states = np.zeros_like(net.states)
    dh, dc = np.zeros_like(h), np.zeros_like(c)
    H = net.dec.H
    for dz, (keep, joined, w), read in reversed(steps):
        dz = dz / count
        dV += dz @ joined.T
        db += dz.sum(axis=1, keepdims=True)
        dj = net.V.T @ dz
        d_w = np.einsum("hn,hns->ns", dj[H:], net.states)
        d_e = w * (d_w - np.sum(w * d_w, axis=1)[:, None])
        d_states += dj[H:, :, None] * w + joined[:H, :, None] * d_e
        dx, dh, dc = net.dec.back(keep, dh + dj[:H] + np.einsum("ns,hns->hn", d_e, net.states), dc)
        np.add.at(dEt.T, read, dx.T)
    d_h0, d_c0 = dh, dc
    dh, dc = np.zeros_like(dh), np.zeros_like(dc)
    for j in reversed(range(src.shape[1])):
        last = n_src == j + 1
        dh, dc = dh + d_states[:, :, j] + d_h0 * last, dc + d_c0 * last
        dx, dh, dc = net.enc.back(net.saved[j], dh, dc)
        np.add.at(dEs.T, src[:, j], dx.T)
    out = {"source_embedding": dEs.T.copy(), "target_embedding": dEt.T.copy(), "output_weights": dV.T.copy(), "output_bias": db[:, 0]}
    out.update(net.enc.gradients())
    out.update(net.dec.gradients())
    return total / count, out


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    net = Translator(parameters)
    h, c = net.encode(np.array(source_ids), np.array(source_lengths))
    page = np.zeros((h.shape[1], max_length), dtype=np.int64)
    writing = np.arange(h.shape[1])  # the rows that still write
    tokens = np.full(h.shape[1], start_token)
    for t in range(max_length):
        log_p, h, c, _ = net.decode(tokens, h, c)
        tokens = np.argmax(log_p, axis=0)
        page[writing, t] = tokens[writing]
        writing = writing[tokens[writing] != end_token]
        if writing.size == 0:
            break
    return page


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    net = Translator(parameters)
    source = np.array(source_ids)[None, :]
    h, c = net.encode(source, np.array([source.shape[1]]))
    one_states, one_real = net.states, net.real
    history = []  # for each step: parents and tokens of the beam
    best = (-math.inf, None, None)  # score, step, (parent, token)
    scores, tokens = np.zeros(1), np.array([start_token])
    for t in range(max_length):
        K = len(scores)
        net.states, net.real = np.repeat(one_states, K, axis=1), np.repeat(one_real, K, axis=0)
        log_p, h, c, _ = net.decode(tokens, h, c)
        totals = scores[:, None] + log_p.T
        flat = np.argsort(-totals, axis=None, kind="stable")[:beam_size]
        parents, tokens = flat // totals.shape[1], flat % totals.shape[1]
        scores = totals.ravel()[flat]
        for score, parent, token in zip(scores, parents, tokens):
            if token == end_token and score > best[0]:
                best = (score, t, parent)
        go_on = tokens != end_token
        parents, tokens, scores = parents[go_on], tokens[go_on], scores[go_on]
        h, c = h[:, parents], c[:, parents]
        history.append((parents, tokens))
        if len(scores) == 0:
            break

    def trace(step, place):
        text = []
        while step >= 0:
            parents, tokens = history[step]
            text.append(int(tokens[place]))
            step, place = step - 1, parents[place]
        return text[::-1]

    if best[1] is None:
        return np.array(trace(len(history) - 1, 0)), math.exp(scores[0])
    return np.array(trace(best[1] - 1, best[2]) + [end_token]), math.exp(best[0])


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H = 16, 40
    glorot = lambda a, b: rng.uniform(-1, 1, (a, b)) * math.sqrt(6 / (a + b))
    p = {"source_embedding": rng.uniform(-0.8, 0.8, (source_vocab_size, E)), "target_embedding": rng.uniform(-0.8, 0.8, (target_vocab_size, E))}
    for side in ("encoder", "decoder"):
        for name in ("forget", "input", "output", "cell"):
            p[f"{side}_{name}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{side}_{name}_gate_inputs"] = 1.5 * glorot(E, H)
            p[f"{side}_{name}_gate_bias"] = np.full(H, 1.0 if name == "forget" else 0.0)
    p["output_weights"], p["output_bias"] = glorot(2 * H, target_vocab_size), np.zeros(target_vocab_size)
    mom = {k: np.zeros_like(a) for k, a in p.items()}
    var = {k: np.zeros_like(a) for k, a in p.items()}
    t, epochs = 0, 24
    for epoch in range(epochs):
        for rows in np.array_split(rng.permutation(len(source_ids)), 52):
            S = source_lengths[rows].max()
            _, g = translation_gradients(source_ids[rows, :S], source_lengths[rows], target_ids[rows], target_lengths[rows], p)
            t += 1
            clip = min(1.0, 1.0 / math.sqrt(sum(float(np.vdot(a, a)) for a in g.values())))
            for k, a in g.items():
                mom[k] += 0.1 * (clip * a - mom[k])
                var[k] += 0.001 * ((clip * a) ** 2 - var[k])
                p[k] -= 0.01 * (1 - epoch / epochs) * mom[k] / (1 - 0.9**t) / (np.sqrt(var[k] / (1 - 0.999**t)) + 1e-8)
    return p
