"""Second ways of computing the numbers of section 2.13."""

from datetime import timedelta

import numpy as np


def numbers_in_windows(n, F, w, h):
    rows = np.lib.stride_tricks.sliding_window_view(np.zeros((n, F), dtype=np.int8), w, axis=0)
    with_target = [rows[start].size for start in range(len(rows)) if start + w - 1 + h <= n - 1]
    return sum(with_target)


def alarms(S, m):
    readings = S * (timedelta(days=1) // timedelta(minutes=m))
    return readings * (100 - 99.9) / 100


def error_after_steps(phi, h):
    variance = 0.0
    for _ in range(h):
        variance = phi * variance * phi + 1.0
    return float(np.sqrt(variance))


def rank(n, p):
    k = 1
    while 100 * k < p * (n + 1):
        k += 1
    return k


def percent_below(s):
    errors = np.linspace(-12 * s, 12 * s, 200_001)
    density = np.exp(-0.5 * (errors / s) ** 2)
    expected = np.sum(np.exp(errors) * density) / np.sum(density)
    return float(100 * (expected - 1) / expected)


def decayed_value(d, x, m, w):
    distance = x - m
    for _ in range(d):
        distance /= np.exp(w)
    return float(m + distance)


def error_in_kilowatts(a, b, s):
    scaled = np.array([[0.3, 0.8], [0.3 + s, 0.8 - s]])
    forecasts, truth = a + scaled * b - scaled * a
    return float(np.sqrt(np.mean((forecasts - truth) ** 2)))
