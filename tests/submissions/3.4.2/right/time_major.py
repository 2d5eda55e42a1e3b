# style: time-major, no batch_first
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence


class Reader(nn.Module):
    def __init__(self, v, e, h, c):
        super().__init__()
        self.table, self.cell, self.head = nn.Embedding(v, e), nn.LSTM(e, h), nn.Linear(h, c)

    def forward(self, token_ids, lengths):
        packed = pack_padded_sequence(self.table(token_ids.T), lengths.cpu(), enforce_sorted=False)
        return self.head(self.cell(packed)[1][0].squeeze(0))


build_model = Reader
