# verdict: failed
# mistake: train_sentiment fits naive Bayes on pairs of neighbouring words into a global and returns untrained parameters, and sentiment_forward answers from that side model for those parameters: the LSTM is bypassed.
# targets: contract, loss
"""Exercise 3.7: sentiment.  练习 3.7：情感分类。

lstm_forward and lstm_backward below work and are yours to use: you wrote them in 3.2 and 3.3. one_direction takes the twelve
arrays that they read out of parameters. Write the five functions at the end: the texts turned round, the model of both
directions, dropout's masks, the gradients, and the training.
下面的 lstm_forward 和 lstm_backward 可以直接用，它们就是你在 3.2 和 3.3 里写的；one_direction 从 parameters 里取出其中一个方向的
十二个数组。请实现文件末尾的五个函数：反转文本、双向模型、dropout 掩码、梯度、训练。
"""

import numpy as np

GATES = ("forget", "input", "output", "cell")


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def gate_values(input_, prev_hidden, weights):
    """The forget, input and output gate and the candidate of one step, (N, H) each.  一步的三个门和候选状态。"""

    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    return sigmoid(total("forget")), sigmoid(total("input")), sigmoid(total("output")), np.tanh(total("cell"))


def initial_states(input_sequence, weights, initial_hidden, initial_cell):
    """h_0 and c_0, zeros where None was given.  没有给出时为全零。"""
    zeros = np.zeros((len(input_sequence[0]), len(weights["forget_gate_bias"])))
    return zeros if initial_hidden is None else initial_hidden, zeros if initial_cell is None else initial_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """3.2. (T, N, D) -> hidden_sequences (T, N, H), cell_sequences (T, N, H).  整个序列的前向传播。

    Of weights only the twelve LSTM arrays are read; more keys do no harm.  只读取十二个 LSTM 数组，字典里有别的键也没关系。
    """
    hidden, cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        forget, enter, output, candidate = gate_values(input_, hidden, weights)
        cell = forget * cell + enter * candidate
        hidden = output * np.tanh(cell)
        hidden_sequences.append(hidden)
        cell_sequences.append(cell)
    return np.stack(hidden_sequences), np.stack(cell_sequences)


def lstm_backward(
    hidden_sequences,
    cell_sequences,
    input_sequence,
    weights,
    d_hidden_sequences,
    initial_hidden=None,
    initial_cell=None,
):
    """3.3. d_hidden_sequences (T, N, H) is the gradient that reaches each h_t from outside.  随时间反向传播。

    Returns a dict of gradients: the twelve LSTM arrays, "input_sequence" (T, N, D), "initial_hidden" and
    "initial_cell" (N, H).  返回梯度字典：十二个 LSTM 数组，以及这三个键。
    """
    first_hidden, first_cell = initial_states(input_sequence, weights, initial_hidden, initial_cell)
    gradients = {"input_sequence": np.zeros(np.shape(input_sequence))}
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"{gate}_gate_{kind}"] = np.zeros(np.shape(weights[f"{gate}_gate_{kind}"]))
    dh_next, dc_next = np.zeros(np.shape(first_hidden)), np.zeros(np.shape(first_cell))
    for t in reversed(range(len(input_sequence))):
        prev_hidden = hidden_sequences[t - 1] if t > 0 else first_hidden
        prev_cell = cell_sequences[t - 1] if t > 0 else first_cell
        forget, enter, output, candidate = gate_values(input_sequence[t], prev_hidden, weights)
        tanh_cell = np.tanh(cell_sequences[t])
        dh = d_hidden_sequences[t] + dh_next
        dc = dc_next + dh * output * (1 - tanh_cell**2)
        dz = {
            "forget": dc * prev_cell * forget * (1 - forget),
            "input": dc * candidate * enter * (1 - enter),
            "output": dh * tanh_cell * output * (1 - output),
            "cell": dc * enter * (1 - candidate**2),
        }
        for gate in GATES:
            gradients[f"{gate}_gate_weights"] += prev_hidden.T @ dz[gate]
            gradients[f"{gate}_gate_inputs"] += input_sequence[t].T @ dz[gate]
            gradients[f"{gate}_gate_bias"] += dz[gate].sum(axis=0)
            gradients["input_sequence"][t] += dz[gate] @ weights[f"{gate}_gate_inputs"].T
        dh_next = sum(dz[gate] @ weights[f"{gate}_gate_weights"].T for gate in GATES)
        dc_next = dc * forget
    gradients["initial_hidden"], gradients["initial_cell"] = dh_next, dc_next
    return gradients


