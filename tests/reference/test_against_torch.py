"""The reference gives what torch.nn.LSTM gives, outputs and every gradient, in float64 to 1e-12."""

import json
from pathlib import Path

import numpy as np
import pytest

from lstm_drills.reference import lstm_backward, lstm_forward, lstm_unit

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "torch_lstm.json").read_text(encoding="utf-8"))
TOLERANCE = 1e-12


def close(got, expected):
    expected = np.asarray(expected)
    assert got.shape == expected.shape
    assert np.abs(got - expected).max() <= TOLERANCE * max(1.0, np.abs(expected).max())


def compare(layout, parameters, inputs, hidden, last_cell, gradients):
    weights = layout.ours(parameters)
    x, h0, c0, d_hidden = (np.asarray(inputs[name]) for name in ("x", "h0", "c0", "d_hidden"))
    our_hidden, our_cell = lstm_forward(x, weights, h0, c0)
    close(our_hidden, hidden)
    close(our_cell[-1], last_cell)
    ours = lstm_backward(our_hidden, our_cell, x, weights, d_hidden, h0, c0)
    for name, value in layout.torchs(ours).items():
        close(value, gradients[name])
    for name, key in (("x", "input_sequence"), ("h0", "initial_hidden"), ("c0", "initial_cell")):
        close(ours[key], gradients[name])
    step = h0, c0
    for x_t in x:
        step = lstm_unit(x_t, *step, weights)
    close(step[0], hidden[-1])


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"seed-{case['seed']}")
def test_golden_values(case, layout):
    compare(
        layout, case["parameters"], case["inputs"], np.asarray(case["hidden"]), case["last_cell"], case["gradients"]
    )


@pytest.mark.parametrize("seed", range(8))
def test_live(seed, layout):
    torch = pytest.importorskip("torch", reason="torch is not installed: compared with the golden values only")
    rng = np.random.RandomState(seed)
    steps, batch, inputs, units = rng.randint(1, 9, 4).tolist()
    torch.manual_seed(seed)
    layer = torch.nn.LSTM(inputs, units, dtype=torch.float64)
    arrays = {
        "x": rng.normal(size=(steps, batch, inputs)), "h0": rng.normal(size=(batch, units)),
        "c0": rng.normal(size=(batch, units)), "d_hidden": rng.normal(size=(steps, batch, units)),
    }  # fmt: skip
    x, h0, c0 = (torch.tensor(arrays[name], requires_grad=True) for name in ("x", "h0", "c0"))
    hidden, (_, last_cell) = layer(x, (h0[None], c0[None]))
    (hidden * torch.tensor(arrays["d_hidden"])).sum().backward()
    gradients = {name: value.grad.numpy() for name, value in layer.named_parameters()}
    gradients |= {"x": x.grad.numpy(), "h0": h0.grad.numpy(), "c0": c0.grad.numpy()}
    parameters = {name: value.detach().numpy() for name, value in layer.named_parameters()}
    compare(layout, parameters, arrays, hidden.detach().numpy(), last_cell[0].detach().numpy(), gradients)
