"""Exercise 3.4: text classification.  练习 3.4：用 LSTM 做文本分类。

lstm_forward and lstm_backward below work and are yours to use: you wrote them in 3.2 and 3.3. Write the three functions
at the end: the model, its gradients, and the training.
下面的 lstm_forward 和 lstm_backward 可以直接用，它们就是你在 3.2 和 3.3 里写的。请实现文件末尾的三个函数：模型、梯度、训练。
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


def text_classifier_forward(token_ids, lengths, parameters):
    """The probability of each class for each text.  每条文本属于各个类别的概率。

    N 条文本，补齐到 T 个词；词表 V，词嵌入 E 维，H 个单元，C 个类别。

    token_ids   (N, T)  integers 0 ... V-1; of each row only the first lengths[n] tokens belong to the text    词的编号
    lengths     (N,)    integers 0 ... T: how many tokens each text has; 0 is an empty text                    每条文本的长度
    parameters  dict of 15 arrays:                                                                             十五个参数
                  embedding (V, E), output_weights (H, C), output_bias (C,), and the LSTM's twelve with D = E: for each gate
                  {gate}_gate_weights (H, H), {gate}_gate_inputs (E, H), {gate}_gate_bias (H,)

    token_ids and lengths may also be lists. What stands behind a text's end is never read, whatever it is.
    token_ids 和 lengths 也可能是列表。文本末尾之后不管是什么编号，都不能影响结果。

    Returns (N, C), rows that sum to 1; the state after each text's own last token decides, for an empty text the zero
    state. The arguments stay as they are.  返回 (N, C)，每行之和为 1。不要修改任何参数。
    """
    raise NotImplementedError("3.4: write text_classifier_forward")


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    """The mean cross-entropy over the texts, and its gradients.  平均交叉熵损失，以及它的梯度。

    labels  (N,)  integers 0 ... C-1, the right class of each text; may also be a list    每条文本的正确类别
    The rest as in text_classifier_forward.  其余同上。

    Returns (loss, gradients): a number, and a dict with the 15 keys of parameters, each gradient with its parameter's
    shape. No parameter is updated.  依次返回损失（一个数）和梯度字典：键与 parameters 相同，形状也相同。不要更新参数。
    """
    raise NotImplementedError("3.4: write text_classifier_gradients")


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    """Parameters that classify these texts, and others like them.  从头训练，返回训练好的参数。

    num_classes, vocab_size  C and V                                                       类别数与词表大小
    rng                      np.random.Generator: draw the initial parameters and the order of the texts from it
                             初始参数和文本的顺序都从它抽取

    Choose E, H, the optimiser and the number of epochs yourself. Use your text_classifier_gradients.
    E、H、优化器、轮数都由你决定；请调用你自己写的 text_classifier_gradients。

    Returns the 15 arrays of parameters.  返回 parameters 的 15 个数组。
    """
    raise NotImplementedError("3.4: write train_text_classifier")
