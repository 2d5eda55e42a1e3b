# verdict: failed
# mistake: the loss is the mean over all places of the targets, padding included
# targets: mask, loss
# diagnosable: yes
import numpy as np

F = np.float32
GATE_ORDER = ("forget", "input", "cell", "output")


def fuse(parameters, side):
    def beside(kind):
        return np.concatenate([np.asarray(parameters[f"{side}_{g}_gate_{kind}"], F) for g in GATE_ORDER], axis=-1)

    return np.vstack([beside("inputs"), beside("weights"), beside("bias")[None]])


def squash(z):
    return F(0.5) * np.tanh(F(0.5) * z) + F(0.5)


def unroll(x, big, h, c):
    """x (N, T, E) -> states (N, T, H) and all that the way back needs."""
    n, steps, _ = x.shape
    units = h.shape[1]
    hs, saved = np.zeros((n, steps, units), F), []
    for t in range(steps):
        joined = np.hstack([x[:, t], h, np.ones((n, 1), F)])
        z = joined @ big
        f, i = squash(z[:, :units]), squash(z[:, units : 2 * units])
        g, o = np.tanh(z[:, 2 * units : 3 * units]), squash(z[:, 3 * units :])
        old, c = c, f * c + i * g
        tanh_c = np.tanh(c)
        h = o * tanh_c
        hs[:, t] = h
        saved.append((joined, f, i, g, o, old, tanh_c, c))
    return hs, saved


def unroll_back(saved, big, dhs, dcs, inputs):
    d_big = np.zeros_like(big)
    dx = np.zeros((dhs.shape[0], dhs.shape[1], inputs), F)
    dh, dc = np.zeros_like(dhs[:, 0]), np.zeros_like(dhs[:, 0])
    for t in range(len(saved))[::-1]:
        joined, f, i, g, o, old, tanh_c, _ = saved[t]
        dh = dh + dhs[:, t]
        dc = dc + dcs[:, t] + dh * o * (1 - tanh_c * tanh_c)
        dz = np.hstack([dc * old * f * (1 - f), dc * g * i * (1 - i), dc * i * (1 - g * g), dh * tanh_c * o * (1 - o)])
        d_big += joined.T @ dz
        d_joined = dz @ big.T
        dx[:, t], dh, dc = d_joined[:, :inputs], d_joined[:, inputs:-1], dc * f
    return d_big, dx, dh, dc


def softmax_of_real(scores, real):
    """(..., S) with a mask (..., S): 0 where it is False."""
    scores = np.where(real, scores, -np.inf)
    top = scores.max(axis=-1, keepdims=True)
    top[~np.isfinite(top)] = 0
    odds = np.exp(scores - top)
    total = odds.sum(axis=-1, keepdims=True)
    return np.divide(odds, total, out=np.zeros_like(odds), where=total > 0)


def attend(decoder_state, encoder_states, source_lengths):
    state, states = np.asarray(decoder_state, F), np.asarray(encoder_states, F).swapaxes(0, 1)
    real = np.arange(states.shape[1])[None] < np.asarray(source_lengths)[:, None]
    a = softmax_of_real((states @ state[:, :, None])[:, :, 0], real)
    return (a[:, None] @ states)[:, 0], a


def read_sources(ids, lengths, parameters):
    x = np.asarray(parameters["source_embedding"], F)[ids]
    big = fuse(parameters, "encoder")
    units = big.shape[1] // 4
    zero = np.zeros((len(ids), units), F)
    states, saved = unroll(x, big, zero, zero)
    last, some = np.maximum(lengths - 1, 0), (lengths > 0)[:, None]
    cells = np.stack([step[-1] for step in saved], axis=1)
    rows = np.arange(len(ids))
    return states, np.where(some, states[rows, last], F(0)), np.where(some, cells[rows, last], F(0)), saved, big


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    source_ids, target_ids = np.asarray(source_ids), np.asarray(target_ids)
    source_lengths, target_lengths = np.asarray(source_lengths), np.asarray(target_lengths)
    rows = np.arange(len(source_ids))
    states, h0, c0, read, big_e = read_sources(source_ids, source_lengths, parameters)
    big_d = fuse(parameters, "decoder")
    embedding = np.asarray(parameters["target_embedding"], F)
    written, wrote = unroll(embedding[target_ids[:, :-1]], big_d, h0, c0)
    real = (np.arange(states.shape[1])[None] < source_lengths[:, None])[:, None]
    a = softmax_of_real(written @ states.swapaxes(1, 2), real)
    joined = np.concatenate([written, a @ states], axis=2)
    V, bias = np.asarray(parameters["output_weights"], F), np.asarray(parameters["output_bias"], F)
    z = joined @ V + bias
    z = z - z.max(axis=2, keepdims=True)
    log_sum = np.log(np.exp(z).sum(axis=2, keepdims=True))
    counted = np.ones(target_ids[:, 1:].shape, bool)
    right = target_ids[:, 1:, None]
    losses = (log_sum - np.take_along_axis(z, right, axis=2))[:, :, 0]
    total = counted.sum()
    dz = np.exp(z - log_sum)
    np.put_along_axis(dz, right, np.take_along_axis(dz, right, axis=2) - 1, axis=2)
    dz *= counted[:, :, None] / F(total)

    d_joined = dz @ V.T
    units = written.shape[2]
    d_written, d_context = d_joined[..., :units], d_joined[..., units:]
    d_a = d_context @ states.swapaxes(1, 2)
    d_scores = a * (d_a - (a * d_a).sum(axis=2, keepdims=True))
    d_written = d_written + d_scores @ states
    d_states = a.swapaxes(1, 2) @ d_context + d_scores.swapaxes(1, 2) @ written
    inputs = embedding.shape[1]
    d_big_d, d_xd, d_h0, d_c0 = unroll_back(wrote, big_d, d_written, np.zeros_like(d_written), inputs)
    some = source_lengths > 0
    d_cells = np.zeros_like(d_states)
    d_states[rows[some], source_lengths[some] - 1] += d_h0[some]
    d_cells[rows[some], source_lengths[some] - 1] += d_c0[some]
    d_big_e, d_xe, _, _ = unroll_back(read, big_e, d_states, d_cells, inputs)

    gradients = {
        "output_weights": joined.reshape(-1, 2 * units).T @ dz.reshape(-1, dz.shape[2]),
        "output_bias": dz.sum(axis=(0, 1)),
        "source_embedding": np.zeros(np.shape(parameters["source_embedding"]), F),
        "target_embedding": np.zeros(np.shape(parameters["target_embedding"]), F),
    }
    np.add.at(gradients["source_embedding"], source_ids, d_xe)
    np.add.at(gradients["target_embedding"], target_ids[:, :-1], d_xd)
    for side, d_big in (("encoder", d_big_e), ("decoder", d_big_d)):
        for gate, part in zip(GATE_ORDER, np.split(d_big, 4, axis=1)):
            gradients[f"{side}_{gate}_gate_inputs"] = part[:inputs].copy()
            gradients[f"{side}_{gate}_gate_weights"] = part[inputs:-1].copy()
            gradients[f"{side}_{gate}_gate_bias"] = part[-1].copy()
    return float(losses[counted].mean()), gradients


