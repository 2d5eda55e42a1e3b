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
    """Each text from its last token to its first; padding stays behind.  把每条文本倒过来，填充仍留在后面。

    token_ids  (N, T)  integers; of each row only the first lengths[n] tokens belong to the text              词的编号
    lengths    (N,)    integers 0 ... T: how many tokens each text has; 0 is an empty text                    每条文本的长度

    Both may also be lists. What stands behind a text's end stays where it is, whatever it is.
    两者也可能是列表。文本末尾之后不管是什么编号，都原地不动。

    Returns a new array (N, T): [5, 7, 8, 0] of length 3 becomes [8, 7, 5, 0].  返回新的数组 (N, T)。
    """
    raise NotImplementedError("3.7: write reverse_texts")


def sentiment_forward(token_ids, lengths, parameters, masks=None):
    """The probability of each class for each text.  每条文本属于各个类别的概率。

    N 条文本，补齐到 T 个词；词表 V，词嵌入 E 维，每个方向 H 个单元，C 个类别。

    token_ids   (N, T)  as in reverse_texts                                                                    同上
    lengths     (N,)    as in reverse_texts                                                                    同上
    parameters  dict of 27 arrays:                                                                             二十七个参数
                  embedding (V, E), output_weights (2H, C), output_bias (C,), and the LSTM's twelve with D = E twice:
                  forward_{gate}_gate_weights (H, H), forward_{gate}_gate_inputs (E, H), forward_{gate}_gate_bias (H,),
                  and the same with backward_ in front                                                         两个方向各十二个
    masks       None (no dropout), or a pair of factors:                                                       None，或一对掩码
                  (N, T, E) for the embedded tokens as they stand in the text, (N, 2H) for the two states joined

    Returns (N, C), rows that sum to 1. What decides is the forward LSTM's state after a text's last token and, behind it,
    the backward LSTM's after it has read from the last token to the first; for an empty text zeros. The arguments stay as
    they are.  由两个状态决定：正向 LSTM 读完最后一个词之后的状态在前，
    反向 LSTM 从最后一个词读到第一个词之后的状态在后；空文本为零。
    返回 (N, C)，每行之和为 1。不要修改任何参数。
    """
    raise NotImplementedError("3.7: write sentiment_forward")


def dropout_masks(rng, shape, rate):
    """A mask of inverted dropout.  反向缩放 dropout（inverted dropout）的一个掩码。

    rng    np.random.Generator: draw rng.random(shape) from it, once           只抽取一次 rng.random(shape)
    shape  a tuple of whole numbers                                            形状
    rate   from 0 to below 1: the share that is dropped                        丢弃的比例

    Returns an array of that shape: 0 where the number drawn is below rate, else 1 / (1 - rate).
    返回这个形状的数组：抽到的数小于 rate 处为 0，其余为 1 / (1 - rate)。
    """
    raise NotImplementedError("3.7: write dropout_masks")


def sentiment_gradients(token_ids, lengths, labels, parameters, masks=None):
    """The mean cross-entropy over the texts, and its gradients.  平均交叉熵损失，以及它的梯度。

    labels  (N,)  integers 0 ... C-1, the right class of each text; may also be a list    每条文本的正确类别
    The rest as in sentiment_forward.  其余同上。

    Returns (loss, gradients): a number, and a dict with the 27 keys of parameters, each gradient with its parameter's
    shape. No parameter is updated.  依次返回损失（一个数）和梯度字典：键与 parameters 相同，形状也相同。不要更新参数。
    """
    raise NotImplementedError("3.7: write sentiment_gradients")


def train_sentiment(token_ids, lengths, labels, num_classes, vocab_size, rng):
    """Parameters that classify these texts, and others like them, without dropout.  从头训练，返回训练好的参数。

    num_classes, vocab_size  C and V                                                       类别数与词表大小
    rng                      np.random.Generator: draw the initial parameters, the order of the texts and the masks from it
                             初始参数、文本的顺序和掩码都从它抽取

    Choose E, H, the optimiser, the number of epochs and the rate of dropout yourself. Use your sentiment_gradients.
    E、H、优化器、轮数、丢弃率都由你决定；请调用你自己写的 sentiment_gradients。

    Returns the 27 arrays of parameters.  返回 parameters 的 27 个数组。
    """
    raise NotImplementedError("3.7: write train_sentiment")