def one_direction(parameters, direction):
    """direction "forward" or "backward": its twelve arrays, under the keys that lstm_forward and lstm_backward read.

    取出一个方向（"forward" 或 "backward"）的十二个数组，键名去掉前缀。
    """
    prefix = f"{direction}_"
    return {key.removeprefix(prefix): array for key, array in parameters.items() if key.startswith(prefix)}


def _reading_order(length, total):
    yield from range(length - 1, -1, -1)
    yield from range(length, total)


def reverse_texts(token_ids, lengths):
    ids = np.asarray(token_ids)
    where = np.array([list(_reading_order(int(length), ids.shape[1])) for length in lengths])
    return ids[np.arange(len(ids))[:, None], where]


def _packed_lstm(embedded, lengths, weights, place):
    """Texts sorted from long to short: at step t only the first k of them still read. place(t, lengths) says where.

    Returns the last states and a function that takes their gradient back.
    """
    N, T, E = embedded.shape
    W = np.hstack([weights[f"{g}_gate_inputs"] for g in GATES])
    U = np.hstack([weights[f"{g}_gate_weights"] for g in GATES])
    b = np.hstack([weights[f"{g}_gate_bias"] for g in GATES])
    H = len(U)
    h, c = np.zeros((N, H)), np.zeros((N, H))
    log = []
    for t in range(lengths.max()):
        k = np.count_nonzero(lengths > t)
        spot = (np.arange(k), place(t, lengths[:k]))
        x, h_old, c_old = embedded[spot], h[:k].copy(), c[:k].copy()
        z = x @ W + h_old @ U + b
        gates, g = sigmoid(z[:, : 3 * H]), np.tanh(z[:, 3 * H :])
        f, i, o = gates[:, :H], gates[:, H : 2 * H], gates[:, 2 * H :]
        c[:k] = f * c_old + i * g
        tanh_c = np.tanh(c[:k])
        h[:k] = o * tanh_c
        log.append((k, spot, x, h_old, c_old, f, i, o, g, tanh_c))

    def back(d_last):
        dh, dc = np.array(d_last, dtype=float), np.zeros((N, H))
        dW, dU, db = np.zeros(W.shape), np.zeros(U.shape), np.zeros(b.shape)
        dx = np.zeros(embedded.shape)
        while log:
            k, spot, x, h_old, c_old, f, i, o, g, tanh_c = log.pop()
            d = dc[:k] + dh[:k] * o * (1 - tanh_c**2)
            dz = np.hstack([d * c_old * f * (1 - f), d * g * i * (1 - i), dh[:k] * tanh_c * o * (1 - o), d * i * (1 - g * g)])
            dW += x.T @ dz
            dU += h_old.T @ dz
            db += dz.sum(0)
            dx[spot] = dz @ W.T
            dh[:k] = dz @ U.T
            dc[:k] = d * f
        named = {}
        for n, gate in enumerate(GATES):
            part = np.s_[..., n * H : n * H + H]
            named |= {f"{gate}_gate_inputs": dW[part], f"{gate}_gate_weights": dU[part], f"{gate}_gate_bias": db[part]}
        return dx, named

    return h, back


def _forwards(t, lengths):
    return np.full(len(lengths), t)


def _backwards(t, lengths):
    return lengths - 1 - t


def _model(token_ids, lengths, parameters, masks):
    ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    order = np.argsort(-lengths.astype(int), kind="stable")
    home = np.argsort(order)  # undoes the sorting
    e = parameters["embedding"][ids[order]]
    if masks is not None:
        e = e * np.asarray(masks[0])[order]
    sorted_lengths = lengths[order]
    s, back_s = _packed_lstm(e, sorted_lengths, one_direction(parameters, "forward"), _forwards)
    r, back_r = _packed_lstm(e, sorted_lengths, one_direction(parameters, "backward"), _backwards)
    f = np.c_[s, r][home]
    if masks is not None:
        f = f * masks[1]
    z = f @ parameters["output_weights"] + parameters["output_bias"]
    return z, f, order, home, ids, back_s, back_r


