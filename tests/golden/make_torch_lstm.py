"""Make torch_lstm.json: what torch.nn.LSTM gives in float64, outputs and every gradient. Run by hand where torch is installed:

python tests/golden/make_torch_lstm.py
"""

import json
from pathlib import Path

import torch

SIZES = ((1, 1, 1, 1), (2, 3, 2, 4), (5, 3, 6, 4), (4, 1, 3, 5))
TORCH_ORDER = ("input", "forget", "cell", "output")


def case(seed: int, steps: int, batch: int, inputs: int, units: int) -> dict[str, object]:
    torch.manual_seed(seed)
    layer = torch.nn.LSTM(inputs, units, dtype=torch.float64)
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter, 0.0, 0.6)
    x = torch.randn(steps, batch, inputs, dtype=torch.float64, requires_grad=True)
    h0 = torch.randn(1, batch, units, dtype=torch.float64, requires_grad=True)
    c0 = torch.randn(1, batch, units, dtype=torch.float64, requires_grad=True)
    d_hidden = torch.randn(steps, batch, units, dtype=torch.float64)
    hidden, (_, last_cell) = layer(x, (h0, c0))
    (hidden * d_hidden).sum().backward()
    return {
        "seed": seed,
        "inputs": {"x": x.tolist(), "h0": h0[0].tolist(), "c0": c0[0].tolist(), "d_hidden": d_hidden.tolist()},
        "parameters": {name: value.tolist() for name, value in layer.named_parameters()},
        "hidden": hidden.tolist(),
        "last_cell": last_cell[0].tolist(),
        "gradients": {
            **{name: value.grad.tolist() for name, value in layer.named_parameters()},
            "x": x.grad.tolist(),
            "h0": h0.grad[0].tolist(),
            "c0": c0.grad[0].tolist(),
        },
    }


def main() -> None:
    cases = [case(seed, *sizes) for seed, sizes in enumerate(SIZES)]
    content = {"torch": torch.__version__, "gate_order": TORCH_ORDER, "cases": cases}
    Path(__file__).with_name("torch_lstm.json").write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
