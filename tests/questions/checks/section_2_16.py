"""Second ways of computing the numbers of section 2.16: by counting and by trying."""

from itertools import count

import numpy as np


def length_of_equal_work(d):
    lstm = sum(2 * d * d for _ in "ifgo")
    for n in count(1):
        attention = sum(d * d for _ in "qkvo") + n * d + n * d
        if attention >= lstm:
            assert attention == lstm
            return n
    raise AssertionError


def tokens_of_a_larger_cache(d):
    matrix = len([(row, column) for row in range(d) for column in range(d)])
    return next(n for n in count(1) if n * len("kv") * d > matrix + d)


def reach(L, k):
    seen = {0}
    for layer in range(L):
        seen = {at - tap * 2**layer for at in seen for tap in range(k)}
    return 1 - min(seen)


def minimal_percent(D, H):
    minimal = sum(D * H + H for _ in ("forget", "input", "candidate"))
    classic = sum(D * H + H * H + H for _ in "ifgo")
    return minimal / classic * 100


def cache_megabytes(L, d, n):
    a_token = sum(np.zeros(d, np.float16).nbytes for _ in range(L) for _ in "kv")
    return a_token * n / 1e6


def score_gigabytes(a, N, T):
    row = np.zeros(T, np.float16).nbytes
    return sum(row for _ in range(T)) * a * N / 1e9


def left_after_a_step(z):
    parts = 20_000
    step = np.logaddexp(0.0, z) / parts
    h = 100.0  # with an input of 0
    for _ in range(parts):
        h -= step * h
    return float(h)