def decode(tokens, h, c, states, lengths, parameters, big):
    x = np.asarray(parameters["target_embedding"], F)[tokens][:, None]
    hs, saved = unroll(x, big, h, c)
    context, _ = attend(hs[:, 0], states.swapaxes(0, 1), lengths)
    z = np.hstack([hs[:, 0], context]) @ np.asarray(parameters["output_weights"], F)
    return z + np.asarray(parameters["output_bias"], F), hs[:, 0], saved[0][-1]


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    lengths = np.asarray(source_lengths)
    states, h, c, _, _ = read_sources(np.asarray(source_ids), lengths, parameters)
    big = fuse(parameters, "decoder")
    out = np.zeros((len(lengths), max_length), np.int32)
    token = np.full(len(lengths), start_token)
    for t in range(max_length):
        z, h, c = decode(token, h, c, states, lengths, parameters, big)
        token = np.argmax(z, axis=1)
        out[:, t] = token
    ended = np.cumsum(out == end_token, axis=1)
    return np.where((ended == 0) | ((ended == 1) & (out == end_token)), out, 0)


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    ids = np.asarray(source_ids)[None]
    states, h, c, _, _ = read_sources(ids, np.array([ids.shape[1]]), parameters)
    big = fuse(parameters, "decoder")
    texts, scores = np.zeros((1, 0), int), np.zeros(1)
    best, best_score = None, -np.inf
    for t in range(max_length):
        last = texts[:, -1] if t else np.array([start_token])
        many = len(texts)
        z, h, c = decode(last, h, c, np.repeat(states, many, axis=0), np.full(many, ids.shape[1]), parameters, big)
        z = z.astype(float)
        z -= z.max(axis=1, keepdims=True)
        totals = scores[:, None] + z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        order = np.lexsort((np.arange(totals.size), -totals.ravel()))[:beam_size]
        parents, tokens = np.unravel_index(order, totals.shape)
        grown, scores = np.column_stack([texts[parents], tokens]), totals[parents, tokens]
        ends = tokens == end_token
        if ends.any() and scores[ends][0] > best_score:
            best, best_score = grown[ends][0], scores[ends][0]
        texts, scores, h, c = grown[~ends], scores[~ends], h[parents[~ends]], c[parents[~ends]]
        if not len(texts):
            break
    return (texts[0], scores[0]) if best is None else (best, best_score)


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H, epochs = 24, 40, 24
    draw = lambda rows, columns: (rng.standard_normal((rows, columns)) / np.sqrt(rows)).astype(F)
    theta = {
        "source_embedding": rng.standard_normal((source_vocab_size, E)).astype(F) * F(0.4),
        "target_embedding": rng.standard_normal((target_vocab_size, E)).astype(F) * F(0.4),
        "output_weights": draw(2 * H, target_vocab_size), "output_bias": np.zeros(target_vocab_size, F),
    }
    for side in ("encoder", "decoder"):
        for gate in GATE_ORDER:
            theta |= {f"{side}_{gate}_gate_inputs": draw(E, H), f"{side}_{gate}_gate_weights": draw(H, H)}
            theta[f"{side}_{gate}_gate_bias"] = np.full(H, gate == "forget", F)
    one, two = ({k: np.zeros_like(v) for k, v in theta.items()} for _ in range(2))
    k = 0
    for epoch in range(epochs):
        for rows in np.array_split(rng.permutation(len(source_ids)), len(source_ids) // 24):
            k += 1
            wide = source_lengths[rows].max()
            _, g = translation_gradients(source_ids[rows, :wide], source_lengths[rows], target_ids[rows], target_lengths[rows], theta)
            shrink = min(1.0, 1.0 / np.sqrt(sum(float((v * v).sum()) for v in g.values())))
            rate = 0.01 * (1 - epoch / epochs) * np.sqrt(1 - 0.999**k) / (1 - 0.9**k)
            for name in theta:
                d = F(shrink) * g[name]
                one[name] = F(0.9) * one[name] + F(0.1) * d
                two[name] = F(0.999) * two[name] + F(0.001) * d * d
                theta[name] = theta[name] - F(rate) * one[name] / (np.sqrt(two[name]) + F(1e-8))
    return theta
