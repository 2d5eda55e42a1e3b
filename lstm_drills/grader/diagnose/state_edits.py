"""The gates are right, but c_t or h_t is put together wrongly; or two gates stand in each other's place."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import permutations

import numpy as np

from lstm_drills.grader.compare import Array
from lstm_drills.grader.diagnose.cell_edits import ACTIVATIONS, PART_NAMES, Step, gate_edits, sigmoid
from lstm_drills.grader.diagnose.edits import GATES, LETTER, Edit, edit, gate_name, target_of
from lstm_drills.messages import message

Gates = Mapping[str, Array]
NewCell = Callable[[Gates, Step], Array]
NewHidden = Callable[[Gates, Array, Step], Array]


@cache
def cell_edits() -> tuple[Edit, ...]:
    """Every edit of one step. Of two that no output tells apart the first is named: formulas of the states before gates."""
    return (
        *_new_cell_edits(), *_new_hidden_edits(), *packing_edits(), *_returned_edits(), *gate_edits(), *_shared_edits(),
        *_copied_edits(),
    )  # fmt: skip


def _letters(gates: Gates) -> tuple[Array, Array, Array, Array]:
    return gates["forget"], gates["input"], gates["output"], gates["cell"]


def _new_cell_edits() -> Iterator[Edit]:
    def value(formula: str) -> NewCell:
        code = compile(formula, "<formula>", "eval")

        def apply(gates: Gates, step: Step) -> Array:
            f, i, o, g = _letters(gates)
            return np.asarray(eval(code, {**FUNCTIONS, "f": f, "i": i, "o": o, "g": g, "c": step.c, "h": step.h}))

        return apply

    for formula in NEW_CELLS:
        targets = ("cell_state", *_gates_in_doubt(formula))
        yield edit("new_cell", formula, targets, message("cell.new-cell-is", got=_shown(formula)), value(formula))


def _batch_mean(value: Array) -> Array:
    return np.broadcast_to(value.mean(axis=0), value.shape)


# what the formulas may call: the words that a learner reads are the code that is compared
FUNCTIONS: Mapping[str, object] = {
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "clip": np.clip,
    "mean": _batch_mean,
    "relu": ACTIVATIONS["relu"],
    "softmax": ACTIVATIONS["softmax(axis=-1)"],
}


def _gates_in_doubt(formula: str) -> tuple[str, ...]:
    """The forget or the input gate, where the formula no longer holds its right product."""
    found = []
    if "f * c" not in formula:
        found.append("forget_gate")
    if "i * g" not in formula:
        found.append("input_gate")
    return tuple(found)


def _shown(formula: str) -> str:
    """The formula as a learner reads it: ``o * tanh ( n )`` becomes ``o_t * tanh(c_t)``."""
    text = " ".join(SYMBOLS.get(piece, piece) for piece in formula.split())
    text = re.sub(r"(?<=[a-z]) \( ", "(", text)
    return text.replace("( ", "(").replace(" )", ")").replace(" ,", ",")


SYMBOLS: Mapping[str, str] = {
    "f": "f_t",
    "i": "i_t",
    "o": "o_t",
    "g": "g_t",
    "c": "c_{t-1}",
    "h": "h_{t-1}",
    "n": "c_t",
    "z": "z_o",
    "mean": "batch_mean",
    "W": "W_o",
    "x": "(x_t U_o + b_o)",
}

NEW_CELLS = (
    "i * c + f * g", "f * g + i * g", "i * c + i * g", "f * c + f * g", "f * c + o * g", "o * c + i * g",
    "g * c + i * f", "f * c + g", "f * c + i", "c + i * g", "f * c", "i * g", "f + i * g", "f * c + c * g",
    "f * c + i * c", "f * i + c * g", "( 1 - f ) * c + i * g", "f * c + ( 1 - i ) * g", "f * c + ( 1 - f ) * g",
    "( 1 - i ) * c + i * g", "( 1 - f ) * c + f * g", "f * c - i * g", "i * g - f * c", "- ( f * c + i * g )",
    "f * ( c + i * g )", "( f * c + i ) * g", "f * c * i * g", "f + c + i * g", "f + c + i + g",
    "( f + c ) * ( i + g )", "i * ( f * c + g )", "f * ( c + g )", "i * ( c + g )", "( f + i ) * ( c + g )",
    "( f + i ) * c + g", "c + g", "tanh ( f * c + i * g )", "sigmoid ( f * c + i * g )", "f * tanh ( c ) + i * g",
    "tanh ( f * c ) + i * g", "f * c + tanh ( i * g )", "f * c + i * tanh ( g )", "f * c + tanh ( i ) * g",
    "f * c + sigmoid ( i ) * g", "sigmoid ( f ) * c + i * g", "f * sigmoid ( c ) + i * g", "f * h + i * g",
    "f * c + i * h", "h + i * g", "f * c + i * g + h", "f * c + i * g + c", "f * c + i * g + g", "f * c + h * i * g",
    "o * ( f * c + i * g )", "o * tanh ( f * c + i * g )", "f * c + i * o * g", "f * o * c + i * g",
    "f * f * c + i * g", "f * c + i * i * g", "f * c + i * g * g", "( f * c + i * g ) / 2", "2 * ( f * c + i * g )",
    "f * c + 2 * i * g", "2 * f * c + i * g", "( f * c + i * g ) / ( f + i )", "f * c * g + i * g",
    "clip ( f * c + i * g , - 1 , 1 )", "clip ( f * c + i * g , - 3 , 3 )", "clip ( f * c + i * g , - 0.5 , 0.5 )",
    "clip ( f * c + i * g , - 10 , 10 )", "clip ( f * c + i * g , - 50 , 50 )", "f * mean ( c ) + i * g",
    "mean ( f * c + i * g )", "f * c + mean ( i * g )", "mean ( f * c ) + i * g", "c", "g", "o * c + i * g + f",
    "f * c + i * g + o", "f * c * c + i * g", "- f * c + i * g", "f * c + i * g * c",
    "clip ( f * c + i * g , 0 , 1e300 )",
)  # fmt: skip


def _new_hidden_edits() -> Iterator[Edit]:
    def value(formula: str) -> NewHidden:
        code = compile(formula, "<formula>", "eval")

        def apply(gates: Gates, new_cell: Array, step: Step) -> Array:
            f, i, o, g = _letters(gates)
            z, recurrent = step.sum_of("output"), step.weights["output_gate_weights"]
            names = {"f": f, "i": i, "o": o, "g": g, "n": new_cell, "c": step.c, "h": step.h, "z": z}
            names |= {"W": recurrent, "x": z - step.part("output", "recurrent")}
            return np.asarray(eval(code, {**FUNCTIONS, **names}))

        return apply

    for formula in NEW_HIDDENS:
        words = message("cell.new-hidden-is", got=_shown(formula))
        yield edit("new_hidden", formula, ("hidden_state", *_hidden_targets(formula)), words, value(formula))


def _hidden_targets(formula: str) -> tuple[str, ...]:
    pieces = formula.split()
    if "o" not in pieces:
        return ("output_gate",)
    return ("cell_state",) if "c" in pieces or "n" not in pieces else ("activation",)


NEW_HIDDENS = (
    "o * n", "tanh ( n )", "o", "n", "o * tanh ( c )", "o * c", "tanh ( o ) * n", "tanh ( o * n )",
    "sigmoid ( o ) * tanh ( n )", "o * sigmoid ( n )", "o * relu ( n )", "o * tanh ( tanh ( n ) )",
    "tanh ( o ) * tanh ( n )", "sigmoid ( o * n )", "tanh ( o * tanh ( n ) )", "f * tanh ( n )", "i * tanh ( n )",
    "g * tanh ( n )", "o * tanh ( g )", "o * g", "o * tanh ( f * c )", "o * tanh ( i * g )", "( 1 - o ) * tanh ( n )",
    "o + tanh ( n )", "o - tanh ( n )", "- o * tanh ( n )", "o * tanh ( n ) + h", "o * tanh ( n ) + ( 1 - o ) * h",
    "( 1 - o ) * tanh ( n ) + o * h", "o * tanh ( h )", "o * h", "h", "z * tanh ( n )", "tanh ( z ) * tanh ( n )",
    "o * o * tanh ( n )", "o * tanh ( n ) * n", "o * softmax ( n )", "softmax ( o * tanh ( n ) )",
    "mean ( o ) * tanh ( n )", "mean ( o * tanh ( n ) )", "o * mean ( tanh ( n ) )", "o * tanh ( mean ( n ) )",
    "o * ( 1 - tanh ( n ) ** 2 )", "o * tanh ( n ) / 2", "2 * o * tanh ( n )", "f * n", "i * n", "relu ( n )",
    "sigmoid ( n )", "relu ( o ) * tanh ( n )", "o * tanh ( n + c )", "o * tanh ( n - c )", "o * tanh ( 2 * n )",
    "o * tanh ( n / 2 )", "o * abs ( tanh ( n ) )", "o * tanh ( o * n )", "o * tanh ( f * c + g )", "sigmoid ( n @ W + x ) * tanh ( n )",
    "sigmoid ( z + n ) * tanh ( n )", "sigmoid ( z + n @ W ) * tanh ( n )", "sigmoid ( tanh ( n ) @ W + x ) * tanh ( n )",
)  # fmt: skip


def packing_edits() -> Iterator[Edit]:
    """Two or more gates in each other's place after their activations: f, i and o are all sigmoids."""

    def swapped(order: tuple[str, ...]) -> Callable[[Step, Gates], Gates]:
        return lambda _, gates: dict(zip(GATES, (gates[gate] for gate in order), strict=True))

    def repacked(order: tuple[str, ...]) -> Callable[[Step, Gates], Gates]:
        """The weights are exchanged, each place keeps its activation."""
        return lambda step, _: {
            gate: np.tanh(step.sum_of(other)) if gate == "cell" else sigmoid(step.sum_of(other))
            for gate, other in zip(GATES, order, strict=True)
        }

    for order in permutations(GATES):
        moved = [gate for gate, other in zip(GATES, order, strict=True) if gate != other]
        if not moved:
            continue
        targets = tuple(target_of(gate) for gate in moved)
        letters = ", ".join(LETTER[gate] for gate in order)
        if len(moved) == 2:
            words = message("cell.gates-swapped", one=gate_name(moved[0]), other=gate_name(moved[1]))
        else:
            words = message("cell.gates-permuted", order=letters)
        yield edit("packing", f"swapped-{letters}", targets, words, swapped(order))
        yield edit("packing", f"repacked-{letters}", targets, words, repacked(order))


