# mistake: Every class has a sigmoid of its own.
# targets: output_layer, activation
# verdict: failed
# diagnosable: yes
# column vectors as in the papers: everything (size, N)
import numpy as np
from types import SimpleNamespace


def sigma(z):
    return np.exp(-np.logaddexp(0, -z))


def forward_pass(token_ids, lengths, params):
    ids = np.asarray(token_ids).T
    ends = np.asarray(lengths)
    T, N = ids.shape
    letter = {"weights": "W", "inputs": "U", "bias": "b"}
    w = SimpleNamespace(**{k[0] + letter[k.split("_")[2]]: v.T for k, v in params.items() if "_gate_" in k})
    for g in "fioc":
        setattr(w, g + "b", getattr(w, g + "b").reshape(-1, 1))
    Emb = params["embedding"].T
    H = w.fW.shape[0]
    h, c = np.zeros((H, N)), np.zeros((H, N))
    trace = []
    s = np.zeros((H, N))
    for t in range(T):
        x = Emb[:, ids[t]]
        f = sigma(w.fW @ h + w.fU @ x + w.fb)
        i = sigma(w.iW @ h + w.iU @ x + w.ib)
        o = sigma(w.oW @ h + w.oU @ x + w.ob)
        g = np.tanh(w.cW @ h + w.cU @ x + w.cb)
        c1 = f * c + i * g
        trace.append((x, h, c, f, i, o, g, np.tanh(c1)))
        c = c1
        h = o * np.tanh(c)
        s[:, ends == t + 1] = h[:, ends == t + 1]
    z = params["output_weights"].T @ s + params["output_bias"][:, None]
    return ids, ends, w, trace, s, sigma(z)


def text_classifier_forward(token_ids, lengths, parameters):
    return forward_pass(token_ids, lengths, parameters)[-1].T


def text_classifier_gradients(token_ids, lengths, labels, parameters):
    ids, ends, w, trace, s, P = forward_pass(token_ids, lengths, parameters)
    N = P.shape[1]
    labels = np.asarray(labels)
    Y = np.zeros_like(P)
    Y[labels, np.arange(N)] = 1
    loss = -np.log(P[Y == 1]).sum() / N
    dz = (P - Y) / N
    res = {"output_weights": (dz @ s.T).T, "output_bias": dz.sum(axis=1)}
    ds = parameters["output_weights"] @ dz
    acc = {a + b: 0 for a in "fioc" for b in "WUb"}
    dE = np.zeros_like(parameters["embedding"], dtype=float)
    dh = dc = np.zeros_like(s)
    for t, (x, h, c, f, i, o, g, tc) in reversed(list(enumerate(trace))):
        dh = dh + ds * (ends == t + 1)
        dc = dc + dh * o * (1 - tc**2)
        d = {"f": dc * c * f * (1 - f), "i": dc * g * i * (1 - i), "o": dh * tc * o * (1 - o), "c": dc * i * (1 - g**2)}
        dx, dh = 0, 0
        for k, v in d.items():
            acc[k + "W"] = acc[k + "W"] + v @ h.T
            acc[k + "U"] = acc[k + "U"] + v @ x.T
            acc[k + "b"] = acc[k + "b"] + v.sum(axis=1)
            dx = dx + getattr(w, k + "U").T @ v
            dh = dh + getattr(w, k + "W").T @ v
        for n in range(N):
            dE[ids[t, n]] += dx[:, n]
        dc = dc * f
    res["embedding"] = dE
    for gate in ("forget", "input", "output", "cell"):
        res[gate + "_gate_weights"] = acc[gate[0] + "W"].T
        res[gate + "_gate_inputs"] = acc[gate[0] + "U"].T
        res[gate + "_gate_bias"] = acc[gate[0] + "b"]
    return loss, res


def train_text_classifier(token_ids, lengths, labels, num_classes, vocab_size, rng):
    raise NotImplementedError
