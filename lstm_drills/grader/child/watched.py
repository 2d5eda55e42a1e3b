"""Watch a function that a submission calls again and again: a training's loss, and whether its parameters ever change."""

from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path
from types import ModuleType
from typing import Any

MOST_LOSSES, MOST_WRITTEN, MOST_BATCHES = 400, 20_000, 20
CURVE = "curve.txt"


class Watched:
    """Stands in a module for one of its functions, and keeps the losses that it returns.

    Every loss is written to a file as it comes, for whoever waits. The function's first dictionary of arrays is copied.
    """

    def __init__(
        self, module: ModuleType, name: str, output: Path, leaves: Callable[[Any], Iterator[tuple[str, Any]]]
    ) -> None:
        self.function: Any = module.__dict__.get(name)
        self.leaves = leaves
        self.curve = output.with_name(CURVE).open("w", encoding="ascii", buffering=1)
        self.first: dict[str, Any] = {}
        self.batches: set[bytes] = set()
        self.texts: set[bytes] = set()
        self.rows = 0
        self.losses: list[float] = []
        if callable(self.function):
            module.__dict__[name] = self

    def __call__(self, *positional: Any, **keywords: Any) -> Any:
        arrays = [array for _, array in self.leaves([*positional, *keywords.values()][:1])]
        for array in arrays[:1]:
            self._count(array)
        self.batches.update(array.tobytes() for array in arrays[:1] if len(self.batches) < MOST_BATCHES)
        if not self.first:
            given = [value for value in (*positional, *keywords.values()) if issubclass(type(value), dict)]
            self.first = {path: array.copy() for path, array in self.leaves(given[0])} if given else {}
        result = self.function(*positional, **keywords)
        if issubclass(type(result), tuple) and result:
            try:
                loss = float(result[0])
            except (TypeError, ValueError):
                return result
            self.losses.append(loss)
            if len(self.losses) < MOST_WRITTEN:
                self.curve.write(f"{loss:.6g}\n")
        return result

    def _count(self, array: Any) -> None:
        """How many rows came, and how many different ones; zeros at the end of one are padding."""
        if array.ndim < 2:
            return
        self.rows += len(array)
        if len(self.texts) < MOST_WRITTEN:
            self.texts.update(row.tobytes().rstrip(b"\0") for row in array[:MOST_WRITTEN])

    def seen(self, value: Any) -> dict[str, Any]:
        """How often it was called, on how many batches, its losses, and how far the parameters went from the first call."""
        last = dict(self.leaves(value)) if issubclass(type(value), dict) else {}
        pairs = {path: (before, last[path]) for path, before in self.first.items() if path in last}
        finite = [loss for loss in self.losses if isfinite(loss)]
        return {
            "count": len(self.losses),
            "batches": len(self.batches),
            "rows": self.rows,
            "texts": len(self.texts),
            "losses": finite[:: max(1, len(finite) // MOST_LOSSES)],
            "finite": len(finite) == len(self.losses),
            "unchanged": [path for path, (before, after) in pairs.items() if after.tobytes() == before.tobytes()],
            "moved": _moved(list(pairs.values())),
        }


def _moved(pairs: list[tuple[Any, Any]]) -> float:
    """The length of the way from first to last, relative to the length of the first; 0 where it cannot be said."""
    same = [(before, after) for before, after in pairs if before.shape == after.shape]
    way = sum(float(((after - before) ** 2).sum()) for before, after in same)
    start = sum(float((before**2).sum()) for before, _ in same)
    ratio = (way / start) ** 0.5 if start > 0 else 0.0
    return ratio if isfinite(ratio) else 0.0
