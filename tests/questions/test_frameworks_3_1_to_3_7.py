"""What sections 3.1 to 3.4 and 3.7 say of PyTorch, tried on PyTorch."""

import numpy as np
import pytest

from lstm_drills.content import questions

torch = pytest.importorskip("torch", reason="PyTorch is not installed: what 3.1 to 3.7 say of it is unchecked")

N, D, H = 3, 4, 2
FACTS = {}


def fact(key):
    return lambda check: FACTS.setdefault(key, check)


@fact("3.1/one-added-in-the-formula")
def a_step_without_the_constant_is_the_librarys():
    code = questions._fresh(questions.bank_files()).question("3.1/one-added-in-the-formula").code
    cell = torch.nn.LSTMCell(D, H).double()
    x, h, c = (torch.randn(N, size, dtype=torch.float64) for size in (D, H, H))
    W, U = cell.weight_hh.detach().numpy().T, cell.weight_ih.detach().numpy().T
    b = (cell.bias_ih + cell.bias_hh).detach().numpy()
    expected = cell(x, (h, c))[0].detach().numpy()

    def step(source):
        names = {"np": np, "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
        exec(source, names)
        return names["step"](x.numpy(), h.numpy(), c.numpy(), W, U, b)[0]

    assert not np.allclose(step(code), expected)
    assert np.allclose(step(code.replace(" + 1.0", "")), expected)


@fact("3.1/both-branches-of-where")
def the_branch_not_picked_spoils_the_gradient():
    z = torch.tensor([-1000.0, 0.0, 1000.0], requires_grad=True)
    s = torch.where(z >= 0, 1 / (1 + torch.exp(-z)), torch.exp(z) / (1 + torch.exp(z)))
    s.sum().backward()
    assert s.tolist() == [0.0, 0.5, 1.0]
    assert torch.isnan(z.grad).tolist() == [True, False, True]
    z.grad = None
    (0.5 * (1 + torch.tanh(z / 2))).sum().backward()
    assert z.grad.tolist() == [0.0, 0.25, 0.0]


@fact("3.3/sum-after-normalising")
def nothing_goes_back_along_the_ones():
    z = torch.randn(N, 7, dtype=torch.float64, requires_grad=True)
    y, dy = torch.nn.functional.layer_norm(z, (7,), eps=0.0), torch.randn(N, 7, dtype=torch.float64)
    y.backward(dy)
    assert torch.allclose(z.grad.sum(dim=1), torch.zeros(N, dtype=torch.float64))
    std = z.std(dim=1, keepdim=True, correction=0)
    along = (dy * y).mean(dim=1, keepdim=True)
    assert torch.allclose(z.grad, (dy - dy.mean(dim=1, keepdim=True) - y * along) / std)


@fact("3.3/gradient-of-an-update-gate")
def the_update_gate_keeps():
    cell = torch.nn.GRUCell(D, H)
    with torch.no_grad():
        for array in cell.parameters():
            array.zero_()
        cell.bias_ih[H : 2 * H] = 100.0  # r, z, n
    h = torch.randn(N, H)
    assert torch.allclose(cell(torch.randn(N, D), h), h)


@fact("3.4/score-after-weighting")
def a_weighted_mean_divides_by_the_weights():
    z, y, w = torch.randn(6, 2), torch.tensor([0, 1, 1, 0, 0, 0]), torch.tensor([1.0, 5.0])
    each = torch.nn.functional.cross_entropy(z, y, reduction="none")
    mean = torch.nn.functional.cross_entropy(z, y, weight=w)
    assert torch.allclose(mean, (w[y] * each).sum() / w[y].sum())
    assert not torch.allclose(mean, (w[y] * each).mean())


def test_every_fact_belongs_to_a_question():
    known = {entry.key for entry in questions._fresh(questions.bank_files()).entries}
    assert not FACTS.keys() - known


@pytest.mark.parametrize("key", FACTS)
def test_a_fact_holds(key):
    torch.manual_seed(0)
    FACTS[key]()
