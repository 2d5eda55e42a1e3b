"""Second ways of computing the numbers of section 2.14: by building the arrays, or by trying."""

import numpy as np


def blocks(count, inputs, units, biases):
    """The arrays of a recurrent layer: for each block input weights, recurrent weights and bias vectors."""
    shapes = [(inputs, units), (units, units)] + [(units,)] * biases
    return sum(int(np.prod(shape)) for _ in range(count) for shape in shapes)


def features(D, H):
    shown = blocks(4, D, H, 1)
    return next(width for width in range(1, 1000) if blocks(4, width, H, 1) == shown)


def gru_percent(D, H):
    return 100 * blocks(3, D, H, 2) / blocks(4, D, H, 1)


def bidirectional_and_dense(D, H, K):
    return sum(blocks(4, D, H, 1) for _ in "fb") + np.zeros((H + H, K)).size + K


def tower(L, H, D):
    return sum(blocks(4, inputs, H, 1) for inputs in [D, *[H] * (L - 1)])


def conv_lstm(F, k, C):
    kernels = [np.zeros((k, k, C, F)), np.zeros((k, k, F, F)), np.zeros(F)]
    return sum(array.size for _ in "ifgo" for array in kernels)


def with_peepholes(D, H):
    return blocks(4, D, H, 1) + sum(np.diag(np.ones((H, H))).size for _ in "ifo")


def most_units(D, B):
    units = 0
    while blocks(4, D, units + 1, 1) <= B:
        units += 1
    return units


def softmax_share(H, V):
    layer = 4 * (H * H + H * H)
    output = H * V
    return output / (layer + output) * 100


def break_even(H):
    low, high = 0.0, float(H)
    for _ in range(60):
        middle = (low + high) / 2
        recurrent, projection = 4 * (H * middle), middle * H
        low, high = (middle, high) if recurrent + projection < 4 * (H * H) else (low, middle)
    return low


def adam_megabytes(D, H):
    kept = ("weight", "gradient", "first moment", "second moment")
    return sum(blocks(4, D, H, 2) * np.dtype(np.float32).itemsize for _ in kept) / 1e6


def peak(m, k):
    held, highest = set(), 0
    for segment in range(m):
        held |= {("h", segment), ("c", segment)}
    for segment in reversed(range(m)):
        again = {(name, segment, step) for name in "ifgoch" for step in range(k)}
        highest = max(highest, len(held | again))
        held -= {("h", segment), ("c", segment)}
    return highest


def training_gflop(T, N, D, H):
    def product(rows, inner, columns):
        return 2 * rows * inner * columns

    forward = product(N, D, 4 * H) + product(N, H, 4 * H)
    to_weights = product(D, N, 4 * H) + product(H, N, 4 * H)
    to_inputs = product(N, 4 * H, D) + product(N, 4 * H, H)
    return T * (forward + to_weights + to_inputs) / 1e9


def attention_added(H, A):
    def decoder(inputs):
        return blocks(4, inputs, H, 1)

    scoring = [np.zeros((A, H)), np.zeros((A, H + H)), np.zeros(A)]
    return sum(array.size for array in scoring) + decoder(50 + H + H) - decoder(50)


def times_smaller(D, H):
    matrices = [np.zeros((4 * H, D), np.float32), np.zeros((4 * H, H), np.float32)]
    biases = [np.zeros(4 * H, np.float32)] * 2
    before = sum(array.nbytes for array in matrices + biases)
    return before / (sum(array.astype(np.int8).nbytes for array in matrices) + sum(bias.nbytes for bias in biases))


def characters(A, c, K, F):
    filters = [np.zeros((F, width, c)) for width in range(1, K + 1)]
    return np.zeros((A, c)).size + sum(kernel.size + len(kernel) for kernel in filters)