def _shared_edits() -> Iterator[Edit]:
    """The same thing done to several gates at once, by the same line of a fused or copied computation."""
    by_name: dict[str, dict[str, Edit]] = {}
    for one in gate_edits():
        by_name.setdefault(one.cause.id.partition("/")[2], {})[one.slot] = one

    def together(edits: Mapping[str, Edit]) -> Callable[[Step, Gates], Gates]:
        return lambda step, gates: {gate: edits[gate].apply(step) if gate in edits else gates[gate] for gate in GATES}

    for name, edits in by_name.items():
        for group in (GATES, GATES[:3]):
            if not all(gate in edits for gate in group):
                continue
            chosen = {gate: edits[gate] for gate in group}
            first = edits[group[0]].cause
            targets = (*(target_of(gate) for gate in group), *(t for t in first.targets if not t.endswith("_gate")))
            words = message("cell.also-in", first=first.message, gates=[gate_name(gate) for gate in group[1:]])
            yield edit("packing", f"{'+'.join(group)}-{name}", targets, words, together(chosen))


def _returned_edits() -> Iterator[Edit]:
    """Both states are right, and something else is returned."""

    def only_first(state: Array) -> Array:
        return np.concatenate([state[:1], np.zeros_like(state[1:])])

    returned: Mapping[str, Callable[[Gates, Array, Array], tuple[Array, Array]]] = {
        "swapped": lambda gates, h, c: (c, h),
        "hidden-twice": lambda gates, h, c: (h, h),
        "cell-twice": lambda gates, h, c: (c, c),
        "cell-tanh": lambda gates, h, c: (h, np.tanh(c)),
        "cell-gated": lambda gates, h, c: (h, gates["output"] * c),
        "cell-forgotten": lambda gates, h, c: (h, gates["forget"] * c),
        "first-example-only": lambda gates, h, c: (only_first(h), only_first(c)),
        "batch-mean": lambda gates, h, c: (_batch_mean(h), _batch_mean(c)),
        "batch-reversed": lambda gates, h, c: (h[::-1], c[::-1]),
    }
    for name, change in returned.items():
        targets = (
            ("batch",)
            if "batch" in name or "example" in name
            else ("cell_state",)
            if "cell-" in name
            else ("contract",)
        )
        yield edit("unit_returned", name, targets, message(f"cell.returned-{name}"), change)


