"""Exercise 3.4.1: the text classifier of 3.4 in Keras.  练习 3.4.1：用 Keras 写 3.4 的文本分类器。"""

import keras


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    """Returns a compiled keras.Model.  返回一个编译好的 keras.Model。

    In: token ids (N, T), 0 is padding, any T. vocab_size counts all ids, 0 included.
    Out: probabilities (N, num_classes); each row sums to 1. Labels are whole numbers (N,).
    输入：词的编号 (N, T)，0 是填充，T 任意；vocab_size 包括编号 0。
    输出：概率 (N, num_classes)，每行之和为 1。标签是整数 (N,)。
    """
    raise NotImplementedError
