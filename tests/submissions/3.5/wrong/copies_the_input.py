# mistake: The targets are the tokens just read.
# targets: time, loss
# verdict: failed
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
    z = np.exp(z - z.max(-1, keepdims=True))
    return z / z.sum(-1, keepdims=True)


def run(token_ids, lengths, p):
    token_ids, lengths = np.array(token_ids), np.array(lengths)
    x = p["embedding"][token_ids[:, :-1]].swapaxes(0, 1)
    h, c = lstm_forward(x, p)
    weight = (np.arange(1, token_ids.shape[1]) < lengths[:, None]).T.astype(float)
    z = h @ p["output_weights"] + p["output_bias"]
    return token_ids, x, h, c, weight, z


def nll(z, y):
    z = z - z.max(-1, keepdims=True)
    logp = z - np.log(np.exp(z).sum(-1, keepdims=True))
    return -np.take_along_axis(logp, y[..., None], -1)[..., 0]


def language_model_gradients(token_ids, lengths, parameters):
    p = parameters
    token_ids, x, h, c, weight, z = run(token_ids, lengths, p)
    y = token_ids[:, :-1].T
    total = weight.sum()
    loss = (weight * nll(z, y)).sum() / total
    dz = softmax(z)
    np.put_along_axis(dz, y[..., None], np.take_along_axis(dz, y[..., None], -1) - 1, -1)
    dz *= weight[..., None] / total
    g = lstm_backward(h, c, x, p, dz @ p["output_weights"].T)
    dx = g.pop("input_sequence")
    del g["initial_hidden"], g["initial_cell"]
    one_hot = np.eye(len(p["embedding"]))[token_ids[:, :-1].T]
    g["embedding"] = np.einsum("tnv,tne->ve", one_hot, dx)
    g["output_weights"] = np.einsum("tnh,tnv->hv", h, dz)
    g["output_bias"] = dz.sum((0, 1))
    return loss, g


def perplexity(token_ids, lengths, parameters):
    token_ids, _, _, _, weight, z = run(token_ids, lengths, parameters)
    return float(np.exp((weight * nll(z, token_ids[:, 1:].T)).sum() / weight.sum()))


def sample(parameters, first_token, length, temperature, top_k, rng):
    h = c = np.zeros((1, len(parameters["forget_gate_bias"])))
    out, token = [], first_token
    for _ in range(length):
        hs, cs = lstm_forward(parameters["embedding"][token][None, None], parameters, h, c)
        h, c = hs[0], cs[0]
        z = (h @ parameters["output_weights"] + parameters["output_bias"]).ravel()
        if temperature == 0:
            token = int(z.argmax())
        else:
            keep = sorted(range(len(z)), key=lambda k: (-z[k], k))[: top_k or len(z)]
            q = np.full(len(z), -np.inf)
            q[keep] = z[keep] / temperature
            token = int(np.searchsorted(np.cumsum(softmax(q)), rng.random(), side="right"))
        out.append(token)
    return np.array(out, int)


def train_language_model(token_ids, lengths, vocab_size, rng):
    E, H = 12, 40
    p = {"embedding": rng.normal(size=(vocab_size, E)) * 0.5}
    for gate in GATES:
        p[f"{gate}_gate_weights"] = rng.normal(size=(H, H)) / np.sqrt(H)
        p[f"{gate}_gate_inputs"] = rng.normal(size=(E, H)) / np.sqrt(E)
        p[f"{gate}_gate_bias"] = np.full(H, 1.0 if gate == "forget" else 0.0)
    p["output_weights"] = rng.normal(size=(H, vocab_size)) / np.sqrt(H)
    p["output_bias"] = np.zeros(vocab_size)
    m = {k: np.zeros_like(v) for k, v in p.items()}
    v = {k: np.zeros_like(a) for k, a in p.items()}
    step, epochs = 0, 20
    for epoch in range(epochs):
        order = rng.permutation(len(lengths))
        for i in range(0, len(order), 16):
            pick = order[i : i + 16]
            _, g = language_model_gradients(token_ids[pick][:, : lengths[pick].max()], lengths[pick], p)
            norm = np.sqrt(sum((a * a).sum() for a in g.values()))
            step += 1
            rate = 0.01 * (1 - epoch / epochs)
            for k in p:
                d = g[k] / max(1.0, norm)
                m[k] = 0.9 * m[k] + 0.1 * d
                v[k] = 0.999 * v[k] + 0.001 * d * d
                p[k] = p[k] - rate * (m[k] / (1 - 0.9**step)) / (np.sqrt(v[k] / (1 - 0.999**step)) + 1e-8)
    return p
