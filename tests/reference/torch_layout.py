"""Between torch.nn.LSTM's arrays (gates i, f, g, o in the rows; two biases) and ours (one array a gate and kind)."""

import numpy as np

ORDER = ("input", "forget", "cell", "output")


def ours(parameters):
    """The twelve arrays of torch's four. The two biases are added: only their sum enters."""
    bias = np.asarray(parameters["bias_ih_l0"]) + np.asarray(parameters["bias_hh_l0"])
    weights = {}
    for index, gate in enumerate(ORDER):
        rows = slice(index * len(bias) // 4, (index + 1) * len(bias) // 4)
        weights[f"{gate}_gate_weights"] = np.asarray(parameters["weight_hh_l0"])[rows].T
        weights[f"{gate}_gate_inputs"] = np.asarray(parameters["weight_ih_l0"])[rows].T
        weights[f"{gate}_gate_bias"] = bias[rows]
    return weights


def torchs(gradients):
    """Our twelve gradients as torch's four; each bias has the gradient of their sum."""
    stacked = {
        kind: np.concatenate([gradients[f"{gate}_gate_{kind}"].T for gate in ORDER])
        for kind in ("weights", "inputs", "bias")
    }
    return {
        "weight_hh_l0": stacked["weights"], "weight_ih_l0": stacked["inputs"], "bias_ih_l0": stacked["bias"],
        "bias_hh_l0": stacked["bias"],
    }  # fmt: skip
