# mistake: The states are put back with the sorting permutation itself instead of its inverse; that is right only when the permutation is its own inverse, as with two texts.
# diagnosis: frameworks/order-not-restored
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Classifier(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size, padding_idx=0)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.fc = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        order = torch.argsort(lengths, descending=True)
        x = self.embedding(token_ids[order])
        packed = pack_padded_sequence(x, lengths[order].tolist(), batch_first=True)
        _, (h, _) = self.lstm(packed)
        h = h[0][order]      # 恢复原来的次序
        return self.fc(h)


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Classifier(vocab_size, embedding_size, hidden_size, num_classes)
