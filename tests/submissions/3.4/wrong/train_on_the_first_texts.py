# mistake: Every epoch sees the first 64 texts alone.
# targets: batch, loss
# verdict: failed
# diagnosable: yes
import numpy as np

G4 = ["input_gate", "forget_gate", "cell_gate", "output_gate"]


def expit(z):
    return 1 / (1 + np.exp(-np.clip(z, -80, 80)))


def unroll(p, ids, lens):
    U, W, b = (np.concatenate([np.asarray(p[g + s], np.float32) for g in G4], -1) for s in ("_inputs", "_weights", "_bias"))
    H = W.shape[0]
    x = np.asarray(p["embedding"], np.float32)[ids].swapaxes(0, 1)
    xu = x @ U + b
    h = c = np.zeros((ids.shape[0], H), np.float32)
    out = []
    final = h.copy()
    for t in range(ids.shape[1]):
        z = xu[t] + h @ W
        i, f, o = expit(z[:, :H]), expit(z[:, H:2 * H]), expit(z[:, 3 * H:])
        g = np.tanh(z[:, 2 * H:3 * H])
        prev = h, c
        c = f * c + i * g
        tc = np.tanh(c)
        h = o * tc
        out.append((*prev, i, f, g, o, tc))
        done = lens == t + 1
        final[done] = h[done]
    return x, U, W, out, final


def logits_of(p, final):
    return final @ np.asarray(p["output_weights"], np.float32) + np.asarray(p["output_bias"], np.float32)


def text_classifier_forward(token_ids, lengths, parameters):
    final = unroll(parameters, np.asarray(token_ids), np.asarray(lengths))[-1]
    z = logits_of(parameters, final)
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    ids, lens, y = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    x, U, W, out, final = unroll(p, ids, lens)
    H = W.shape[0]
    z = logits_of(p, final)
    N = len(y)
    lse = np.logaddexp.reduce(z, axis=1)
    loss = (lse - z[np.arange(N), y]).mean()
    d = np.exp(z - lse[:, None])
    d[np.arange(N), y] -= 1
    d /= np.float32(N)
    grads = {"output_weights": final.T @ d, "output_bias": d.sum(axis=0)}
    dfinal = d @ np.asarray(p["output_weights"], np.float32).T
    dh = np.zeros_like(final)
    dc = np.zeros_like(final)
    D = []
    for t in range(ids.shape[1] - 1, -1, -1):
        h_prev, c_prev, i, f, g, o, tc = out[t]
        dh = dh + dfinal * (lens == t + 1)[:, None]
        dc = dc + dh * o * (1 - tc * tc)
        D.append(np.concatenate([dc * g * i * (1 - i), dc * c_prev * f * (1 - f), dc * i * (1 - g * g), dh * tc * o * (1 - o)], 1))
        dh = D[-1] @ W.T
        dc = dc * f
    D = np.stack(D[::-1])
    hp = np.stack([o[0] for o in out])
    for k, gate in enumerate(G4):
        part = D[:, :, k * H:(k + 1) * H]
        grads[gate + "_weights"] = np.tensordot(hp, part, 2 * ([0, 1],))
        grads[gate + "_inputs"] = np.tensordot(x, part, 2 * ([0, 1],))
        grads[gate + "_bias"] = part.sum((0, 1))
    dE = np.zeros(np.shape(p["embedding"]), np.float32)
    np.add.at(dE, ids.T, D @ U.T)
    grads["embedding"] = dE
    return loss, grads


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E, H = 16, 32
    p = {"embedding": rng.normal(0, .1, (vocab_size, E)), "output_weights": rng.normal(0, H ** -.5, (H, num_classes)), "output_bias": np.zeros(num_classes)}
    for g in G4:
        p[g + "_inputs"] = rng.normal(0, E ** -.5, (E, H))
        p[g + "_weights"] = np.linalg.qr(rng.normal(0, 1, (H, H)))[0]
        p[g + "_bias"] = np.zeros(H)
    p["forget_gate_bias"][...] = 1
    m = {k: np.zeros_like(v) for k, v in p.items()}
    s = {k: np.zeros_like(v) for k, v in p.items()}
    n = 0
    for epoch in range(14):
        perm, total = rng.permutation(len(labels))[:0].tolist() + list(rng.permutation(64)), 0.0
        for b in np.split(perm, range(32, len(perm), 32)):
            loss, g = text_classifier_gradients(token_ids[b], lengths[b], labels[b], p)
            total += loss * len(b)
            n += 1
            norm = max(1.0, float(np.sqrt(sum((v.astype(float) ** 2).sum() for v in g.values()))))
            for k in p:
                v = g[k] / norm
                m[k] += .1 * (v - m[k])
                s[k] += .001 * (v * v - s[k])
                p[k] -= .01 * (1 - epoch / 14) * m[k] / (1 - .9 ** n) / (np.sqrt(s[k] / (1 - .999 ** n)) + 1e-8)
        if total < .01 * len(labels):
            break
    return p
