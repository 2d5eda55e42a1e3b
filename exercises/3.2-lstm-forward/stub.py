"""Exercise 3.2: an LSTM over a whole sequence.  练习 3.2：LSTM 在整个序列上的前向传播。

lstm_unit below works and is yours to use; write lstm_forward.
下面的 lstm_unit 可以直接用；请实现 lstm_forward。
"""

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)), without overflow for any z.  不会溢出的 sigmoid。"""
    shrunk = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    """One step.  (N, D), (N, H), (N, H) -> new_hidden (N, H), new_cell (N, H).  单步前向。"""

    def total(gate):
        from_hidden = prev_hidden @ weights[f"{gate}_gate_weights"]
        return from_hidden + input_ @ weights[f"{gate}_gate_inputs"] + weights[f"{gate}_gate_bias"]

    new_cell = sigmoid(total("forget")) * prev_cell + sigmoid(total("input")) * np.tanh(total("cell"))
    new_hidden = sigmoid(total("output")) * np.tanh(new_cell)
    return new_hidden, new_cell


def lstm_forward(input_sequence, weights, initial_hidden=None, initial_cell=None):
    """All steps of a batch of sequences.  一批序列的全部时间步。

    input_sequence  (T, N, D)  x_1 ... x_T, time first; may also be a list of T arrays (N, D)    输入，时间在前
    weights         dict of 12 arrays, as in lstm_unit                                          十二个参数
    initial_hidden  (N, H)     h_0; None means zeros                                            None 表示全零
    initial_cell    (N, H)     c_0; None means zeros                                            None 表示全零

    Returns (hidden_sequences, cell_sequences), (T, N, H) each: the states after every step. Lists of T arrays are fine too.
    依次返回每一步之后的隐藏状态和细胞状态；返回由 T 个数组组成的列表也可以。不要修改任何参数。
    """
    raise NotImplementedError("3.2: write lstm_forward")
