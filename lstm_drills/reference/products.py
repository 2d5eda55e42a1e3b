"""Many products with the same matrices, as fast as OpenBLAS can."""

import numpy as np

from lstm_drills.reference.activations import Array

# OpenBLAS (what NumPy's wheels bring) multiplies without packing its operands first if rows * inner * columns stay below this;
# where few pieces reach that, two thirds to four fifths of the time remain
SMALL_PRODUCT = 100**3
FEWEST_COLUMNS = 64


class Columns:
    """``rows @ matrices`` into ``out``, with the matrices' columns in pieces of their own if that makes a product small.

    ``matrices`` (G, K, M), ``out`` (G, N, M), C-contiguous; the rows (N, K) for all G or (G, N, K).
    """

    def __init__(self, matrices: Array, out: Array) -> None:
        groups, inner, columns = matrices.shape
        width, rows = columns, out.shape[1]
        while width % 2 == 0 and width > FEWEST_COLUMNS and rows * inner * width > SMALL_PRODUCT:
            width //= 2
        if rows * inner * width > SMALL_PRODUCT or not columns:
            width = max(1, columns)
        pieces = columns // width
        self._matrices = np.ascontiguousarray(matrices.reshape(groups, inner, pieces, width).transpose(0, 2, 1, 3))
        self._out = out.reshape(groups, rows, pieces, width).transpose(0, 2, 1, 3)

    def multiply(self, rows: Array) -> None:
        """Write the product into ``out``."""
        np.matmul(rows[..., None, :, :], self._matrices, out=self._out)
