# verdict: failed
# mistake: text_classifier_forward gives an empty text the uniform distribution 1 / C instead of the softmax of output_bias (the zero state)
# targets: initial_state, output_layer
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


import math  # noqa: E402


def 概率(打分):
    """一行打分 -> 一行概率。先减去这一行的最大值，指数就不会溢出。"""
    最大 = max(打分)
    指数 = [math.exp(z - 最大) for z in 打分]
    总和 = math.fsum(指数)
    return [e / 总和 for e in 指数]


def 对数总和(打分):
    """log(sum(exp(z)))，稳定的写法。"""
    最大 = max(打分)
    return 最大 + math.log(math.fsum(math.exp(z - 最大) for z in 打分))


def text_classifier_forward(token_ids, lengths, parameters):
    # 查表：一个词一个词地取词嵌入
    N, T = len(token_ids), len(token_ids[0])
    E = np.shape(parameters["embedding"])[1]
    x = np.zeros((T, N, E))
    for n in range(N):
        for t in range(int(lengths[n])):
            x[t, n, :] = parameters["embedding"][int(token_ids[n][t])]
    # 填充处的输入是零；反正不读那里的状态
    h, _ = lstm_forward(x, parameters)
    结果 = []
    for n in range(N):
        长度 = int(lengths[n])
        if 长度 == 0:  # 空文本：什么都不知道
            C = len(parameters["output_bias"])
            结果.append([1.0 / C] * C)
            continue
        状态 = h[长度 - 1, n]
        打分 = 状态 @ parameters["output_weights"] + parameters["output_bias"]
        结果.append(概率(打分.tolist()))
    return np.array(结果)


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    N, T = len(token_ids), len(token_ids[0])
    嵌入 = parameters["embedding"]
    W, b = np.asarray(parameters["output_weights"]), np.asarray(parameters["output_bias"])
    x = np.zeros((T, N, np.shape(嵌入)[1]))
    for n in range(N):
        for t in range(int(lengths[n])):
            x[t, n, :] = 嵌入[int(token_ids[n][t])]
    h, c = lstm_forward(x, parameters)

    梯度 = {键: np.zeros(np.shape(值)) for 键, 值 in parameters.items()}
    dh = np.zeros(h.shape)
    损失 = 0.0
    for n in range(N):
        长度, 标签 = int(lengths[n]), int(labels[n])
        状态 = h[长度 - 1, n] if 长度 > 0 else np.zeros(h.shape[2])
        打分 = (状态 @ W + b).tolist()
        损失 += 对数总和(打分) - 打分[标签]
        dz = np.array(概率(打分))
        dz[标签] -= 1.0
        dz /= N
        梯度["output_weights"] += np.outer(状态, dz)
        梯度["output_bias"] += dz
        if 长度 > 0:
            dh[长度 - 1, n] = W @ dz
    损失 /= N

    # 沿时间反向传播，再把 x 的梯度累加到每个词的那一行
    反向 = lstm_backward(h, c, x, parameters, dh)
    for 门 in GATES:
        for 种类 in ("weights", "inputs", "bias"):
            梯度[f"{门}_gate_{种类}"] = 反向[f"{门}_gate_{种类}"]
    for n in range(N):
        for t in range(int(lengths[n])):
            梯度["embedding"][int(token_ids[n][t])] += 反向["input_sequence"][t, n]
    return 损失, 梯度


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    token_ids, lengths, labels = np.asarray(token_ids), np.asarray(lengths), np.asarray(labels)
    E, H = 16, 32
    参数 = {"embedding": rng.normal(0, 0.5, (vocab_size, E))}
    for 门 in GATES:
        参数[f"{门}_gate_weights"] = rng.normal(0, 1 / math.sqrt(H), (H, H))
        参数[f"{门}_gate_inputs"] = rng.normal(0, 1 / math.sqrt(E), (E, H))
        参数[f"{门}_gate_bias"] = np.full(H, 2.0 if 门 == "forget" else 0.0)  # 遗忘门一开始要开着
    参数["output_weights"] = rng.normal(0, 0.1, (H, num_classes))
    参数["output_bias"] = np.zeros(num_classes)
    一阶 = {键: np.zeros_like(值) for 键, 值 in 参数.items()}
    二阶 = {键: np.zeros_like(值) for 键, 值 in 参数.items()}
    步 = 0
    for 轮 in range(40):
        顺序 = rng.permutation(len(labels))
        本轮损失 = []
        for 起 in range(0, len(顺序), 40):
            批 = 顺序[起 : 起 + 40]
            损失, 梯度 = text_classifier_gradients(token_ids[批], lengths[批], labels[批], 参数)
            本轮损失.append(损失)
            模 = math.sqrt(sum(float((g**2).sum()) for g in 梯度.values()))
            步 += 1
            for 键 in 参数:
                g = 梯度[键] / max(1.0, 模)
                一阶[键] = 0.9 * 一阶[键] + 0.1 * g
                二阶[键] = 0.999 * 二阶[键] + 0.001 * g * g
                参数[键] -= 0.008 * (一阶[键] / (1 - 0.9**步)) / (np.sqrt(二阶[键] / (1 - 0.999**步)) + 1e-8)
        if np.mean(本轮损失) < 0.01:
            break
    return 参数
