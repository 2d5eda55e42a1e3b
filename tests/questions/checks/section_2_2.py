"""Second ways of computing the numbers of section 2.2."""

import numpy as np


def gradient_along_the_cell(f, k):
    step = 1e-6

    def last_cell(first):
        for _ in range(int(k)):
            first = f * first + 0.3
        return first

    return (last_cell(1.0 + step) - last_cell(1.0 - step)) / (2 * step)


def gradient_of_a_scalar_rnn(w, h, k):
    x = np.arctanh(h) - w * h  # the input that keeps the state where it is

    def last_state(first):
        for _ in range(int(k)):
            first = np.tanh(w * first + x)
        return first

    step = 1e-6
    return float((last_state(h + step) - last_state(h - step)) / (2 * step))


def sigmoid_slope_over_layers(n):
    z = np.linspace(-6, 6, 2401)
    value = 1 / (1 + np.exp(-z))
    steepest = float(np.max(np.gradient(value, z)))
    left = 1.0
    for _ in range(int(n)):
        left *= round(steepest, 4)
    return left


def shortest_way_back(s, T):
    hops, frontier = 0, {T}
    while 0 not in frontier:
        frontier = {t - step for t in frontier for step in (1, s) if t >= step}
        hops += 1
    return hops
