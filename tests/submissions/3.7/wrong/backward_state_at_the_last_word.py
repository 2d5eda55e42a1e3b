# verdict: failed
# mistake: the second direction is read where it has seen one word
# targets: hidden_state, time
# diagnosable: yes
"""Both directions and all gates in one array: weights (2, 4, A, H), states (2, N, H), a batched product each step."""
import numpy as np

D, G = ("forward", "backward"), ("forget", "input", "cell", "output")


def stacked(p, kind):
    return np.array([[p[f"{d}_{g}_gate_{kind}"] for g in G] for d in D], dtype=float)


def places(lengths, T):
    L, t = np.asarray(lengths, dtype=int)[:, None], np.arange(T)[None]
    return np.where(t < L, L - 1 - t, t)


def reverse_texts(token_ids, lengths):
    a = np.asarray(token_ids)
    return a[np.arange(len(a))[:, None], places(lengths, a.shape[1])]


def dropout_masks(rng, shape, rate):
    mask = np.full(shape, 1 / (1 - rate))
    mask[rng.random(size=shape) < rate] = 0
    return mask


def sig(z):
    return 0.5 * (1 + np.tanh(z / 2))


def forward_all(token_ids, lengths, p, masks):
    ids, L = np.asarray(token_ids), np.asarray(lengths, dtype=int)
    N, T = ids.shape
    e = np.asarray(p["embedding"], dtype=float)[ids] * (1 if masks is None else masks[0])
    both = np.stack([e, reverse_texts(e, L)])
    U, W, b = stacked(p, "inputs"), stacked(p, "weights"), stacked(p, "bias")
    H = W.shape[-1]
    zx = np.einsum("dnte,dgeh->tdgnh", both, U, optimize=True) + b[None, :, :, None]
    hs, cs, gates = [np.zeros((2, N, H))], [np.zeros((2, N, H))], []
    for t in range(T):
        z = zx[t] + hs[-1][:, None] @ W
        f, i, g, o = sig(z[:, 0]), sig(z[:, 1]), np.tanh(z[:, 2]), sig(z[:, 3])
        cs.append(f * cs[-1] + i * g)
        hs.append(o * np.tanh(cs[-1]))
        gates.append((f, i, g, o))
    every = np.array(hs)
    last = np.hstack([every[L, 0, np.arange(N)], every[np.minimum(L, 1), 1, np.arange(N)]])  # h_0 is in front: index L, and zeros for an empty text
    features = last * (1 if masks is None else masks[1])
    logits = features @ p["output_weights"] + p["output_bias"]
    top = logits.max(axis=1)[:, None]
    logp = logits - top - np.log(np.exp(logits - top).sum(axis=1))[:, None]
    return ids, L, both, U, W, hs, cs, gates, features, logp


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return np.exp(forward_all(token_ids, lengths, parameters, masks)[-1])


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    ids, L, both, U, W, hs, cs, gates, features, logp = forward_all(token_ids, lengths, parameters, masks)
    N, T = ids.shape
    H = W.shape[-1]
    y = np.eye(logp.shape[1])[np.asarray(labels)]
    dz = (np.exp(logp) - y) / N
    df = dz @ parameters["output_weights"].T * (1 if masks is None else masks[1])
    df = df.reshape(N, 2, H).transpose(1, 0, 2)
    dU, dW, db = np.zeros(U.shape), np.zeros(W.shape), np.zeros((2, 4, H))
    dx = np.zeros(both.shape)
    dh, dc = np.zeros((2, N, H)), np.zeros((2, N, H))
    for t in range(T, 0, -1):
        f, i, g, o = gates[t - 1]
        tc = np.tanh(cs[t])
        dh = dh + df * (L == t)[None, :, None]
        dc = dc + dh * o * (1 - tc**2)
        d = np.stack([dc * cs[t - 1] * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g**2), dh * tc * o * (1 - o)], axis=1)
        x = both[:, :, t - 1]
        dU += x.transpose(0, 2, 1)[:, None] @ d
        dW += hs[t - 1].transpose(0, 2, 1)[:, None] @ d
        db += d.sum(axis=2)
        dx[:, :, t - 1] = (d @ U.transpose(0, 1, 3, 2)).sum(axis=1)
        dh = (d @ W.transpose(0, 1, 3, 2)).sum(axis=1)
        dc = dc * f
    de = (dx[0] + reverse_texts(dx[1], L)) * (1 if masks is None else masks[0])
    d_embedding = np.zeros(parameters["embedding"].shape)
    np.add.at(d_embedding, ids, de)
    grads = {"embedding": d_embedding, "output_weights": features.T @ dz, "output_bias": dz.sum(axis=0)}
    for j, name in enumerate(D):
        for k, gate in enumerate(G):
            grads[f"{name}_{gate}_gate_inputs"] = dU[j, k]
            grads[f"{name}_{gate}_gate_weights"] = dW[j, k]
            grads[f"{name}_{gate}_gate_bias"] = db[j, k]
    return -(y * logp).sum() / N, {k: np.array(a) for k, a in grads.items()}


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 12, 28
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E)), "output_bias": np.zeros(num_classes)}
    p["output_weights"] = rng.normal(0, (2 * H) ** -0.5, (2 * H, num_classes))
    for d in D:
        for g in G:
            p[f"{d}_{g}_gate_weights"] = np.linalg.qr(rng.normal(size=(H, H)))[0]
            p[f"{d}_{g}_gate_inputs"] = rng.normal(0, E**-0.5, (E, H))
            p[f"{d}_{g}_gate_bias"] = np.full(H, float(g == "forget"))
    m = {k: np.zeros_like(a) for k, a in p.items()}
    v = {k: np.zeros_like(a) for k, a in p.items()}
    step = 0
    for epoch in range(40):
        order = rng.permutation(len(labels))
        order = order[np.argsort(lengths[order], kind="stable")]
        losses = []
        for start in rng.permutation(np.arange(0, len(order), 32)):
            b = order[start:start + 32]
            loss, g = sentiment_gradients(token_ids[b, :lengths[b].max()], lengths[b], labels[b], p)
            losses.append(loss)
            step += 1
            scale = min(1, 1 / np.sqrt(sum(np.vdot(a, a) for a in g.values())))
            for k in p:
                m[k] += 0.1 * (scale * g[k] - m[k])
                v[k] += 0.001 * ((scale * g[k]) ** 2 - v[k])
                p[k] -= 0.015 * (m[k] / (1 - 0.9**step)) / (np.sqrt(v[k] / (1 - 0.999**step)) + 1e-8)
        if np.mean(losses) < 0.02:
            break
    return p
