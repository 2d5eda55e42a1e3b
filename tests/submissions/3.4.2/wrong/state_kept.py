# mistake: The final state of one batch is kept (detached) and used as the initial state of the next batch of the same size, so the logits depend on what was asked before; each text should start at zero.
# diagnosis: frameworks/two-calls-differ
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Classifier(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size, padding_idx=0)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)
        self.state = None

    def forward(self, token_ids, lengths):
        n = token_ids.size(0)
        x = self.embedding(token_ids)
        if self.state is None or self.state[0].size(1) != n or self.state[0].dtype != x.dtype:
            zero = x.new_zeros(1, n, self.lstm.hidden_size)
            self.state = (zero, zero)
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        _, (h, c) = self.lstm(packed, self.state)
        self.state = (h.detach(), c.detach())
        return self.fc(h[-1])


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Classifier(vocab_size, embedding_size, hidden_size, num_classes)
