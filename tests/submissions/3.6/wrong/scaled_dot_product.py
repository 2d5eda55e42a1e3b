# verdict: failed
# mistake: scores are divided by the square root of H, as in the Transformer
# targets: recurrent, output_layer
# diagnosable: yes
from collections import namedtuple
from heapq import nsmallest

import numpy as np

Tape = namedtuple("Tape", "x h c gates tanh_c live")
Hypothesis = namedtuple("Hypothesis", "tokens score h c")
NAMES = ["output", "forget", "cell", "input"]


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def theta(parameters, side):
    return [np.concatenate([np.asarray(parameters[f"{side}_{name}_gate_{kind}"], dtype=float) for name in NAMES], axis=-1)
            for kind in ("inputs", "weights", "bias")]


def lstm(xs, live, h, c, weights):
    """xs (T, N, E), live (T, N, 1) -> states (T, N, H), final cell, tapes."""
    U, R, b = weights
    H, states, tapes = h.shape[1], [], []
    for x, m in zip(xs, live):
        z = x @ U + h @ R + b
        o, f, g, i = sigmoid(z[:, :H]), sigmoid(z[:, H:2 * H]), np.tanh(z[:, 2 * H:3 * H]), sigmoid(z[:, 3 * H:])
        c2 = m * (f * c + i * g)
        tc = np.tanh(c2)
        tapes.append(Tape(x, h, c, (o, f, g, i), tc, m))
        h, c = m * o * tc, c2
        states.append(h)
    return np.array(states), c, tapes


def lstm_back(tapes, d_states, dc, weights):
    """-> d_xs, dh_0, dc_0, [dU, dR, db]; dc is what comes to the last cell from outside."""
    U, R, b = weights
    dU, dR, db, dxs, dh = np.zeros(U.shape), np.zeros(R.shape), np.zeros(b.shape), [], 0
    for tape, d in zip(tapes[::-1], d_states[::-1]):
        o, f, g, i = tape.gates
        dh = (dh + d) * tape.live
        dc = (dc + dh * o * (1 - tape.tanh_c ** 2)) * tape.live
        dz = np.hstack([dh * tape.tanh_c * o * (1 - o), dc * tape.c * f * (1 - f), dc * i * (1 - g ** 2), dc * g * i * (1 - i)])
        dU += tape.x.T @ dz
        dR += tape.h.T @ dz
        db += dz.sum(0)
        dxs.append(dz @ U.T)
        dh, dc = dz @ R.T, dc * f
    return np.array(dxs[::-1]), dh, dc, [dU, dR, db]


def look(states, s, real):
    """states (S, N, H), s (T, N, H), real (S, N) -> contexts (T, N, H), attention (T, N, S)."""
    scores = np.einsum("snh,tnh->tns", states, s) / np.sqrt(s.shape[-1])
    mask = real.T[None]
    peak = np.max(scores, axis=2, keepdims=True, where=mask, initial=-1e300)
    odds = np.exp(np.where(mask, scores - peak, -np.inf))
    total = odds.sum(2, keepdims=True)
    attention = odds / np.where(total > 0, total, 1)
    return np.einsum("tns,snh->tnh", attention, states), attention


def attend(decoder_state, encoder_states, source_lengths):
    encoder_states = np.asarray(encoder_states, dtype=float)
    real = np.arange(len(encoder_states))[:, None] < np.asarray(source_lengths)[None]
    context, attention = look(encoder_states, np.asarray(decoder_state, dtype=float)[None], real)
    return context[0], attention[0]


def pushed_right(ids, lengths):
    ids = np.asarray(ids)
    N, S = ids.shape
    moved = np.zeros((S, N), dtype=int)
    for n, length in enumerate(lengths):
        if length:
            moved[-length:, n] = ids[n, :length]
    return moved, np.arange(S)[:, None] >= S - np.asarray(lengths)[None]


def read(ids, lengths, p):
    moved, real = pushed_right(ids, lengths)
    weights = theta(p, "encoder")
    zero = np.zeros((moved.shape[1], len(weights[1])))
    states, c, tapes = lstm(np.asarray(p["source_embedding"], dtype=float)[moved], real[:, :, None], zero, zero, weights)
    return states, c, tapes, moved, real, weights


