"""Exercise 3.3: backpropagation through time.

The forward pass below works and is yours to use, in lstm_backward too; write lstm_backward.
下面的前向传播可以直接用（lstm_backward 里也可以调用）；请实现 lstm_backward。
"""

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    """One step.  (N, D), (N, H), (N, H) -> new_hidden (N, H), new_cell (N, H).  单步前向。"""

    def gate(name):
        from_input = input_ @ weights[f"{name}_gate_inputs"]
        from_hidden = prev_hidden @ weights[f"{name}_gate_weights"]
        return from_input + from_hidden + weights[f"{name}_gate_bias"]

    new_cell = sigmoid(gate("forget")) * prev_cell + sigmoid(gate("input")) * np.tanh(gate("cell"))
    new_hidden = sigmoid(gate("output")) * np.tanh(new_cell)
    return new_hidden, new_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """All steps.  (T, N, D) -> hidden_sequences (T, N, H), cell_sequences (T, N, H).  整个序列的前向。"""
    N, H = len(input_sequence[0]), len(weights["forget_gate_bias"])
    hidden = np.zeros((N, H)) if initial_hidden is None else initial_hidden
    cell = np.zeros((N, H)) if initial_cell is None else initial_cell
    hidden_sequences, cell_sequences = [], []
    for input_ in input_sequence:
        hidden, cell = lstm_unit(input_, hidden, cell, weights)
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
    """The gradients of a loss L with respect to everything that went into lstm_forward.

    损失 L 对 lstm_forward 的所有输入和参数的梯度。T 步，N 个样本，D 维输入，H 个单元。

    hidden_sequences    (T, N, H)  h_1 ... h_T, as lstm_forward returned them    前向得到的隐藏状态
    cell_sequences      (T, N, H)  c_1 ... c_T, as lstm_forward returned them    前向得到的细胞状态
    input_sequence      (T, N, D)  x_1 ... x_T                                   输入
    weights             dict of 12 arrays, for each gate of forget, input, output, cell:    十二个参数
                          {gate}_gate_weights (H, H), {gate}_gate_inputs (D, H), {gate}_gate_bias (H,)
    d_hidden_sequences  (T, N, H)  dL/dh_t as far as L uses h_t directly, for every t    损失对每个 h_t 的直接梯度
    initial_hidden      (N, H)     h_0; None means zeros                         None 表示全零
    initial_cell        (N, H)     c_0; None means zeros                         None 表示全零

    The three sequences may also be lists of T arrays (N, ...).  序列也可以是 T 个数组的列表。

    Returns a dict of 15 gradients, each with the shape of what it belongs to: the 12 keys of weights, and
    "input_sequence" (T, N, D), "initial_hidden" (N, H), "initial_cell" (N, H) (these two even if None came in).
    返回含 15 个梯度的字典：weights 的 12 个键，加上以上三个键；初始状态传入 None 时也要返回其梯度。

    Sums, not means, over examples and steps. The arguments stay as they are; no weight is updated.
    对样本和时间步求和，不取平均；不修改任何参数，也不更新权重。
    """
    raise NotImplementedError("3.3: write lstm_backward")
