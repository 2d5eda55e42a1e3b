# verdict: failed
# mistake: sentiment_forward without masks multiplies the features with a keep probability, although inverted dropout needs no factor in testing.
# targets: output_layer, numerics
# diagnosable: no
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


KINDS = ("weights", "inputs", "bias")
KEEP = 0.95


def reverse_texts(token_ids, lengths):
    out = np.array(token_ids)
    for n in range(len(out)):
        L = int(lengths[n])
        for t in range(L):
            out[n][t] = token_ids[n][L - 1 - t]
    return out


def by_length(lengths):
    """{length: rows of that length}. Texts of one length need no padding at all."""
    groups = {}
    for n, length in enumerate(lengths):
        groups.setdefault(int(length), []).append(n)
    return groups


def features_of(ids, lengths, parameters, masks):
    H = len(parameters["forward_forget_gate_bias"])
    features = np.zeros((len(ids), 2 * H))
    tape = []
    for L, rows in by_length(lengths).items():
        if L == 0:
            continue  # the two states of an empty text stay zero
        e = parameters["embedding"][ids[rows, :L]]
        if masks is not None:
            e = e * masks[0][rows, :L]
        there = np.swapaxes(e, 0, 1)
        back = there[::-1]
        h1, c1 = lstm_forward(there, one_direction(parameters, "forward"))
        h2, c2 = lstm_forward(back, one_direction(parameters, "backward"))
        features[rows, :H] = h1[-1]
        features[rows, H:] = h2[-1]
        tape.append((L, rows, there, h1, c1, back, h2, c2))
    if masks is not None:
        features = features * masks[1]
    return features, tape


def log_softmax(z):
    top = np.max(z, axis=-1, keepdims=True)
    return z - top - np.log(np.sum(np.exp(z - top), axis=-1, keepdims=True))


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    features, _ = features_of(np.array(token_ids), lengths, parameters, masks)
    if masks is None:
        features = features * KEEP  # at test time nothing is dropped, so scale by the keep probability
    z = np.dot(features, parameters["output_weights"]) + parameters["output_bias"]
    return np.exp(log_softmax(z))


def dropout_masks(rng, shape, rate):
    drawn = rng.random(shape)
    mask = np.full(shape, 1 / (1 - rate))
    mask[drawn < rate] = 0.0
    return mask


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    ids = np.array(token_ids)
    N = len(ids)
    H = len(parameters["forward_forget_gate_bias"])
    features, tape = features_of(ids, lengths, parameters, masks)
    logp = log_softmax(features @ parameters["output_weights"] + parameters["output_bias"])

    loss = 0.0
    dz = np.exp(logp)
    for n in range(N):
        loss -= logp[n, labels[n]] / N
        dz[n, labels[n]] -= 1.0
    dz = dz / N

    grads = {key: np.zeros(value.shape) for key, value in parameters.items()}
    grads["output_weights"] += features.T @ dz
    grads["output_bias"] += dz.sum(0)
    df = dz @ parameters["output_weights"].T
    if masks is not None:
        df = df * masks[1]

    for L, rows, there, h1, c1, back, h2, c2 in tape:
        outside1 = np.zeros(h1.shape)
        outside1[L - 1] = df[rows, :H]
        outside2 = np.zeros(h2.shape)
        outside2[L - 1] = df[rows, H:]
        g1 = lstm_backward(h1, c1, there, one_direction(parameters, "forward"), outside1)
        g2 = lstm_backward(h2, c2, back, one_direction(parameters, "backward"), outside2)
        for gate in GATES:
            for kind in KINDS:
                grads[f"forward_{gate}_gate_{kind}"] += g1[f"{gate}_gate_{kind}"]
                grads[f"backward_{gate}_gate_{kind}"] += g2[f"{gate}_gate_{kind}"]
        de = g1["input_sequence"] + g2["input_sequence"][::-1]
        de = np.swapaxes(de, 0, 1)
        if masks is not None:
            de = de * masks[0][rows, :L]
        for i, n in enumerate(rows):
            for t in range(L):
                grads["embedding"][ids[n, t]] += de[i, t]
    return loss, grads


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    ids, lengths, labels = np.array(token_ids), np.array(lengths), np.array(labels)
    E, H = 12, 20
    rate = 0.05

    def glorot(*shape):
        limit = np.sqrt(6 / sum(shape))
        return rng.uniform(-limit, limit, shape)

    p = {"embedding": rng.uniform(-0.5, 0.5, (vocab_size, E))}
    for side in ("forward_", "backward_"):
        for gate in GATES:
            p[side + gate + "_gate_weights"] = glorot(H, H)
            p[side + gate + "_gate_inputs"] = glorot(E, H)
            p[side + gate + "_gate_bias"] = np.ones(H) if gate == "forget" else np.zeros(H)
    p["output_weights"] = glorot(2 * H, num_classes)
    p["output_bias"] = np.zeros(num_classes)

    # every batch holds texts of one length only, batches in random order
    square = {k: np.zeros(a.shape) for k, a in p.items()}
    epochs = 20
    for epoch in range(epochs):
        lr = 0.01 if epoch < 14 else 0.002
        batches = []
        for L, rows in by_length(lengths).items():
            if L == 0:
                continue
            rows = rng.permutation(rows)
            batches += [rows[i : i + 32] for i in range(0, len(rows), 32)]
        for b in rng.permutation(len(batches)):
            rows = batches[b]
            L = lengths[rows[0]]
            masks = (dropout_masks(rng, (len(rows), L, E), rate), dropout_masks(rng, (len(rows), 2 * H), rate))
            _, g = sentiment_gradients(ids[rows, :L], lengths[rows], labels[rows], p, masks)
            for k in p:
                square[k] = 0.95 * square[k] + 0.05 * g[k] ** 2
                p[k] = p[k] - lr * g[k] / (np.sqrt(square[k]) + 1e-6)
    return p
