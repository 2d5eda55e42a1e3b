# mistake: F.dropout is called without training=self.training, so it drops units in evaluation too and the same text gets different logits on every call.
# diagnosis: frameworks/two-calls-differ
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Classifier(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size, padding_idx=0)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        x = self.embedding(token_ids)
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        _, (h_n, _) = self.lstm(packed)
        h = F.dropout(h_n[-1], p=0.2)
        return self.fc(h)


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Classifier(vocab_size, embedding_size, hidden_size, num_classes)
