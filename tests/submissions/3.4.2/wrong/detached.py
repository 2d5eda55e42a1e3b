# mistake: the state is detached, and the LSTM never learns
# diagnosis: frameworks/weights-stay
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class Reader(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        vectors = self.embedding(token_ids)
        packed = pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
        return self.output(self.lstm(packed)[1][0][-1].detach())


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Reader(vocab_size, embedding_size, hidden_size, num_classes)
