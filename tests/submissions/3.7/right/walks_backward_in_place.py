# verdict: passed
# style: the backward LSTM walks the places T-1 .. 0 without any reversal, own backpropagation, one-hot product for the embedding, SGD with momentum.
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


# Nothing is turned round inside the model: the backward LSTM simply walks from place T-1 down to place 0
# and does not wake up before it meets the text.


def reverse_texts(token_ids, lengths):
    rows = []
    for row, length in zip(token_ids, lengths):
        row = list(row)
        rows.append(row[:length][::-1] + row[length:])
    return np.array(rows, dtype=np.asarray(token_ids).dtype)


def walk(embedded, lengths, weights, places):
    """Reads the places in the given order; returns the last state and what walk_back needs."""
    N = len(embedded)
    H = len(weights["forget_gate_bias"])
    hidden, cell = np.zeros((N, H)), np.zeros((N, H))
    diary = []
    for t in places:
        awake = (t < lengths)[:, None]
        forget, enter, output, candidate = gate_values(embedded[:, t], hidden, weights)
        new_cell = forget * cell + enter * candidate
        squashed = np.tanh(new_cell)
        diary.append((t, awake, hidden, cell, forget, enter, output, candidate, squashed))
        hidden = np.where(awake, output * squashed, hidden)
        cell = np.where(awake, new_cell, cell)
    return hidden, diary


def walk_back(diary, embedded, weights, d_state):
    grads = {key: np.zeros(np.shape(weights[key])) for key in weights}
    d_embedded = np.zeros(embedded.shape)
    dh, dc = d_state, np.zeros(d_state.shape)
    for t, awake, hidden, cell, forget, enter, output, candidate, squashed in reversed(diary):
        dh_here, dc_here = dh * awake, dc * awake
        dc_here = dc_here + dh_here * output * (1 - squashed**2)
        raw = {
            "forget": dc_here * cell * forget * (1 - forget),
            "input": dc_here * candidate * enter * (1 - enter),
            "output": dh_here * squashed * output * (1 - output),
            "cell": dc_here * enter * (1 - candidate**2),
        }
        to_hidden = 0
        for gate in GATES:
            grads[f"{gate}_gate_weights"] += hidden.T @ raw[gate]
            grads[f"{gate}_gate_inputs"] += embedded[:, t].T @ raw[gate]
            grads[f"{gate}_gate_bias"] += raw[gate].sum(axis=0)
            d_embedded[:, t] += raw[gate] @ weights[f"{gate}_gate_inputs"].T
            to_hidden = to_hidden + raw[gate] @ weights[f"{gate}_gate_weights"].T
        dh = to_hidden + dh * ~awake
        dc = dc_here * forget + dc * ~awake
    return grads, d_embedded


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return model(token_ids, lengths, parameters, masks)["p"]


def model(token_ids, lengths, parameters, masks):
    token_ids = np.asarray(token_ids)
    lengths = np.asarray(lengths)
    words, joined = (1.0, 1.0) if masks is None else masks
    T = token_ids.shape[1]
    embedded = np.take(parameters["embedding"], token_ids, axis=0) * words
    s, diary_f = walk(embedded, lengths, one_direction(parameters, "forward"), range(T))
    r, diary_b = walk(embedded, lengths, one_direction(parameters, "backward"), range(T - 1, -1, -1))
    f = np.concatenate((s, r), axis=-1) * joined
    z = f @ parameters["output_weights"] + parameters["output_bias"]
    z = z - np.max(z, axis=-1, keepdims=True)
    log_norm = np.log(np.sum(np.exp(z), axis=-1, keepdims=True))
    return {"e": embedded, "f": f, "logp": z - log_norm, "p": np.exp(z - log_norm), "fw": diary_f, "bw": diary_b}


def dropout_masks(rng, shape, rate):
    uniform = rng.random(shape)
    survivors = (uniform >= rate).astype(float)
    survivors *= 1 / (1 - rate)
    return survivors


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    run = model(token_ids, lengths, parameters, masks)
    words, joined = (1.0, 1.0) if masks is None else masks
    N, C = run["p"].shape
    H = len(parameters["forward_forget_gate_bias"])
    V = len(parameters["embedding"])

    target = np.zeros((N, C))
    target[np.arange(N), labels] = 1
    loss = -np.sum(np.where(target == 1, run["logp"], 0)) / N
    dz = (run["p"] - target) / N
    df = (dz @ parameters["output_weights"].T) * joined
    grads_f, de_f = walk_back(run["fw"], run["e"], one_direction(parameters, "forward"), df[:, :H])
    grads_b, de_b = walk_back(run["bw"], run["e"], one_direction(parameters, "backward"), df[:, H:])
    de = (de_f + de_b) * words

    # the embedding is a matrix product with one-hot rows, so its gradient is one too
    one_hot = (np.asarray(token_ids).reshape(-1, 1) == np.arange(V)).astype(float)
    result = {
        "embedding": one_hot.T @ de.reshape(len(one_hot), -1),
        "output_weights": run["f"].T @ dz,
        "output_bias": dz.sum(axis=0),
    }
    result.update({"forward_" + key: value for key, value in grads_f.items()})
    result.update({"backward_" + key: value for key, value in grads_b.items()})
    return loss, result


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = map(np.asarray, (token_ids, lengths, labels))
    E = H = 16
    batch, rate, momentum = 30, 0.02, 0.9
    shapes = {"embedding": (vocab_size, E), "output_weights": (2 * H, num_classes), "output_bias": (num_classes,)}
    for direction in ("forward", "backward"):
        for gate in GATES:
            shapes[f"{direction}_{gate}_gate_weights"] = (H, H)
            shapes[f"{direction}_{gate}_gate_inputs"] = (E, H)
            shapes[f"{direction}_{gate}_gate_bias"] = (H,)
    parameters = {}
    for key, shape in shapes.items():
        if "bias" in key:
            parameters[key] = np.ones(shape) if "forget" in key else np.zeros(shape)
        elif key == "embedding":
            parameters[key] = rng.normal(size=shape)
        else:
            parameters[key] = rng.normal(size=shape) / np.sqrt(shape[0])
    velocity = {key: np.zeros(shape) for key, shape in shapes.items()}

    # stochastic gradient descent with momentum, the gradient's norm cut to 1
    epochs = 30
    for epoch in range(epochs):
        rate_now = 0.2 * min(1.0, 2.0 * (1 - epoch / epochs))
        order = rng.permutation(len(labels))
        for first in range(0, len(order), batch):
            rows = order[first : first + batch]
            T = max(1, int(lengths[rows].max()))
            masks = [dropout_masks(rng, (len(rows), T, E), rate), dropout_masks(rng, (len(rows), 2 * H), rate)]
            _, gradients = sentiment_gradients(token_ids[rows, :T], lengths[rows], labels[rows], parameters, masks)
            norm = np.sqrt(sum((g**2).sum() for g in gradients.values()))
            for key, g in gradients.items():
                velocity[key] = momentum * velocity[key] - rate_now * g / max(1.0, norm)
                parameters[key] = parameters[key] + velocity[key]
    return parameters
