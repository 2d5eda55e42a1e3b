# verdict: failed
# mistake: inputs and targets are swapped: from each token the one before it is predicted
# targets: time, loss
# diagnosable: yes
"""Exercise 3.5: a language model.  练习 3.5：语言模型。

lstm_forward and lstm_backward below work and are yours to use: you wrote them in 3.2 and 3.3. Write the four functions
at the end: loss and gradients, perplexity, sampling, and the training.
下面的 lstm_forward 和 lstm_backward 可以直接用，它们就是你在 3.2 和 3.3 里写的。请实现文件末尾的四个函数：
损失与梯度、困惑度、采样、训练。
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


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def forward_pass(token_ids, lengths, parameters):
    token_ids = np.asarray(token_ids)
    lengths = np.asarray(lengths)
    inputs = token_ids[:, 1:].T
    targets = token_ids[:, :-1].T
    x = parameters["embedding"][inputs]
    hs, cs = lstm_forward(x, parameters)
    logits = hs @ parameters["output_weights"] + parameters["output_bias"]
    steps = np.arange(token_ids.shape[1] - 1)
    mask = steps[:, None] < lengths[None, :] - 1
    return inputs, targets, x, hs, cs, logits, mask


def cross_entropy(logits, targets, mask):
    T, N = targets.shape
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_probs = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    picked = log_probs[np.arange(T)[:, None], np.arange(N)[None, :], targets]
    count = mask.sum()
    loss = -np.sum(picked * mask) / count
    return loss, log_probs, count


def language_model_gradients(token_ids, lengths, parameters):
    inputs, targets, x, hs, cs, logits, mask = forward_pass(token_ids, lengths, parameters)
    loss, log_probs, count = cross_entropy(logits, targets, mask)
    T, N = targets.shape
    d_logits = softmax(logits)
    d_logits[np.arange(T)[:, None], np.arange(N)[None, :], targets] -= 1
    d_logits = d_logits * mask[:, :, None] / count
    V = logits.shape[-1]
    H = hs.shape[-1]
    gradients = {}
    gradients["output_weights"] = hs.reshape(-1, H).T @ d_logits.reshape(-1, V)
    gradients["output_bias"] = d_logits.reshape(-1, V).sum(axis=0)
    d_hs = d_logits @ parameters["output_weights"].T
    back = lstm_backward(hs, cs, x, parameters, d_hs)
    for gate in GATES:
        for kind in ("weights", "inputs", "bias"):
            gradients[f"{gate}_gate_{kind}"] = back[f"{gate}_gate_{kind}"]
    d_embedding = np.zeros_like(parameters["embedding"], dtype=float)
    np.add.at(d_embedding, inputs, back["input_sequence"])
    gradients["embedding"] = d_embedding
    return loss, gradients


def perplexity(token_ids, lengths, parameters):
    inputs, targets, x, hs, cs, logits, mask = forward_pass(token_ids, lengths, parameters)
    loss, _, _ = cross_entropy(logits, targets, mask)
    return np.exp(loss)


def sample(parameters, first_token, length, temperature, top_k, rng):
    h = c = None
    token = first_token
    tokens = []
    for _ in range(length):
        x = parameters["embedding"][token].reshape(1, 1, -1)
        hs, cs = lstm_forward(x, parameters, h, c)
        h, c = hs[-1], cs[-1]
        logits = h[0] @ parameters["output_weights"] + parameters["output_bias"]
        if temperature == 0:
            token = int(np.argmax(logits))
        else:
            if top_k is not None:
                order = np.argsort(-logits, kind="stable")
                logits[order[top_k:]] = -np.inf
            p = softmax(logits / temperature)
            token = int(np.argmax(np.cumsum(p) > rng.random()))
        tokens.append(token)
    return np.array(tokens, dtype=int)


def train_language_model(token_ids, lengths, vocab_size, rng):
    E, H = 16, 48
    parameters = {"embedding": rng.normal(0, 0.3, (vocab_size, E))}
    for gate in GATES:
        parameters[f"{gate}_gate_weights"] = rng.uniform(-1, 1, (H, H)) / np.sqrt(H)
        parameters[f"{gate}_gate_inputs"] = rng.uniform(-1, 1, (E, H)) / np.sqrt(E)
        parameters[f"{gate}_gate_bias"] = np.ones(H) if gate == "forget" else np.zeros(H)
    parameters["output_weights"] = rng.uniform(-1, 1, (H, vocab_size)) / np.sqrt(H)
    parameters["output_bias"] = np.zeros(vocab_size)
    m = {k: np.zeros_like(p) for k, p in parameters.items()}
    v = {k: np.zeros_like(p) for k, p in parameters.items()}
    learning_rate, batch_size, step = 0.01, 20, 0
    for epoch in range(20):
        order = rng.permutation(len(token_ids))
        if epoch == 14:
            learning_rate = 0.003
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            longest = lengths[batch].max()
            loss, gradients = language_model_gradients(token_ids[batch, :longest], lengths[batch], parameters)
            step += 1
            for k in parameters:
                g = np.clip(gradients[k], -0.5, 0.5)
                m[k] = 0.9 * m[k] + 0.1 * g
                v[k] = 0.999 * v[k] + 0.001 * g**2
                m_hat = m[k] / (1 - 0.9**step)
                v_hat = v[k] / (1 - 0.999**step)
                parameters[k] = parameters[k] - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)
    return parameters
