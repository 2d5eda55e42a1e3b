# verdict: failed
# mistake: in sentiment_forward the backward LSTM begins with the forward LSTM's last state and not with zeros.
# targets: initial_state
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


def reverse_texts(token_ids, lengths):
    ids = np.array(token_ids)
    keys = np.tile(np.arange(ids.shape[1]), (len(ids), 1))
    for n, length in enumerate(lengths):
        keys[n, :length] *= -1  # sorting by these numbers turns the text round and leaves the padding
        keys[n, :length] -= 1
    return np.take_along_axis(ids, np.argsort(keys, axis=1, kind="stable"), axis=1)


def state_of_one_text(vectors, weights, start=None):
    """vectors (L, E), in the order of reading -> the last state (H,)."""
    if len(vectors) == 0:
        return np.zeros(len(weights["forget_gate_bias"]))
    hidden, _ = lstm_forward(vectors[:, None, :], weights, initial_hidden=start)
    return hidden[-1, 0]


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    probabilities = []
    for n in range(len(token_ids)):
        words = np.asarray(token_ids[n][: lengths[n]], dtype=int)
        vectors = parameters["embedding"][words]
        if masks is not None:
            vectors = vectors * masks[0][n][: lengths[n]]
        s = state_of_one_text(vectors, one_direction(parameters, "forward"))
        r = state_of_one_text(vectors[::-1], one_direction(parameters, "backward"), s[None, :])
        f = np.concatenate([s, r])
        if masks is not None:
            f = f * masks[1][n]
        z = f @ parameters["output_weights"] + parameters["output_bias"]
        z = np.exp(z - max(z))
        probabilities.append(z / sum(z))
    return np.array(probabilities)


def dropout_masks(rng, shape, rate):
    numbers = rng.random(shape)
    flat = [0.0 if u < rate else 1 / (1 - rate) for u in numbers.flat]
    return np.array(flat).reshape(shape)


def final_states(hidden, lengths):
    padded = np.concatenate([np.zeros_like(hidden[:1]), hidden])  # padded[L] is the state after L steps
    return padded[lengths, np.arange(len(lengths))]


def at_the_end(d_state, lengths, T):
    d_padded = np.zeros((T + 1,) + d_state.shape)
    d_padded[lengths, np.arange(len(lengths))] = d_state
    return d_padded[1:]  # what an empty text gets goes to the zero state, that is nowhere


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    ids, lengths, labels = np.array(token_ids), np.array(lengths), np.array(labels)
    N, T = ids.shape
    backwards = reverse_texts(np.tile(np.arange(T), (N, 1)), lengths)
    n = np.arange(N)[:, None]
    e = parameters["embedding"][ids] if masks is None else parameters["embedding"][ids] * masks[0]
    inputs = {"forward": e.swapaxes(0, 1), "backward": e[n, backwards].swapaxes(0, 1)}
    runs = {d: lstm_forward(x, one_direction(parameters, d)) for d, x in inputs.items()}
    f = np.concatenate([final_states(h, lengths) for h, _ in runs.values()], axis=1)
    f = f if masks is None else f * masks[1]
    z = f @ parameters["output_weights"] + parameters["output_bias"]

    z = z - z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    picked = log_p[n[:, 0], labels]
    loss = -picked.sum() / N
    dz = np.exp(log_p)
    dz[n[:, 0], labels] = np.expm1(picked)  # p - 1
    dz /= N

    df = dz @ parameters["output_weights"].T
    df = df if masks is None else df * masks[1]
    d_states = dict(zip(runs, np.hsplit(df, 2)))
    gradients = {}
    de = {}
    for d, (h, c) in runs.items():
        back = lstm_backward(h, c, inputs[d], one_direction(parameters, d), at_the_end(d_states[d], lengths, T))
        for key in one_direction(parameters, d):
            gradients[f"{d}_{key}"] = back[key]
        de[d] = back["input_sequence"].swapaxes(0, 1)
    total = de["forward"] + de["backward"][n, backwards]
    total = total if masks is None else total * masks[0]
    embedding = np.zeros_like(parameters["embedding"], dtype=float)
    for word, row in zip(ids.reshape(-1), total.reshape(N * T, -1)):
        embedding[word] += row
    gradients.update(embedding=embedding, output_weights=f.T @ dz, output_bias=dz.sum(axis=0))
    return loss, {key: gradients[key] for key in parameters}


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    ids, lengths, labels = np.array(token_ids), np.array(lengths), np.array(labels)
    E, H = 16, 16
    parameters = {"embedding": rng.normal(0, 1, (vocab_size, E))}
    for d in ("forward", "backward"):
        for gate in GATES:
            parameters[f"{d}_{gate}_gate_weights"] = rng.uniform(-0.5, 0.5, (H, H))
            parameters[f"{d}_{gate}_gate_inputs"] = rng.uniform(-0.5, 0.5, (E, H))
            parameters[f"{d}_{gate}_gate_bias"] = np.zeros(H) if gate != "forget" else np.ones(H)
    parameters["output_weights"] = rng.uniform(-0.3, 0.3, (2 * H, num_classes))
    parameters["output_bias"] = np.zeros(num_classes)
    # curriculum: the shorter half of the texts first, then all of them; Adam without bias correction, small batches
    mean = {k: 0 for k in parameters}
    square = {k: 1e-6 for k in parameters}
    short_first = np.argsort(lengths, kind="stable")
    for epoch in range(30):
        pool = short_first[: len(ids) // 2] if epoch < 3 else short_first
        pool = rng.permutation(pool)
        while len(pool):
            rows, pool = pool[:25], pool[25:]
            masks = [dropout_masks(rng, (len(rows), ids.shape[1], E), 0.05), dropout_masks(rng, (len(rows), 2 * H), 0.05)]
            _, g = sentiment_gradients(ids[rows], lengths[rows], labels[rows], parameters, masks)
            for k in parameters:
                mean[k] = 0.9 * mean[k] + 0.1 * g[k]
                square[k] = 0.99 * square[k] + 0.01 * g[k] ** 2
                parameters[k] = parameters[k] - (0.01 if epoch < 25 else 0.002) * mean[k] / (np.sqrt(square[k]) + 1e-6)
    return parameters
