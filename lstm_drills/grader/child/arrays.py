"""Which arrays a value holds, which of them were changed, and which lie in the same memory.

NumPy's functions are taken before a submission is loaded, so that patching them changes little.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np

MOST_PAIRS = 4000
MOST_WORK = 20_000
tobytes, shares = np.ndarray.tobytes, np.shares_memory


def leaves(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every array in nested lists, tuples and dictionaries with its path, by the built-in types' own methods."""
    kind = type(value)
    if issubclass(kind, np.ndarray):
        plain = np.ndarray.view(value, np.ndarray)
        if plain.dtype.kind in "fiubc" and plain.size <= 2**22:
            yield path, plain
    elif depth < 4 and issubclass(kind, dict):
        for key, part in list(dict.items(value)):
            if type(key) is str:
                yield from leaves(part, f"{path}[{key}]" if path else key, depth + 1)
    elif depth < 4 and issubclass(kind, list | tuple):
        base = list if issubclass(kind, list) else tuple
        for index, part in enumerate(islice(base.__iter__(value), MOST_WORK)):
            yield from leaves(part, f"{path}[{index}]", depth + 1)


def changed(given: dict[str, Any], arguments: dict[str, Any], before: dict[str, bytes]) -> list[str]:
    """The paths of arrays whose bytes changed, and of lists and dictionaries that gained, lost or exchanged an array."""
    found = [path for path, array in arguments.items() if tobytes(array) != before[path]]
    after = dict(leaves(given))
    found += [path for path, array in after.items() if path not in arguments or not _is_view_of(array, arguments[path])]
    return found + [path for path in arguments if path not in after]


def _is_view_of(one: Any, other: Any) -> bool:
    """Whether both are views of the very same memory: ``leaves`` makes a new view each time."""
    return bool(one.shape == other.shape and (one.__array_interface__["data"] == other.__array_interface__["data"]))


def shared_pairs(results: dict[str, Any], arguments: dict[str, Any]) -> list[tuple[str, str]]:
    """Pairs of a result and another result or an argument whose numbers lie in the same memory, at most three.

    Arrays are walked through by their first byte, so that only those are compared whose spans of memory meet.
    """
    named = [*results.items(), *arguments.items()]
    spans = sorted((*_span(array), place) for place, (_, array) in enumerate(named) if array.size)
    open_spans: list[tuple[int, int]] = []
    meeting = []
    for low, high, place in spans:
        open_spans = [(end, other) for end, other in open_spans if end > low]
        meeting += [(min(place, other), max(place, other)) for _, other in open_spans]
        open_spans.append((high, place))
    pairs = [(named[one], named[other]) for one, other in sorted(meeting)[:MOST_PAIRS] if one < len(results)]
    return [(one, other) for (one, left), (other, right) in pairs if _overlap(left, right)][:3]


def _span(array: Any) -> tuple[int, int]:
    """The addresses of the first byte of an array and of the one behind its last."""
    low = high = array.__array_interface__["data"][0]
    for size, stride in zip(array.shape, array.strides, strict=True):
        low, high = low + min(0, (size - 1) * stride), high + max(0, (size - 1) * stride)
    return low, high + array.itemsize


def _overlap(left: Any, right: Any) -> bool:
    try:
        return bool(shares(left, right, max_work=MOST_WORK))  # type: ignore[arg-type]
    except Exception:
        return False
