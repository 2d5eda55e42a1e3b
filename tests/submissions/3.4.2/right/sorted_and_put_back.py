# style: sorts by length itself, and puts the results back; log-probabilities are as good as logits
import torch
from torch import nn
from torch.nn.utils import rnn


class Reader(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        order = torch.argsort(lengths, descending=True)
        packed = rnn.pack_padded_sequence(self.embedding(token_ids[order]), lengths[order], batch_first=True)
        states = self.lstm(packed)[1][0][0]
        back = torch.empty_like(order)
        back[order] = torch.arange(len(order))
        return torch.log_softmax(self.output(states[back]), dim=-1)


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Reader(vocab_size, embedding_size, hidden_size, num_classes)
