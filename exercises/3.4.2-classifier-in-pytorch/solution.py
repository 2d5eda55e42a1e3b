"""The text classifier in PyTorch, with packed sequences."""

from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Classifier(nn.Module):
    def __init__(self, vocab_size, embedding_size, hidden_size, num_classes):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_size, padding_idx=0)
        self.lstm = nn.LSTM(embedding_size, hidden_size, batch_first=True)
        self.output = nn.Linear(hidden_size, num_classes)

    def forward(self, token_ids, lengths):
        vectors = self.embedding(token_ids)
        # packed, each text ends at its own last word; enforce_sorted=False sorts by length and puts h_n back in order
        packed = pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
        _, (h_n, _) = self.lstm(packed)
        # logits: CrossEntropyLoss computes the softmax
        return self.output(h_n[-1])


def build_model(vocab_size, embedding_size, hidden_size, num_classes):
    return Classifier(vocab_size, embedding_size, hidden_size, num_classes)
