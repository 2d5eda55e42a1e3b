"""Exercise 3.1: one step of an LSTM.  练习 3.1：LSTM 的一个时间步。"""

import numpy as np


def lstm_unit(input_, prev_hidden, prev_cell, weights):
    """One step for a batch of N examples, D inputs and H units.  对一批样本算一个时间步。

    input_       (N, D)  x_t, the input of this step                     这一步的输入
    prev_hidden  (N, H)  h_{t-1}, the hidden state of the step before    上一步的隐藏状态
    prev_cell    (N, H)  c_{t-1}, the cell state of the step before      上一步的细胞状态
    weights      dict of 12 arrays, for each gate of forget, input, output, cell (the candidate):    十二个参数
                   {gate}_gate_weights (H, H) multiplies the previous hidden state from the right
                   {gate}_gate_inputs  (D, H) multiplies the input from the right
                   {gate}_gate_bias    (H,)

    Returns (new_hidden, new_cell), (N, H) each: first the hidden state, then the cell state.
    依次返回新的隐藏状态和新的细胞状态，不要修改任何参数。
    """
    raise NotImplementedError("3.1: write lstm_unit")
