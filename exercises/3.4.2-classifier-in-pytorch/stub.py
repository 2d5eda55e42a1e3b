"""Exercise 3.4.2: the text classifier of 3.4 in PyTorch.  练习 3.4.2：用 PyTorch 写 3.4 的文本分类器。"""

import torch
from torch import nn


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    """Returns an nn.Module whose forward(token_ids, lengths) returns logits.  返回一个 nn.Module，其 forward 返回 logits。

    token_ids (N, T) long, 0 is padding; lengths (N,) long, in no order, each at least 1. Logits: (N, num_classes).
    token_ids (N, T)，0 是填充；lengths (N,)，没有次序，每个至少为 1。logits：(N, num_classes)。
    vocab_size counts all ids, 0 included.  vocab_size 包括编号 0。
    """
    raise NotImplementedError
