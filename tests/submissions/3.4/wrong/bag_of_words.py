# mistake: There is no LSTM: a mean of the words' vectors goes through the candidate's matrix to the output layer.
# targets: recurrent, time
# verdict: failed
# diagnosable: no
# 用独热矩阵乘法代替查表，掩码写成乘法
import numpy as np


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def one_hot(indices, size):
    indices = np.asarray(indices)
    out = np.zeros(indices.shape + (size,))
    np.put_along_axis(out, indices[..., None], 1.0, axis=-1)
    return out


def run(token_ids, lengths, p):
    V, E = p["embedding"].shape
    tokens = one_hot(token_ids, V)                       # (N, T, V)
    tokens = np.moveaxis(tokens, 1, 0)                   # (T, N, V)
    T, N = tokens.shape[:2]
    mask = (np.arange(T)[:, None] < np.asarray(lengths)[None, :])[..., None] * 1.0
    H = p["output_weights"].shape[0]
    h, c = np.zeros((N, H)), np.zeros((N, H))
    store = []
    for t in range(T):
        x = tokens[t] @ p["embedding"]
        gate = {}
        for k in ["forget", "input", "output", "cell"]:
            a = x @ p[k + "_gate_inputs"] + h @ p[k + "_gate_weights"] + p[k + "_gate_bias"]
            gate[k] = np.tanh(a) if k == "cell" else sigmoid(a)
        cn = gate["forget"] * c + gate["input"] * gate["cell"]
        hn = gate["output"] * np.tanh(cn)
        store.append((x, h, c, gate, cn))
        # 文本结束之后，状态保持不变
        h = h + mask[t] * np.tanh(x @ p["cell_gate_inputs"] + p["cell_gate_bias"]) / np.maximum(mask.sum(0), 1)
        c = mask[t] * cn + (1 - mask[t]) * c
    logits = h @ p["output_weights"] + p["output_bias"]
    return tokens, mask, store, h, logits


def log_softmax(z):
    m = np.max(z, axis=1, keepdims=True)
    return z - m - np.log(np.sum(np.exp(z - m), axis=1, keepdims=True))


def text_classifier_forward(token_ids, lengths, parameters):
    return np.exp(log_softmax(run(token_ids, lengths, parameters)[-1]))


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    p = parameters
    tokens, mask, store, h, logits = run(token_ids, lengths, p)
    N, C = logits.shape
    y = one_hot(labels, C)
    lp = log_softmax(logits)
    loss = -(y * lp).sum() / N
    dlogits = (np.exp(lp) - y) / N
    grad = {k: np.zeros_like(v, dtype=float) for k, v in p.items()}
    grad["output_weights"] = np.matmul(h.T, dlogits)
    grad["output_bias"] = dlogits.sum(0)
    dh = np.matmul(dlogits, p["output_weights"].T)
    dc = np.zeros_like(dh)
    for t in reversed(range(len(store))):
        x, h_prev, c_prev, gate, cn = store[t]
        f, i, o, g = gate["forget"], gate["input"], gate["output"], gate["cell"]
        dhn, dcn = mask[t] * dh, mask[t] * dc
        dh, dc = (1 - mask[t]) * dh, (1 - mask[t]) * dc
        tc = np.tanh(cn)
        dcn = dcn + dhn * o * (1 - tc**2)
        da = {
            "forget": dcn * c_prev * f * (1 - f),
            "input": dcn * g * i * (1 - i),
            "output": dhn * tc * o * (1 - o),
            "cell": dcn * i * (1 - g**2),
        }
        dx = np.zeros_like(x)
        for k in da:
            grad[k + "_gate_inputs"] += x.T @ da[k]
            grad[k + "_gate_weights"] += h_prev.T @ da[k]
            grad[k + "_gate_bias"] += da[k].sum(axis=0)
            dx += da[k] @ p[k + "_gate_inputs"].T
            dh = dh + da[k] @ p[k + "_gate_weights"].T
        dc = dc + dcn * f
        grad["embedding"] += tokens[t].T @ dx
    return loss, grad


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    raise NotImplementedError
