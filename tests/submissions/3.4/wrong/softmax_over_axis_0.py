# mistake: exp is divided by the sum over the texts.
# targets: output_layer, batch
# verdict: failed
# diagnosable: yes
"""Texts sorted from long to short; at step t only the first k rows are still running (like pack_padded_sequence)."""
import numpy as np


def sigmoid(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def lstm_gates(p, x, h):
    return {g: (np.tanh if g == "cell" else sigmoid)(x @ p[f"{g}_gate_inputs"] + h @ p[f"{g}_gate_weights"] + p[f"{g}_gate_bias"])
            for g in ("forget", "input", "output", "cell")}


def forward(ids, lengths, p):
    order = np.argsort(-lengths, kind="stable")
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    ids, lengths = ids[order], lengths[order]
    H = len(p["forget_gate_bias"])
    h = np.zeros((len(ids), H))
    c = np.zeros((len(ids), H))
    tape = []
    for t in range(lengths.max()):
        k = int((lengths > t).sum())
        x = p["embedding"][ids[:k, t]]
        g = lstm_gates(p, x, h[:k])
        c_new = g["forget"] * c[:k] + g["input"] * g["cell"]
        tape.append((k, ids[:k, t], x, h[:k].copy(), c[:k].copy(), g, np.tanh(c_new)))
        c = np.vstack([c_new, c[k:]])
        h = np.vstack([g["output"] * np.tanh(c_new), h[k:]])
    return h[back], tape, order


def softmax(a):
    a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return a / np.sum(a, axis=0)


def text_classifier_forward(token_ids, lengths, parameters):
    h, _, _ = forward(np.asarray(token_ids), np.asarray(lengths), parameters)
    return softmax(h @ parameters["output_weights"] + parameters["output_bias"])


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    ids, lengths, labels = map(np.asarray, (token_ids, lengths, labels))
    h, tape, order = forward(ids, lengths, p)
    logits = h @ p["output_weights"] + p["output_bias"]
    top = logits.max(axis=1)
    loss = np.mean(top + np.log(np.exp(logits - top[:, None]).sum(axis=1)) - logits[np.arange(len(labels)), labels])
    target = np.eye(logits.shape[1])[labels]
    delta = (softmax(logits) - target) / len(labels)

    out = {k: np.zeros(v.shape) for k, v in p.items()}
    out["output_weights"] += h.T @ delta
    out["output_bias"] += delta.sum(axis=0)
    dh = (delta @ p["output_weights"].T)[order]
    dc = np.zeros(dh.shape)
    for k, tokens, x, h_prev, c_prev, g, tc in reversed(tape):
        dh_t, rest = dh[:k], dh[k:]
        dc_t = dc[:k] + dh_t * g["output"] * (1 - tc ** 2)
        dz = {
            "forget": dc_t * c_prev * g["forget"] * (1 - g["forget"]),
            "input": dc_t * g["cell"] * g["input"] * (1 - g["input"]),
            "output": dh_t * tc * g["output"] * (1 - g["output"]),
            "cell": dc_t * g["input"] * (1 - g["cell"] ** 2),
        }
        dx = 0
        dh_new = 0
        for name, d in dz.items():
            out[f"{name}_gate_inputs"] += x.T @ d
            out[f"{name}_gate_weights"] += h_prev.T @ d
            out[f"{name}_gate_bias"] += d.sum(axis=0)
            dx = dx + d @ p[f"{name}_gate_inputs"].T
            dh_new = dh_new + d @ p[f"{name}_gate_weights"].T
        np.add.at(out["embedding"], tokens, dx)
        dh = np.vstack([dh_new, rest])
        dc = np.vstack([dc_t * g["forget"], dc[k:]])
    return loss, out


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    raise NotImplementedError
