# mistake: The embedded words are detached before they are packed, so no gradient reaches the embedding and it stays random.
# diagnosis: frameworks/weights-stay
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
        x = self.embedding(token_ids).detach()
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        _, (h_n, _) = self.lstm(packed)
        return self.fc(h_n[-1])


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Classifier(vocab_size, embedding_size, hidden_size, num_classes)
