# verdict: failed
# mistake: after the last step the unfinished hypotheses compete with the finished ones
# targets: contract, time
# diagnosable: yes
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
    d_cell_sequences=None,
):
    """3.3. d_hidden_sequences (T, N, H) is the gradient that reaches each h_t from outside.  随时间反向传播。

    d_cell_sequences (T, N, H) is the same for each c_t, where another model takes cell states over; None: nothing.
    d_cell_sequences 是从外面传到每个 c_t 的梯度（细胞状态交给别的模型时才有）；None 表示没有。

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
        if d_cell_sequences is not None:
            dc = dc + d_cell_sequences[t]
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


def one_lstm(parameters, name):
    """name "encoder" or "decoder": its twelve arrays, under the keys that lstm_forward and lstm_backward read.

    取出一个 LSTM（"encoder" 或 "decoder"）的十二个数组，键名去掉前缀。
    """
    prefix = f"{name}_"
    return {key.removeprefix(prefix): array for key, array in parameters.items() if key.startswith(prefix)}


def softmax(z, axis):
    odds = np.exp(z - z.max(axis=axis, keepdims=True))
    return odds / odds.sum(axis=axis, keepdims=True)


def attend(decoder_state, encoder_states, source_lengths):
    """Sources of one length together, so that there is nothing to mask."""
    S, N, H = np.shape(encoder_states)
    context, attention = np.zeros((N, H)), np.zeros((N, S))
    lengths = np.asarray(source_lengths)
    for length in set(lengths.tolist()) - {0}:
        rows = np.flatnonzero(lengths == length)
        states = np.asarray(encoder_states, float)[:length, rows]
        a = softmax(np.einsum("snh,nh->ns", states, np.asarray(decoder_state, float)[rows]), axis=1)
        attention[rows, :length] = a
        context[rows] = np.einsum("ns,snh->nh", a, states)
    return context, attention


def run(source, target, parameters):
    """source (n, S), target (n, T), no padding in either -> everything there is to know about all T steps."""
    encoder, decoder = one_lstm(parameters, "encoder"), one_lstm(parameters, "decoder")
    n, S = source.shape
    H = len(encoder["forget_gate_bias"])
    x = np.asarray(parameters["source_embedding"])[source.T]
    states, cells = lstm_forward(x, encoder) if S else (np.zeros((0, n, H)), np.zeros((0, n, H)))
    start = (states[-1], cells[-1]) if S else (np.zeros((n, H)), np.zeros((n, H)))
    y = np.asarray(parameters["target_embedding"])[target.T]
    written, written_cells = lstm_forward(y, decoder, *start)
    if S:
        attention = softmax(np.einsum("tnh,snh->tns", written, states), axis=2)
    else:
        attention = np.zeros((len(written), n, 0))
    contexts = np.einsum("tns,snh->tnh", attention, states)
    features = np.concatenate([written, contexts], axis=2)
    logits = features @ parameters["output_weights"] + parameters["output_bias"]
    logits = logits - logits.max(axis=2, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=2, keepdims=True))
    return dict(x=x, states=states, cells=cells, start=start, y=y, written=written, written_cells=written_cells,
                attention=attention, features=features, log_p=log_p, encoder=encoder, decoder=decoder)


def translation_gradients(source_ids, source_lengths, target_ids, target_lengths, parameters):
    source_ids, target_ids = np.asarray(source_ids), np.asarray(target_ids)
    groups, M = {}, 0
    for n, key in enumerate(zip(np.asarray(source_lengths).tolist(), np.asarray(target_lengths).tolist())):
        if key[1] >= 2:
            groups.setdefault(key, []).append(n)
            M += key[1] - 1
    loss, g = 0.0, {key: np.zeros(np.shape(value)) for key, value in parameters.items()}
    H = len(parameters["output_weights"]) // 2
    for (S, T), rows in groups.items():
        source, target = source_ids[rows, :S], target_ids[rows, :T]
        r = run(source, target[:, :-1], parameters)
        step, row = np.indices((T - 1, len(rows)))
        loss -= r["log_p"][step, row, target[:, 1:].T].sum() / M
        dz = np.exp(r["log_p"])
        dz[step, row, target[:, 1:].T] -= 1
        dz /= M
        g["output_weights"] += np.einsum("tnf,tnw->fw", r["features"], dz)
        g["output_bias"] += dz.sum(axis=(0, 1))
        d_features = dz @ np.asarray(parameters["output_weights"]).T
        d_written, d_contexts = d_features[..., :H], d_features[..., H:]
        states, attention = r["states"], r["attention"]
        d_attention = np.einsum("tnh,snh->tns", d_contexts, states)
        d_scores = attention * (d_attention - (attention * d_attention).sum(axis=2, keepdims=True))
        d_written = d_written + np.einsum("tns,snh->tnh", d_scores, states)
        back = lstm_backward(r["written"], r["written_cells"], r["y"], r["decoder"], d_written, *r["start"])
        np.add.at(g["target_embedding"], target[:, :-1].T, back["input_sequence"])
        for key in r["decoder"]:
            g["decoder_" + key] += back[key]
        if S == 0:
            continue
        d_states = np.einsum("tns,tnh->snh", attention, d_contexts) + np.einsum("tns,tnh->snh", d_scores, r["written"])
        d_states[-1] += back["initial_hidden"]
        d_cells = np.zeros(d_states.shape)
        d_cells[-1] = back["initial_cell"]
        back = lstm_backward(states, r["cells"], r["x"], r["encoder"], d_states, d_cell_sequences=d_cells)
        np.add.at(g["source_embedding"], source.T, back["input_sequence"])
        for key in r["encoder"]:
            g["encoder_" + key] += back[key]
    return loss, g


def greedy_translation(source_ids, source_lengths, parameters, start_token, end_token, max_length):
    """Every row alone, and what is written so far is read anew at each step."""
    result = np.zeros((len(source_ids), max_length), dtype=int)
    for n, (ids, length) in enumerate(zip(source_ids, source_lengths)):
        text = [start_token]
        for t in range(max_length):
            log_p = run(np.array([ids[:length]], dtype=int), np.array([text]), parameters)["log_p"]
            text.append(int(log_p[-1, 0].argmax()))
            if text[-1] == end_token:
                break
        result[n, : len(text) - 1] = text[1:]
    return result


def beam_search(source_ids, parameters, start_token, end_token, max_length, beam_size):
    """The whole beam is one batch, and each hypothesis is read anew at each step."""
    beam, scores, finished = [[]], np.zeros(1), []
    for _ in range(max_length):
        texts = np.array([[start_token] + text for text in beam])
        sources = np.array([source_ids] * len(beam), dtype=int)
        totals = scores[:, None] + run(sources, texts, parameters)["log_p"][-1]
        W = totals.shape[1]
        order = sorted(range(totals.size), key=lambda i: -totals.flat[i])[:beam_size]
        continued = [(beam[i // W] + [i % W], float(totals.flat[i])) for i in order]
        finished += [one for one in continued if one[0][-1] == end_token]
        rest = [one for one in continued if one[0][-1] != end_token]
        if not rest:
            beam = []
            break
        beam, scores = [one[0] for one in rest], np.array([one[1] for one in rest])
    finished += list(zip(beam, scores.tolist()))
    tokens, score = max(finished, key=lambda one: one[1])
    return np.array(tokens), score


def train_translation(source_ids, source_lengths, target_ids, target_lengths, source_vocab_size, target_vocab_size, rng):
    E, H, epochs = 16, 40, 24
    p = {}
    for side, size in (("source", source_vocab_size), ("target", target_vocab_size)):
        p[f"{side}_embedding"] = rng.normal(0, 0.5, (size, E))
    for side in ("encoder", "decoder"):
        for gate in GATES:
            p[f"{side}_{gate}_gate_weights"] = rng.normal(0, H**-0.5, (H, H))
            p[f"{side}_{gate}_gate_inputs"] = rng.normal(0, E**-0.5, (E, H))
            p[f"{side}_{gate}_gate_bias"] = np.ones(H) * (gate == "forget")
    p["output_weights"], p["output_bias"] = rng.normal(0, (2 * H) ** -0.5, (2 * H, target_vocab_size)), np.zeros(target_vocab_size)
    first, second = {k: 0.0 for k in p}, {k: 0.0 for k in p}
    step = 0
    for epoch in range(epochs):
        batches = []
        for length in np.unique(source_lengths):
            rows = rng.permutation(np.flatnonzero(source_lengths == length))
            batches += [rows[i : i + 24] for i in range(0, len(rows), 24)]
        for b in rng.permutation(len(batches)):
            rows = batches[b]
            _, g = translation_gradients(source_ids[rows], source_lengths[rows], target_ids[rows], target_lengths[rows], p)
            step += 1
            shrink = min(1.0, 1.0 / np.sqrt(sum((a**2).sum() for a in g.values())))
            rate = 0.008 * (1 - epoch / epochs)
            for k in p:
                d = g[k] * shrink
                first[k] = 0.9 * first[k] + 0.1 * d
                second[k] = 0.999 * second[k] + 0.001 * d**2
                p[k] = p[k] - rate * (first[k] / (1 - 0.9**step)) / (np.sqrt(second[k] / (1 - 0.999**step)) + 1e-8)
    return p
