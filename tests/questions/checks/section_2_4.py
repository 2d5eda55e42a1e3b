"""Second ways of computing the numbers of section 2.4."""

import numpy as np


def rounds(L, T):
    ready = np.zeros((L + 1, T + 1), dtype=int)
    for layer in range(1, L + 1):
        for step in range(1, T + 1):
            ready[layer, step] = max(ready[layer - 1, step], ready[layer, step - 1]) + 1
    return int(ready[L, T])


def hoisted_share(D, H):
    of_input, of_state = np.zeros((D, 4 * H)), np.zeros((H, 4 * H))
    return 100 - of_state.size / (of_input.size + of_state.size) * 100


def padding_share(a, b):
    lengths = np.array([a] * 31 + [b])
    real = np.arange(b)[None, :] < lengths[:, None]
    return 100 * float((~real).mean())


def megabytes_saved(T, k, N, H):
    kept = [np.zeros((N, H), dtype=np.float32) for _ in "ifgoch"]
    whole, window = (sum(steps * array.nbytes for array in kept) for steps in (T, k))
    return whole / 1e6 - window / 1e6


def paced_by_workers(a, b, w):
    updates, done, ends = 20_000, 0.0, []
    for k in range(updates):
        ready = (k // w + 1) * b  # worker k % w has made one more batch
        done = max(done, ready) + a
        ends.append(done)
    return (ends[-1] - ends[updates // 2 - 1]) / (updates - updates // 2)


def rows_touched(V, N, T):
    ids = np.arange(N * T).reshape(N, T) % V
    touched = np.zeros(V, dtype=bool)
    touched[ids] = True
    return 100 * float(touched.mean())


def whole_step(p, s):
    before = {"lstm": float(p), "rest": 100.0 - p}
    after = {"lstm": before["lstm"] / s, "rest": before["rest"]}
    return sum(before.values()) / sum(after.values())


def microseconds_of_reading(H, w):
    arrays = [np.zeros(shape, dtype=np.float32) for _ in "ifgo" for shape in ((H, H), (H, H), (H,))]
    return sum(array.nbytes for array in arrays) / (w * 1e9) * 1e6
