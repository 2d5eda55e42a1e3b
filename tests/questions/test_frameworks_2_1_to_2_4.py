"""What sections 2.1 to 2.4 say of PyTorch, tried on PyTorch."""

import pytest

from lstm_drills.content import questions

torch = pytest.importorskip("torch", reason="PyTorch is not installed: what 2.1 to 2.4 say of it is unchecked")

T, N, D, H = 5, 3, 4, 2
FACTS = {}


def fact(key):
    return lambda check: FACTS.setdefault(key, check)


@fact("2.1/learned-initial-state")
def one_initial_state_for_all():
    layer, x = torch.nn.LSTM(D, H), torch.randn(T, N, D)
    start = torch.nn.Parameter(torch.randn(1, 1, H))
    layer(x, (start.expand(1, N, H), torch.zeros(1, N, H)))[0].sum().backward()
    each = start.detach().repeat(1, N, 1).requires_grad_()
    layer(x, (each, torch.zeros(1, N, H)))[0].sum().backward()
    assert torch.allclose(start.grad, each.grad.sum(dim=1, keepdim=True))


@fact("2.2/norms-that-are-none")
def states_keep_no_gradients():
    cell, x = torch.nn.RNNCell(D, H), torch.randn(T, N, D)

    def states(keep):
        h, seen = torch.zeros(N, H), []
        for t in range(T):
            h = cell(x[t], h)
            if keep:
                h.retain_grad()
            seen.append(h)
        seen[-1].pow(2).sum().backward()
        return seen

    with pytest.warns(UserWarning, match="not a leaf"):
        assert all(state.grad is None for state in states(keep=False)[:-1])
    assert all(state.grad.norm() > 0 for state in states(keep=True))


@fact("2.3/straight-through-reversed")
def sign_of_the_gate():
    z = torch.linspace(-2, 2, 8, requires_grad=True)
    p = torch.sigmoid(z)
    hard = (p > 0.5).float()
    (wrong,) = torch.autograd.grad((p.detach() + (hard - p)).sum(), z, retain_graph=True)
    (right,) = torch.autograd.grad((p + (hard - p).detach()).sum(), z, retain_graph=True)
    (slope,) = torch.autograd.grad(p.sum(), z)
    assert torch.allclose(p.detach() + (hard - p), hard, atol=1e-6)
    assert torch.allclose(right, slope)
    assert torch.allclose(wrong, -slope)


@fact("2.4/clipped-too-often")
def clipping_parts_of_a_sum():
    clip = torch.nn.utils.clip_grad_norm_
    parts = torch.randn(4, D) * torch.tensor([[8.0], [1.0], [1.0], [1.0]])

    def gradient(too_often):
        weight = torch.nn.Parameter(torch.zeros(D))
        for part in parts:
            (weight @ part / 4).backward()
            if too_often:
                clip([weight], 1.0)
        clip([weight], 1.0)
        return weight.grad

    whole = torch.nn.Parameter(torch.zeros(D))
    (parts @ whole).mean().backward()
    clip([whole], 1.0)
    assert torch.allclose(gradient(too_often=False), whole.grad, atol=1e-6)
    assert not torch.allclose(gradient(too_often=True), whole.grad, atol=1e-3)


@fact("2.4/rows-touched")
def sparse_gradients():
    table = torch.nn.Embedding(20, D, sparse=True)
    ids = torch.tensor([[1, 2], [2, 3]])
    for optimiser in (torch.optim.SGD, torch.optim.SparseAdam):
        table.zero_grad()
        table(ids).sum().backward()
        assert table.weight.grad.is_sparse
        before = table.weight.detach().clone()
        optimiser(list(table.parameters()), lr=0.1).step()
        moved = (table.weight.detach() != before).any(dim=1)
        assert moved.nonzero().flatten().tolist() == [1, 2, 3]
    with pytest.raises(RuntimeError, match="sparse"):
        torch.optim.Adam(table.parameters()).step()


@fact("2.4/state-not-detached")
def keeping_the_graph_is_no_cure():
    layer, state = torch.nn.LSTM(D, H), None
    optimiser = torch.optim.SGD(layer.parameters(), lr=0.1)
    output, state = layer(torch.randn(T, N, D), state)
    output.sum().backward(retain_graph=True)
    optimiser.step()
    output, _ = layer(torch.randn(T, N, D), state)
    with pytest.raises(RuntimeError, match="inplace"):
        output.sum().backward()


def test_every_fact_belongs_to_a_question():
    known = {entry.key for entry in questions._fresh(questions.bank_files()).entries}
    assert not FACTS.keys() - known


@pytest.mark.parametrize("key", FACTS)
def test_a_fact_holds(key):
    torch.manual_seed(0)
    FACTS[key]()
