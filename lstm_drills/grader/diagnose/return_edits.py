"""The forward pass is right, and its states are returned wrongly."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from lstm_drills.grader.compare import Array
from lstm_drills.grader.diagnose.edits import Edit, edit
from lstm_drills.messages import message


def return_edits() -> Iterator[Edit]:
    def shifted(states: Array, initial: Array) -> Array:
        return np.concatenate([initial[None], states[:-1]]) if len(states) else states

    returns: Mapping[str, Callable[[Array, Array, Array, Array], tuple[Array, Array]]] = {
        "reversed": lambda h, c, h0, c0: (h[::-1], c[::-1]),
        "hidden-reversed": lambda h, c, h0, c0: (h[::-1], c),
        "cell-reversed": lambda h, c, h0, c0: (h, c[::-1]),
        "swapped": lambda h, c, h0, c0: (c, h),
        "hidden-twice": lambda h, c, h0, c0: (h, h),
        "cell-twice": lambda h, c, h0, c0: (c, c),
        "last-repeated": lambda h, c, h0, c0: (_repeated(h), _repeated(c)),
        "hidden-last-repeated": lambda h, c, h0, c0: (_repeated(h), c),
        "cell-last-repeated": lambda h, c, h0, c0: (h, _repeated(c)),
        "before-update": lambda h, c, h0, c0: (shifted(h, h0), shifted(c, c0)),
        "hidden-before-update": lambda h, c, h0, c0: (shifted(h, h0), c),
        "cell-before-update": lambda h, c, h0, c0: (h, shifted(c, c0)),
        "with-initial": lambda h, c, h0, c0: (np.concatenate([h0[None], h]), np.concatenate([c0[None], c])),
        "batch-first": lambda h, c, h0, c0: (h.swapaxes(0, 1), c.swapaxes(0, 1)),
        "hidden-batch-first": lambda h, c, h0, c0: (h.swapaxes(0, 1), c),
        "cell-batch-first": lambda h, c, h0, c0: (h, c.swapaxes(0, 1)),
        "batch-first-reshaped": lambda h, c, h0, c0: (_reshaped(h), _reshaped(c)),
        "reshaped-in-time": lambda h, c, h0, c0: (_reshaped_back(h), _reshaped_back(c)),
        "units-first": lambda h, c, h0, c0: (h.transpose(2, 1, 0), c.transpose(2, 1, 0)),
        "column-major": lambda h, c, h0, c0: (h.transpose(0, 2, 1), c.transpose(0, 2, 1)),
        "last-only": lambda h, c, h0, c0: (h[-1:], c[-1:]),
        "first-only": lambda h, c, h0, c0: (h[:1], c[:1]),
        "last-state": lambda h, c, h0, c0: (h[-1], c[-1]) if len(h) else (h, c),
        "hidden-all-cell-last": lambda h, c, h0, c0: (h, c[-1]) if len(h) else (h, c),
        "without-first": lambda h, c, h0, c0: (h[1:], c[1:]),
        "without-last": lambda h, c, h0, c0: (h[:-1], c[:-1]),
        "flattened": lambda h, c, h0, c0: (h.reshape(-1, h.shape[-1]), c.reshape(-1, c.shape[-1])),
        "squeezed": lambda h, c, h0, c0: (np.squeeze(h), np.squeeze(c)),
        "tanh-cell": lambda h, c, h0, c0: (h, np.tanh(c)),
        "first-zero": lambda h, c, h0, c0: (_first_zero(h), _first_zero(c)),
        "last-zero": lambda h, c, h0, c0: (_last_zero(h), _last_zero(c)),
        "summed": lambda h, c, h0, c0: (np.cumsum(h, axis=0), np.cumsum(c, axis=0)),
    }
    for name, change in returns.items():
        yield edit("returned", name, _return_targets(name), message(f"sequence.returned-{name}"), change)


def _return_targets(name: str) -> tuple[str, ...]:
    state = ("hidden_state",) if name.startswith("hidden") else ("cell_state",) if "cell" in name else ()
    kind = ("batch", "contract") if "batch" in name or "column" in name else ("time",)
    return ("contract",) if name in ("swapped", "squeezed", "flattened") else (*state, *kind)


def _repeated(states: Array) -> Array:
    return np.broadcast_to(states[-1:], states.shape)


def _reshaped(states: Array) -> Array:
    return states.reshape(states.shape[1], states.shape[0], states.shape[2])


def _reshaped_back(states: Array) -> Array:
    return states.swapaxes(0, 1).reshape(states.shape)


def _first_zero(states: Array) -> Array:
    return np.concatenate([np.zeros_like(states[:1]), states[1:]])


def _last_zero(states: Array) -> Array:
    return np.concatenate([states[:-1], np.zeros_like(states[:1])]) if len(states) else states
