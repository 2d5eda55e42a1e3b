# verdict: failed
# mistake: de is assigned, not added
# targets: embedding, input
# diagnosable: yes
"""Nothing is turned round: the second LSTM walks from the last place to the first, and outside of a text its state stands still."""
import numpy as np

ORDER = ("input", "forget", "output", "cell")


def fused(p, d):
    U = np.concatenate([p[f"{d}_{g}_gate_inputs"] for g in ORDER], axis=1)
    W = np.concatenate([p[f"{d}_{g}_gate_weights"] for g in ORDER], axis=1)
    b = np.concatenate([p[f"{d}_{g}_gate_bias"] for g in ORDER])
    return U.astype(float), W.astype(float), b.astype(float)


def walk(e, alive, U, W, b, steps):
    N, H = len(e), len(W)
    h, c, kept = np.zeros((N, H)), np.zeros((N, H)), []
    zx = e @ U + b
    for t in steps:
        a = alive[:, t, None]
        z = zx[:, t] + h @ W
        s = 0.5 * np.tanh(0.5 * z[:, :3 * H]) + 0.5
        i, f, o, g = s[:, :H], s[:, H:2 * H], s[:, 2 * H:], np.tanh(z[:, 3 * H:])
        c2 = f * c + i * g
        tc = np.tanh(c2)
        kept.append((t, a, h, c, i, f, o, g, tc))
        c = np.where(a, c2, c)
        h = np.where(a, o * tc, h)
    return h, kept


def walk_back(dh, e, kept, U, W):
    dU, dW, db, de, dc = np.zeros(U.shape), np.zeros(W.shape), np.zeros(U.shape[1]), np.zeros(e.shape), np.zeros(dh.shape)
    for t, a, h, c, i, f, o, g, tc in reversed(kept):
        dh1 = np.where(a, dh, 0)
        dc1 = np.where(a, dc, 0) + dh1 * o * (1 - tc * tc)
        dz = np.concatenate([dc1 * g * i * (1 - i), dc1 * c * f * (1 - f), dh1 * tc * o * (1 - o), dc1 * i * (1 - g * g)], axis=1)
        dU += e[:, t].T @ dz
        dW += h.T @ dz
        db += dz.sum(0)
        de[:, t] = dz @ U.T
        dh = np.where(a, dz @ W.T, dh)
        dc = np.where(a, dc1 * f, dc)
    return dU, dW, db, de


def reverse_texts(token_ids, lengths):
    return np.array([list(row[:n])[::-1] + list(row[n:]) for row, n in zip(token_ids, lengths)])


def dropout_masks(rng, shape, rate):
    return np.where(rng.random(shape) < rate, 0.0, 1.0 / (1.0 - rate))


def run(token_ids, lengths, p, masks):
    ids = np.asarray(token_ids)
    T = ids.shape[1]
    alive = np.arange(T)[None, :] < np.asarray(lengths)[:, None]
    e = p["embedding"][ids].astype(float)
    if masks is not None:
        e = e * masks[0]
    F, B = fused(p, "forward"), fused(p, "backward")
    hf, kf = walk(e, alive, *F, range(T))
    hb, kb = walk(e, alive, *B, range(T - 1, -1, -1))
    s = np.hstack([hf, hb])
    if masks is not None:
        s = s * masks[1]
    z = s @ p["output_weights"] + p["output_bias"]
    z = z - z.max(1, keepdims=True)
    return ids, e, F, B, kf, kb, s, z - np.log(np.exp(z).sum(1, keepdims=True))


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return np.exp(run(token_ids, lengths, parameters, masks)[-1])


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    p = parameters
    ids, e, F, B, kf, kb, s, logp = run(token_ids, lengths, p, masks)
    y = np.asarray(labels)
    n = np.arange(len(y))
    dz = np.exp(logp)
    dz[n, y] -= 1
    dz /= len(y)
    ds = dz @ p["output_weights"].T
    if masks is not None:
        ds = ds * masks[1]
    H = ds.shape[1] // 2
    out = {"output_weights": s.T @ dz, "output_bias": dz.sum(0)}
    de = 0
    for d, dh, kept, (U, W, b) in (("forward", ds[:, :H], kf, F), ("backward", ds[:, H:], kb, B)):
        dU, dW, db, de1 = walk_back(dh, e, kept, U, W)
        de = de1
        for k, g in enumerate(ORDER):
            out[f"{d}_{g}_gate_inputs"] = dU[:, k * H:(k + 1) * H].copy()
            out[f"{d}_{g}_gate_weights"] = dW[:, k * H:(k + 1) * H].copy()
            out[f"{d}_{g}_gate_bias"] = db[k * H:(k + 1) * H].copy()
    if masks is not None:
        de = de * masks[0]
    out["embedding"] = np.zeros(p["embedding"].shape)
    np.add.at(out["embedding"], ids.ravel(), de.reshape(ids.size, -1))
    return -logp[n, y].mean(), out


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for d in ("forward", "backward"):
        for g in ORDER:
            p[f"{d}_{g}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{d}_{g}_gate_inputs"] = rng.normal(0, 1 / np.sqrt(E), (E, H))
            p[f"{d}_{g}_gate_bias"] = np.zeros(H) + (g == "forget")
    p["output_weights"] = rng.normal(0, 1 / np.sqrt(2 * H), (2 * H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    m, v, n = {k: 0.0 for k in p}, {k: 0.0 for k in p}, 0
    epochs = 25
    for epoch in range(epochs):
        order = rng.permutation(len(labels))
        order = order[np.argsort(lengths[order], kind="stable")]
        total = 0
        for s in rng.permutation(range(0, len(order), 32)):
            b = order[s:s + 32]
            ids = token_ids[b][:, :lengths[b].max()]
            masks = dropout_masks(rng, (*ids.shape, E), 0.05), dropout_masks(rng, (len(b), 2 * H), 0.1)
            loss, g = sentiment_gradients(ids, lengths[b], labels[b], p, masks)
            total += loss * len(b)
            norm = np.sqrt(sum((a * a).sum() for a in g.values()))
            n += 1
            for k in p:
                a = g[k] * min(1, 1 / norm)
                m[k] = 0.9 * m[k] + 0.1 * a
                v[k] = 0.999 * v[k] + 0.001 * a * a
                p[k] = p[k] - 0.02 * (1 - epoch / epochs) * m[k] / (1 - 0.9**n) / (np.sqrt(v[k] / (1 - 0.999**n)) + 1e-8)
        if total / len(labels) < 0.05:
            break
    return p