def _copied_edits() -> Iterator[Edit]:
    """One part of every gate is the same gate's: a line that was copied and not changed; or blocks that do not meet."""

    def copied(part: str, source: str) -> Callable[[Step, Gates], Gates]:
        def apply(step: Step, _: Gates) -> Gates:
            return _activated({g: step.sum_of(g) - step.part(g, part) + step.part(source, part) for g in GATES})

        return apply

    for part, name in PART_NAMES.items():
        for source in GATES:
            words = message("cell.part-of-one-gate", part=name, gate=gate_name(source))
            targets = (part, *(target_of(gate) for gate in GATES if gate != source))
            yield edit("packing", f"{part}-all-{source}", targets, words, copied(part, source))
    for name, order in (("stacked-otherwise", ("x", "h")), ("stacked-otherwise-back", ("h", "x"))):
        words = message("cell.stacked-otherwise")
        yield edit("packing", name, ("input", "recurrent"), words, _stacked_otherwise(order))


def _stacked_otherwise(order: tuple[str, str]) -> Callable[[Step, Gates], Gates]:
    """The vector in one order, the blocks of the matrix in the other."""
    kinds = {"x": "inputs", "h": "weights"}

    def apply(step: Step, _: Gates) -> Gates:
        parts = {"x": step.x, "h": step.h}
        both = np.concatenate([parts[name] for name in order], axis=1)
        keys = {gate: [f"{gate}_gate_{kinds[name]}" for name in reversed(order)] for gate in GATES}
        stacked = {gate: np.concatenate([step.weights[key] for key in pair]) for gate, pair in keys.items()}
        return _activated({gate: both @ matrix + step.part(gate, "bias") for gate, matrix in stacked.items()})

    return apply


def _activated(sums: Gates) -> Gates:
    return {gate: np.tanh(z) if gate == "cell" else sigmoid(z) for gate, z in sums.items()}
