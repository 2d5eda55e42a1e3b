"""How each value of an LSTM's step is called and written, for people: the names of ``reference.steps``, then of the outputs.

W, U, b stand for a gate's ``_weights``, ``_inputs`` and ``_bias``.
"""

STEP_FORMULAS = {
    "forget": ("f", "sigmoid(h_prev W_f + x U_f + b_f)"),
    "input": ("i", "sigmoid(h_prev W_i + x U_i + b_i)"),
    "candidate": ("g", "tanh(h_prev W_g + x U_g + b_g)"),
    "output": ("o", "sigmoid(h_prev W_o + x U_o + b_o)"),
    "cell": ("c", "f c_prev + i g"),
    "hidden": ("h", "o tanh(c)"),
}
GRADIENT_FORMULAS = {
    "hidden": ("dh", "d_hidden[t] + what step t+1 sends back"),
    "cell": ("dc", "dh o (1 - tanh(c)^2) + f[t+1] dc[t+1]"),
    "forget": ("df", "dc c_prev"),
    "input": ("di", "dc g"),
    "candidate": ("dg", "dc i"),
    "output": ("do", "dh tanh(c)"),
    "sum_forget": ("dz_f", "df f (1 - f)"),
    "sum_input": ("dz_i", "di i (1 - i)"),
    "sum_candidate": ("dz_g", "dg (1 - g^2)"),
    "sum_output": ("dz_o", "do o (1 - o)"),
}
GATE_LETTERS = {"forget": "f", "input": "i", "output": "o", "cell": "g"}
OUTPUT_FORMULAS = {
    **{f"{gate}_gate_weights": f"sum of h_prev^T dz_{letter}" for gate, letter in GATE_LETTERS.items()},
    **{f"{gate}_gate_inputs": f"sum of x^T dz_{letter}" for gate, letter in GATE_LETTERS.items()},
    **{f"{gate}_gate_bias": f"sum of dz_{letter}" for gate, letter in GATE_LETTERS.items()},
    "input_sequence": "dz_f U_f^T + dz_i U_i^T + dz_g U_g^T + dz_o U_o^T",
    "initial_hidden": "dz_f W_f^T + dz_i W_i^T + dz_g W_g^T + dz_o W_o^T at t = 1",
    "initial_cell": "f dc at t = 1",
}
