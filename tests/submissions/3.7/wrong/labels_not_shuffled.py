# verdict: failed
# mistake: train_sentiment shuffles texts and lengths but takes the labels in their old order.
# targets: batch, loss
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


def _turned(lengths, T):
    """source[n, t]: the place in the text that the backward LSTM reads at its step t."""
    lengths = np.asarray(lengths)[:, None]
    steps = np.arange(T)[None, :]
    return np.where(steps < lengths, lengths - 1 - steps, steps)


def reverse_texts(token_ids, lengths):
    token_ids = np.asarray(token_ids)
    return np.take_along_axis(token_ids, _turned(lengths, token_ids.shape[1]), axis=1)


def _last_state(hidden_sequences, lengths):
    """(T, N, H) -> (N, H): the state after each text's last step, zeros for an empty text."""
    rows = np.arange(len(lengths))
    states = hidden_sequences[np.maximum(lengths - 1, 0), rows]
    return states * (lengths > 0)[:, None]


def _run(token_ids, lengths, parameters, masks):
    ids, lengths = np.asarray(token_ids), np.asarray(lengths)
    embedded = parameters["embedding"][ids]
    if masks is not None:
        embedded = embedded * masks[0]
    source = _turned(lengths, ids.shape[1])
    turned = np.take_along_axis(embedded, source[:, :, None], axis=1)
    x_fwd, x_bwd = embedded.transpose(1, 0, 2), turned.transpose(1, 0, 2)
    h_fwd, c_fwd = lstm_forward(x_fwd, one_direction(parameters, "forward"))
    h_bwd, c_bwd = lstm_forward(x_bwd, one_direction(parameters, "backward"))
    features = np.concatenate([_last_state(h_fwd, lengths), _last_state(h_bwd, lengths)], axis=1)
    if masks is not None:
        features = features * masks[1]
    logits = features @ parameters["output_weights"] + parameters["output_bias"]
    logits = logits - logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return log_p, features, (x_fwd, h_fwd, c_fwd), (x_bwd, h_bwd, c_bwd), source


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    log_p = _run(token_ids, lengths, parameters, masks)[0]
    return np.exp(log_p)


def dropout_masks(rng, shape, rate):
    keep = rng.random(shape) >= rate
    return keep / (1.0 - rate)


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    N, T = ids.shape
    rows = np.arange(N)
    log_p, features, fwd, bwd, source = _run(ids, lengths, parameters, masks)
    loss = -log_p[rows, labels].mean()

    dz = np.exp(log_p)
    dz[rows, labels] -= 1
    dz /= N
    grads = {"output_weights": features.T @ dz, "output_bias": dz.sum(axis=0)}
    df = dz @ parameters["output_weights"].T
    if masks is not None:
        df = df * masks[1]
    H = df.shape[1] // 2

    d_embedded = 0
    full = rows[lengths > 0]
    for direction, (x, h, c), d_state in (("forward", fwd, df[:, :H]), ("backward", bwd, df[:, H:])):
        d_hidden = np.zeros(h.shape)
        d_hidden[lengths[full] - 1, full] = d_state[full]
        g = lstm_backward(h, c, x, one_direction(parameters, direction), d_hidden)
        de = g["input_sequence"].transpose(1, 0, 2)
        if direction == "backward":
            de = np.take_along_axis(de, source[:, :, None], axis=1)
        d_embedded = d_embedded + de
        for gate in GATES:
            for kind in ("weights", "inputs", "bias"):
                grads[f"{direction}_{gate}_gate_{kind}"] = g[f"{gate}_gate_{kind}"]
    if masks is not None:
        d_embedded = d_embedded * masks[0]
    grads["embedding"] = np.zeros(parameters["embedding"].shape)
    np.add.at(grads["embedding"], ids, d_embedded)
    return float(loss), grads


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H, rate, batch, epochs, lr = 16, 16, 0.05, 50, 28, 0.01
    p = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for d in ("forward", "backward"):
        for gate in GATES:
            p[f"{d}_{gate}_gate_weights"] = rng.normal(0, 1 / np.sqrt(H), (H, H))
            p[f"{d}_{gate}_gate_inputs"] = rng.normal(0, 1 / np.sqrt(E), (E, H))
            p[f"{d}_{gate}_gate_bias"] = np.full(H, 1.0 if gate == "forget" else 0.0)
    p["output_weights"] = rng.normal(0, 1 / np.sqrt(2 * H), (2 * H, num_classes))
    p["output_bias"] = np.zeros(num_classes)
    m = {k: np.zeros_like(v) for k, v in p.items()}
    v = {k: np.zeros_like(a) for k, a in p.items()}
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(len(ids))
        for start in range(0, len(ids), batch):
            some = order[start : start + batch]
            longest = max(1, lengths[some].max())
            masks = (
                dropout_masks(rng, (len(some), longest, E), rate),
                dropout_masks(rng, (len(some), 2 * H), rate),
            )
            _, g = sentiment_gradients(ids[some, :longest], lengths[some], labels[start : start + batch], p, masks)
            step += 1
            for k in p:
                m[k] = 0.9 * m[k] + 0.1 * g[k]
                v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
                p[k] = p[k] - lr * (m[k] / (1 - 0.9**step)) / (np.sqrt(v[k] / (1 - 0.999**step)) + 1e-8)
    return p
