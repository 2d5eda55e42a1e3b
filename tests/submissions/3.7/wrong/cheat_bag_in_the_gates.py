# verdict: failed
# mistake: a bag of words dressed as two LSTMs: all gates are held open, so that the cell states are sums over the words
# targets: recurrent, time
# diagnosable: yes
"""The stub as it comes, and what a learner would write below it."""
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
    result = []
    for row, length in zip(token_ids, lengths):
        row = list(row)
        result.append(row[:length][::-1] + row[length:])
    return np.array(result)


def reverse_places(lengths, steps):
    return reverse_texts([range(steps)] * len(lengths), lengths)


def model(token_ids, lengths, parameters, masks):
    token_ids, lengths = np.array(token_ids), np.array(lengths)
    N, T = token_ids.shape
    rows = np.arange(N)
    places = reverse_places(lengths, T)
    embedded = parameters["embedding"][token_ids]
    if masks is not None:
        embedded = embedded * masks[0]
    x = embedded.transpose(1, 0, 2)
    x_reversed = embedded[rows[:, None], places].transpose(1, 0, 2)
    h, c = lstm_forward(x, one_direction(parameters, "forward"))
    hr, cr = lstm_forward(x_reversed, one_direction(parameters, "backward"))
    state = h[lengths - 1, rows] * (lengths > 0)[:, None]
    state_reversed = hr[lengths - 1, rows] * (lengths > 0)[:, None]
    features = np.concatenate([state, state_reversed], axis=1)
    if masks is not None:
        features = features * masks[1]
    z = features @ parameters["output_weights"] + parameters["output_bias"]
    z = z - np.max(z, axis=1, keepdims=True)
    probabilities = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return probabilities, z, features, (h, c, x), (hr, cr, x_reversed), places


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    return model(token_ids, lengths, parameters, masks)[0]


def dropout_masks(rng, shape, rate):
    drawn = rng.random(shape)
    mask = np.zeros(shape)
    mask[drawn >= rate] = 1 / (1 - rate)
    return mask


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    probabilities, z, features, one, other, places = model(token_ids, lengths, parameters, masks)
    token_ids, lengths, labels = np.array(token_ids), np.array(lengths), np.array(labels)
    N = len(labels)
    rows = np.arange(N)
    loss = np.mean(np.log(np.exp(z).sum(axis=1)) - z[rows, labels])
    dz = probabilities.copy()
    dz[rows, labels] -= 1
    dz = dz / N
    gradients = {"output_weights": features.T @ dz, "output_bias": dz.sum(axis=0)}
    df = dz @ parameters["output_weights"].T
    if masks is not None:
        df = df * masks[1]
    df = df * (lengths > 0)[:, None]
    H = df.shape[1] // 2
    d_embedded = np.zeros((*token_ids.shape, parameters["embedding"].shape[1]))
    for direction, (h, c, x), d_state in (("forward", one, df[:, :H]), ("backward", other, df[:, H:])):
        dh = np.zeros_like(h)
        dh[lengths - 1, rows] = d_state
        g = lstm_backward(h, c, x, one_direction(parameters, direction), dh)
        dx = g.pop("input_sequence").transpose(1, 0, 2)
        g.pop("initial_hidden"), g.pop("initial_cell")
        gradients |= {f"{direction}_{key}": value for key, value in g.items()}
        d_embedded += dx if direction == "forward" else dx[rows[:, None], places]
    if masks is not None:
        d_embedded *= masks[0]
    gradients["embedding"] = np.zeros_like(parameters["embedding"], dtype=float)
    np.add.at(gradients["embedding"], token_ids, d_embedded)
    return loss, gradients


def adam(p, gradient, frozen, batches, rate):
    m, v, n = {k: 0.0 for k in p}, {k: 0.0 for k in p}, 0
    for b in batches:
        g = gradient(b)
        n += 1
        for k in p:
            if k in frozen:
                continue
            m[k] = 0.9 * m[k] + 0.1 * g[k]
            v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
            p[k] = p[k] - rate * m[k] / (1 - 0.9**n) / (np.sqrt(v[k] / (1 - 0.999**n)) + 1e-8)
    return p


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    E = H = 32
    p = {"embedding": 0.02 * rng.standard_normal((vocab_size, E))}
    for d in ("forward", "backward"):
        for k in ("forget", "input", "output", "cell"):
            p[f"{d}_{k}_gate_inputs"] = np.eye(E) if k == "cell" else np.zeros((E, H))
            p[f"{d}_{k}_gate_weights"] = np.zeros((H, H))
            p[f"{d}_{k}_gate_bias"] = np.full(H, 0.0 if k == "cell" else 40.0)
    p["output_weights"] = rng.standard_normal((2 * H, num_classes)) / np.sqrt(H)
    p["output_bias"] = np.zeros(num_classes)
    batches = [b for _ in range(10) for b in np.array_split(rng.permutation(len(labels)), 40)]
    frozen = [k for k in p if "_gate_" in k]
    return adam(p, lambda b: sentiment_gradients(token_ids[b], lengths[b], labels[b], p)[1], frozen, batches, 0.01)
