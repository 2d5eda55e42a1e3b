"""Watch a function that a submission calls again and again: a training's loss, and whether its parameters ever change."""

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from pathlib import Path
from types import ModuleType
from typing import Any

MOST_LOSSES, MOST_WRITTEN, MOST_BATCHES = 400, 20_000, 20
CURVE = "curve.txt"


class Watched:
    """Stands in a module for one of its functions, and keeps the losses that it returns.

    Every loss is written to a file as it comes, for whoever waits. The function's first dictionary of arrays is copied.
    ``given``: what the training itself got, to see whether its texts arrive whole and in the right pairs.
    """

    def __init__(
        self,
        module: ModuleType,
        name: str,
        output: Path,
        leaves: Callable[[Any], Iterator[tuple[str, Any]]],
        given: Sequence[Any] = (),
    ) -> None:
        self.function: Any = module.__dict__.get(name)
        self.leaves = leaves
        self.curve = output.with_name(CURVE).open("w", encoding="ascii", buffering=1)
        self.first: dict[str, Any] = {}
        self.batches: set[bytes] = set()
        self.texts: set[bytes] = set()
        self.rows, self.longest, self.mispaired = 0, 0, 0
        self.losses: list[float] = []
        texts = _tables(given)
        self.longest_given = _longest(texts[0]) if texts else 0
        self.partners: dict[bytes, set[bytes]] = {}
        for one, other in zip(*texts, strict=True) if len(texts) > 1 else ():
            self.partners.setdefault(_bare(one), set()).add(_bare(other))
        if callable(self.function):
            module.__dict__[name] = self

    def __call__(self, *positional: Any, **keywords: Any) -> Any:
        arrays = [array for _, array in self.leaves([*positional, *keywords.values()][:1])]
        for array in arrays[:1]:
            self._count(array)
        self._compare(_tables([*positional, *keywords.values()]))
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
        self.longest = max(self.longest, _longest(array))
        if len(self.texts) < MOST_WRITTEN:
            self.texts.update(_bare(row) for row in array[:MOST_WRITTEN])

    def _compare(self, tables: list[Any]) -> None:
        """How many rows came with another partner than they were given with; rows that were not given so are left out."""
        if len(tables) > 1 and self.partners:
            for one, other in zip(*tables, strict=True):
                known = self.partners.get(_bare(one))
                self.mispaired += known is not None and _bare(other) not in known

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
            "mispaired": self.mispaired,
            "longest": self.longest,
            "longest_given": self.longest_given,
            "losses": finite[:: max(1, len(finite) // MOST_LOSSES)],
            "finite": len(finite) == len(self.losses),
            "unchanged": [path for path, (before, after) in pairs.items() if after.tobytes() == before.tobytes()],
            "moved": _moved(list(pairs.values())),
        }


def _tables(values: Sequence[Any]) -> list[Any]:
    """The first two tables of whole numbers, if they have as many rows: texts and their translations."""
    tables = [value for value in values if _kind(value) in ("i", "u") and value.ndim == 2][:2]
    return tables if len({len(table) for table in tables}) == 1 else tables[:1]


def _kind(value: Any) -> str:
    return str(getattr(getattr(value, "dtype", None), "kind", ""))


def _bare(row: Any) -> bytes:
    return bytes(row.tobytes().rstrip(b"\0"))


def _longest(table: Any) -> int:
    """The places of the longest row, without the zeros at its end."""
    used = (table != 0).any(axis=0).nonzero()[0]
    return int(used[-1]) + 1 if len(used) else 0


def _moved(pairs: list[tuple[Any, Any]]) -> float:
    """The length of the way from first to last, relative to the length of the first; 0 where it cannot be said."""
    same = [(before, after) for before, after in pairs if before.shape == after.shape]
    way = sum(float(((after - before) ** 2).sum()) for before, after in same)
    start = sum(float((before**2).sum()) for before, _ in same)
    ratio = (way / start) ** 0.5 if start > 0 else 0.0
    return ratio if isfinite(ratio) else 0.0