def write(tokens, h, c, states, real, p, weights):
    """tokens (T, N) -> log p (T, N, W), states (T, N, H), last cell, tapes, features, attention."""
    ys = np.asarray(p["target_embedding"], dtype=float)[tokens]
    s, c, tapes = lstm(ys, np.ones(tokens.shape + (1,)), h, c, weights)
    contexts, attention = look(states, s, real)
    features = np.concatenate([s, contexts], axis=-1)
    z = features @ np.asarray(p["output_weights"]) + np.asarray(p["output_bias"])
    z -= z.max(-1, keepdims=True)
    return z - np.log(np.exp(z).sum(-1, keepdims=True)), s, c, tapes, features, attention


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    p, target = parameters, np.asarray(target_ids).T
    states, c, read_tapes, moved, real, enc = read(source_ids, source_lengths, p)
    dec = theta(p, "decoder")
    log_p, s, _, tapes, features, attention = write(target[:-1], states[-1], c, states, real, p, dec)
    counted = np.arange(1, len(target))[:, None] < np.asarray(target_lengths)[None]
    M = counted.sum()
    chosen = np.eye(log_p.shape[2])[target[1:]]
    loss = -(log_p * chosen).sum(2)[counted].sum() / M
    dz = (np.exp(log_p) - chosen) * counted[:, :, None] / M
    H = states.shape[2]
    g = {"output_weights": np.tensordot(features, dz, ((0, 1), (0, 1))), "output_bias": dz.sum((0, 1))}
    d_features = dz @ np.asarray(p["output_weights"], dtype=float).T
    d_contexts = d_features[:, :, H:]
    d_attention = np.einsum("tnh,snh->tns", d_contexts, states)
    d_scores = attention * d_attention
    d_scores -= attention * d_scores.sum(2, keepdims=True)
    d_scores /= np.sqrt(H)
    d_s = d_features[:, :, :H] + np.einsum("tns,snh->tnh", d_scores, states)
    d_states = np.einsum("tns,tnh->snh", attention, d_contexts) + np.einsum("tns,tnh->snh", d_scores, s)
    dys, dh, dc, d_dec = lstm_back(tapes, d_s, 0, dec)
    d_states[-1] += dh
    dxs, _, _, d_enc = lstm_back(read_tapes, d_states, dc, enc)
    for key, ids, d in (("source_embedding", moved, dxs), ("target_embedding", target[:-1], dys)):
        hot = np.eye(len(p[key]))[ids.ravel()]
        g[key] = hot.T @ d.reshape(hot.shape[0], -1)
    for side, parts in (("encoder", d_enc), ("decoder", d_dec)):
        for kind, d in zip(("inputs", "weights", "bias"), parts):
            for name, piece in zip(NAMES, np.split(d, 4, axis=-1)):
                g[f"{side}_{name}_gate_{kind}"] = piece.copy()
    return loss, {key: g[key] for key in p}


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    states, c, _, _, real, _ = read(source_ids, source_lengths, parameters)
    h, dec = states[-1], theta(parameters, "decoder")
    last = np.full(len(h), start_token)
    rows = [[] for _ in last]
    while len(rows[0]) < max_length:
        log_p, s, c, *_ = write(last[None], h, c, states, real, parameters, dec)
        h, last = s[0], log_p[0].argmax(1)
        for row, token in zip(rows, last):
            row.append(0 if end_token in row else int(token))
    return np.array(rows)


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    states, c, _, _, real, _ = read([list(source_ids)], [len(source_ids)], parameters)
    dec = theta(parameters, "decoder")
    beam, finished = [Hypothesis((), 0.0, states[-1], c)], []
    for _ in range(max_length):
        pool = []
        for one in beam:
            log_p, s, c, *_ = write(np.array([[(start_token, *one.tokens)[-1]]]), one.h, one.c, states, real, parameters, dec)
            pool.extend(Hypothesis(one.tokens + (w,), one.score + float(v), s[0], c) for w, v in enumerate(log_p[0, 0]))
        best = nsmallest(beam_size, range(len(pool)), key=lambda i: (-pool[i].score, i))
        beam = []
        for i in best:
            (finished if pool[i].tokens[-1] == end_token else beam).append(pool[i])
        if not beam:
            break
    one = max(finished, key=lambda f: f.score) if finished else beam[0]
    return list(one.tokens), one.score


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H, steps, size = 20, 40, 1300, 30
    scale = {"source_embedding": ((source_vocab_size, E), 0.5), "target_embedding": ((target_vocab_size, E), 0.5),
             "output_weights": ((2 * H, target_vocab_size), (2 * H) ** -0.5), "output_bias": ((target_vocab_size,), 0)}
    for side in ("encoder", "decoder"):
        for name in NAMES:
            scale[f"{side}_{name}_gate_inputs"] = (E, H), E ** -0.5
            scale[f"{side}_{name}_gate_weights"] = (H, H), H ** -0.5
            scale[f"{side}_{name}_gate_bias"] = (H,), 0
    p = {key: s * rng.standard_normal(shape) for key, (shape, s) in scale.items()}
    for side in ("encoder", "decoder"):
        p[f"{side}_forget_gate_bias"] += 1
    m, v = {k: np.zeros(a.shape) for k, a in p.items()}, {k: np.zeros(a.shape) for k, a in p.items()}
    for step in range(1, steps + 1):
        rows = rng.choice(len(source_ids), size, replace=False)
        wide = source_lengths[rows].max()
        _, g = translation_gradients(source_ids[rows, :wide], source_lengths[rows], target_ids[rows], target_lengths[rows], p)
        norm = sum((a ** 2).sum() for a in g.values()) ** 0.5
        rate = 0.01 * min(step / 50, 1) * 0.5 * (1 + np.cos(np.pi * step / steps))
        for k in p:
            d = g[k] / max(1, norm)
            m[k] = 0.9 * m[k] + 0.1 * d
            v[k] = np.maximum(0.995 * v[k] + 0.005 * d * d, 0)
            p[k] -= rate * m[k] / (1 - 0.9 ** step) / (np.sqrt(v[k] / (1 - 0.995 ** step)) + 1e-8)
    return p
