# style: no packing; the state at lengths - 1 is taken, and what is read after it cannot change it
import torch
from torch import nn


class Reader(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.output = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        states, _ = self.lstm(self.embedding(token_ids))
        last = states[torch.arange(len(lengths)), lengths - 1]
        return self.output(self.dropout(last))


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Reader(vocab_size, embedding_size, hidden_size, num_classes)
