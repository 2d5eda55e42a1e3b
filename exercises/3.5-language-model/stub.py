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


def language_model_gradients(token_ids, lengths, parameters):
    """The mean cross-entropy of a predicted token, and its gradients.  每个被预测词元的平均交叉熵，以及梯度。

    N texts in T places, V tokens, E numbers a token, H units.  N 条文本，补齐到 T 个词元；词表 V，词嵌入 E 维，H 个单元。

    token_ids   (N, T)  integers 0 ... V-1; of each row only the first lengths[n] belong to the text       词元的编号
    lengths     (N,)    integers 0 ... T; a text shorter than 2 predicts nothing                           每条文本的长度
    parameters  dict of 15 arrays:                                                                         十五个参数
                  embedding (V, E), output_weights (H, V), output_bias (V,), and the LSTM's twelve with D = E: for each gate
                  {gate}_gate_weights (H, H), {gate}_gate_inputs (E, H), {gate}_gate_bias (H,)

    Teacher forcing: the text's own tokens 0 ... L-2 are read, its tokens 1 ... L-1 are predicted.
    教师强制：读入文本自己的词元 0 ... L-2，预测词元 1 ... L-1。

    Returns (loss, gradients): the mean over all predicted tokens of all texts (natural logarithm), and a dict with the 15 keys
    of parameters. No parameter is updated; what stands behind a text's end is never read.
    依次返回损失（对所有文本的所有被预测词元取平均，自然对数）和梯度字典，键与 parameters 相同。
    不要更新参数；末尾之后的编号不能有影响。
    """
    raise NotImplementedError("3.5: write language_model_gradients")


def perplexity(token_ids, lengths, parameters):
    """The perplexity of these texts: a number.  这些文本的困惑度：一个数。

    The arguments as above.  参数同上。
    """
    raise NotImplementedError("3.5: write perplexity")


def sample(parameters, first_token, length, temperature, top_k, rng):
    """length tokens that follow first_token: an array of integers (length,).  在 first_token 之后采样 length 个词元。

    temperature  logits are divided by it; 0 takes the likeliest token          logits 除以它；0 表示取概率最大的词元
    top_k        only so many of the likeliest are drawn from, the smaller id first among equals; None: all
                 只从概率最大的 top_k 个里采样，相等时编号小的在前；None 表示全部
    rng          np.random.Generator: for each token one rng.random(); the smallest id is taken whose cumulative probability,
                 in the order of the ids, exceeds it. At temperature 0 nothing is drawn, and rng may be None
                 每个词元抽一次 rng.random()，取累积概率（按编号次序）超过它的最小编号；温度为 0 时不抽，rng 可以是 None

    Starts from zero states; each token is read before the next one is drawn.  从零状态开始，每个词元读入之后再抽下一个。
    """
    raise NotImplementedError("3.5: write sample")


def train_language_model(token_ids, lengths, vocab_size, rng):
    """Parameters under which these texts, and others like them, are likely.  从头训练，返回训练好的参数。

    rng  np.random.Generator: draw the initial parameters and the order of the texts from it  初始参数和次序都从它抽取

    Choose E, H, the optimiser and the number of epochs yourself. Use your language_model_gradients.
    E、H、优化器、轮数都由你决定；请调用你自己写的 language_model_gradients。

    Returns the 15 arrays of parameters.  返回 parameters 的 15 个数组。
    """
    raise NotImplementedError("3.5: write train_language_model")
