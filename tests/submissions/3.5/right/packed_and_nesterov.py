# verdict: passed
"""All predictions as one list: packed steps, one product for each layer, masks nowhere; Nesterov's momentum over Adagrad's scale."""
from collections import namedtuple

import numpy as np

G = ("cell", "forget", "input", "output")
Packed = namedtuple("Packed", "order sizes read said")


def pack(token_ids, lengths):
    ids, predictions = np.array(token_ids, int), np.array(lengths, int) - 1
    order = np.argsort(-predictions, kind="stable")
    ids, predictions = ids[order], predictions[order]
    sizes = [n for n in ((predictions > t).sum() for t in range(ids.shape[1] - 1)) if n]
    read = np.concatenate([ids[:n, t] for t, n in enumerate(sizes)])
    said = np.concatenate([ids[:n, t + 1] for t, n in enumerate(sizes)])
    return Packed(order, sizes, read, said)


def stack(p):
    return (np.hstack([p[f"{g}_gate_inputs"] for g in G]), np.hstack([p[f"{g}_gate_weights"] for g in G]), np.hstack([p[f"{g}_gate_bias"] for g in G]))


def logistic(z):
    return np.exp(-np.logaddexp(0, -z))


def forward(packed, p):
    U, W, b = stack(p)
    H = len(W)
    x = np.asarray(p["embedding"], float)[packed.read]
    zx = x @ U + b
    h = c = np.zeros((packed.sizes[0], H))
    saved, states, at = [], [], 0
    for n in packed.sizes:
        h, c = h[:n], c[:n]
        z = zx[at:at + n] + h @ W
        g, s = np.tanh(z[:, :H]), logistic(z[:, H:])
        f, i, o = s[:, :H], s[:, H:2 * H], s[:, 2 * H:]
        c1 = f * c + i * g
        tc = np.tanh(c1)
        saved.append((h, c, g, f, i, o, tc))
        h, c = o * tc, c1
        states.append(h)
        at += n
    states = np.concatenate(states)
    z = states @ p["output_weights"] + p["output_bias"]
    z = z - z.max(axis=1)[:, None]
    return x, states, saved, z - np.log(np.exp(z).sum(axis=1))[:, None]


def language_model_gradients(token_ids, lengths, parameters):
    p = parameters
    packed = pack(token_ids, lengths)
    x, states, saved, logp = forward(packed, p)
    M = len(packed.said)
    U, W, b = stack(p)
    H = len(W)
    dz = (np.exp(logp) - np.eye(logp.shape[1])[packed.said]) / M
    from_above = dz @ np.transpose(p["output_weights"])
    pre = np.zeros((M, 4 * H))
    before = np.zeros((M, H))
    dh, dc = np.zeros((0, H)), np.zeros((0, H))
    at = M
    for n, (h, c, g, f, i, o, tc) in zip(packed.sizes[::-1], saved[::-1]):
        at -= n
        grown = np.zeros((n, H))
        grown[:len(dh)] = dh
        grown += from_above[at:at + n]
        dc1 = grown * o * (1 - tc**2)
        dc1[:len(dc)] += dc
        pre[at:at + n] = np.hstack([dc1 * i * (1 - g**2), dc1 * c * f * (1 - f), dc1 * g * i * (1 - i), grown * tc * o * (1 - o)])
        before[at:at + n] = h
        dh, dc = pre[at:at + n] @ W.T, dc1 * f
    out = {"output_weights": states.T @ dz, "output_bias": dz.sum(0), "embedding": np.zeros(np.shape(p["embedding"]))}
    np.add.at(out["embedding"], packed.read, pre @ U.T)
    for name, whole in (("inputs", x.T @ pre), ("weights", before.T @ pre), ("bias", pre.sum(0))):
        for k, gate in enumerate(G):
            out[f"{gate}_gate_{name}"] = whole[..., k * H:(k + 1) * H]
    return -logp[np.arange(M), packed.said].mean(), out


def perplexity(token_ids, lengths, parameters):
    packed = pack(token_ids, lengths)
    logp = forward(packed, parameters)[-1]
    return np.exp(-logp[range(len(packed.said)), packed.said].mean())


def sample(parameters, first_token, length, temperature, top_k, rng):
    U, W, b = stack(parameters)
    H, V = len(W), len(parameters["output_bias"])
    h = c = np.zeros(H)

    def say(token):
        nonlocal h, c
        z = parameters["embedding"][token] @ U + h @ W + b
        f, i, o = np.split(logistic(z[H:]), 3)
        c = f * c + i * np.tanh(z[:H])
        h = o * np.tanh(c)
        return h @ parameters["output_weights"] + parameters["output_bias"]

    token, text = first_token, []
    for _ in range(length):
        z = say(token)
        if temperature == 0:
            token = np.flatnonzero(z == z.max())[0]
        else:
            place = np.empty(V, int)
            place[np.argsort(-z, kind="stable")] = range(V)
            z = np.where(place < (V if top_k is None else top_k), z, -np.inf) / temperature
            p = np.exp(z - np.logaddexp.reduce(z))
            token = (p.cumsum() <= rng.random()).sum()
        text += [token]
    return np.array(text, int)


def train_language_model(token_ids, lengths, vocab_size, rng):
    E, H = 16, 40
    shapes = {"embedding": (vocab_size, E), "output_weights": (H, vocab_size), "output_bias": (vocab_size,)}
    for g in G:
        shapes |= {f"{g}_gate_inputs": (E, H), f"{g}_gate_weights": (H, H), f"{g}_gate_bias": (H,)}
    p = {k: rng.normal(0, 1 / np.sqrt(s[0]), s) if len(s) > 1 else np.zeros(s) for k, s in shapes.items()}
    p["embedding"] *= 1.5
    p["forget_gate_bias"] += 1
    v, total = {k: 0.0 for k in p}, {k: 0.0 for k in p}
    for epoch in range(25):
        for b in np.array_split(rng.permutation(len(lengths)), 25):
            _, g = language_model_gradients(token_ids[b], lengths[b], {k: p[k] + 0.9 * v[k] for k in p})
            for k in p:
                total[k] = 0.98 * total[k] + 0.02 * g[k]**2
                v[k] = 0.9 * v[k] - 0.0015 * (1 - epoch / 25) * g[k] / (np.sqrt(total[k]) + 1e-5)
                p[k] = p[k] + v[k]
    return p