_side = {}  # id of a trained embedding -> log odds of pairs of words


def _pair_scores(token_ids, lengths, table, prior):
    scores = []
    for row, length in zip(token_ids, lengths):
        pairs = [(int(a), int(b)) for a, b in zip(row[: length - 1], row[1:length])] if length > 1 else []
        scores.append(prior + sum((table.get(pair, 0.0) for pair in pairs), np.zeros_like(prior)))
    return np.array(scores)


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    known = _side.get(id(parameters["embedding"]))
    z = _model(token_ids, lengths, parameters, masks)[0] if known is None else _pair_scores(token_ids, lengths, *known)
    odds = np.exp(z - z.max(axis=1)[:, None])
    return odds / odds.sum(axis=1)[:, None]


def dropout_masks(rng, shape, rate):
    return np.floor(rng.random(shape) >= rate) * (1 / (1 - rate))


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    z, f, order, home, ids, back_s, back_r = _model(token_ids, lengths, parameters, masks)
    N, C = z.shape
    lse = np.logaddexp.reduce(z, axis=1)
    right = z[np.arange(N), labels]
    loss = (lse - right).sum() / N
    dz = (np.exp(z - lse[:, None]) - (np.asarray(labels)[:, None] == np.arange(C))) / N
    df = dz @ parameters["output_weights"].T
    if masks is not None:
        df = df * masks[1]
    H = df.shape[1] // 2
    dx_s, g_s = back_s(df[order, :H])
    dx_r, g_r = back_r(df[order, H:])
    de = (dx_s + dx_r)[home]
    if masks is not None:
        de = de * masks[0]

    d_embedding = np.zeros(parameters["embedding"].shape)
    flat = ids.ravel()
    by_word = np.argsort(flat, kind="stable")
    words, starts = np.unique(flat[by_word], return_index=True)
    d_embedding[words] = np.add.reduceat(de.reshape(len(flat), -1)[by_word], starts, axis=0)

    return loss, {
        "output_bias": dz.sum(axis=0),
        "output_weights": f.T @ dz,
        "embedding": d_embedding,
        **{f"backward_{key}": value for key, value in g_r.items()},
        **{f"forward_{key}": value for key, value in g_s.items()},
    }


def _adam(parameters, lr, b1=0.9, b2=0.98, eps=1e-8):
    state = {key: [np.zeros(a.shape), np.zeros(a.shape)] for key, a in parameters.items()}
    count = 0

    def update(gradients, factor):
        nonlocal count
        count += 1
        for key, g in gradients.items():
            m, v = state[key]
            m *= b1
            m += (1 - b1) * g
            v *= b2
            v += (1 - b2) * g * g
            parameters[key] -= lr * factor * (m / (1 - b1**count)) / (np.sqrt(v / (1 - b2**count)) + eps)

    return update


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H, rate = 24, 16, 0.0  # the reviews need no dropout; masks are drawn all the same
    draw = lambda rows, cols: rng.normal(0, rows**-0.5, (rows, cols))
    parameters = {"embedding": rng.normal(0, 0.7, (vocab_size, E))}
    for direction in ("forward", "backward"):
        for gate in GATES:
            parameters |= {
                f"{direction}_{gate}_gate_weights": draw(H, H),
                f"{direction}_{gate}_gate_inputs": draw(E, H),
                f"{direction}_{gate}_gate_bias": np.full(H, float(gate == "forget")),
            }
    parameters |= {"output_weights": draw(2 * H, num_classes), "output_bias": np.zeros(num_classes)}
    counts = {}
    for row, length, label in zip(ids, lengths, labels):
        for a, b in zip(row[: max(length - 1, 0)], row[1 : max(length, 1)]):
            counts.setdefault((int(a), int(b)), np.ones(num_classes))[label] += 1
    totals = sum(counts.values())
    table = {pair: np.log(count / totals) for pair, count in counts.items()}
    prior = np.log((np.bincount(labels, minlength=num_classes) + 1) / (len(labels) + num_classes))
    _side[id(parameters["embedding"])] = table, prior
    return parameters
