"""What section 2.11 says of PyTorch's states, tried on PyTorch."""

import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: what 2.11 says of its states is unchecked")

L, N, D, H = 2, 3, 5, 4


def last_states(sentences):
    torch.manual_seed(0)
    encoder = torch.nn.LSTM(D, H, num_layers=L, bidirectional=True)
    source = torch.randn(6, N, D)[:, :sentences]
    return encoder(source)[1][0].detach()


def test_a_view_joins_two_sentences():  # 2.11/bridge-by-view
    h_n = last_states(N)
    joined = h_n.view(L, N, 2 * H)
    assert torch.equal(joined[0, 0], torch.cat([h_n[0, 0], h_n[0, 1]]))
    assert not torch.allclose(joined, torch.cat([h_n[0::2], h_n[1::2]], dim=-1))


def test_the_right_ways_agree_and_one_sentence_hides_the_fault():  # 2.11/bridge-by-view
    for sentences in (1, N):
        h_n = last_states(sentences)
        right = torch.cat([h_n[0::2], h_n[1::2]], dim=-1)
        assert torch.equal(right, h_n.view(L, 2, sentences, H).transpose(1, 2).reshape(L, sentences, 2 * H))
    h_n = last_states(1)
    assert torch.equal(h_n.view(L, 1, 2 * H), torch.cat([h_n[0::2], h_n[1::2]], dim=-1))


def test_layers_are_the_slow_axis_of_the_states():  # 2.11/bridge-by-view
    torch.manual_seed(0)
    encoder = torch.nn.LSTM(D, H, num_layers=L, bidirectional=True)
    output, (h_n, _) = encoder(torch.randn(6, N, D))
    assert torch.equal(torch.cat([output[-1, :, :H], output[0, :, H:]], dim=-1), torch.cat([h_n[-2], h_n[-1]], dim=-1))
