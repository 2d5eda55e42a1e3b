"""The formulas that people put into the places of backpropagation through time (see ``backward_run.RIGHT``).

D stands for the gradient before the activation, Y for the gate's value, S for its weighted sum.
"""

import re
from collections.abc import Iterator, Mapping

from lstm_drills.grader.diagnose.backward_run import RIGHT
from lstm_drills.grader.diagnose.edits import LETTER, Edit, edit, gate_name, target_of
from lstm_drills.messages import message

GATE_OF: Mapping[str, str] = {letter: gate for gate, letter in LETTER.items()}

SLOTS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dh": (("hidden_state", "time"), (
        "u", "dhn", "u + 2 * dhn", "u - dhn", "2 * u + dhn", "u * dhn", "dhn if t < T - 1 else u", "u + dhn * o", "u + mean ( dhn )", "- u + dhn",
        "( u + dhn ) / 2", "clip ( u + dhn , - 1 , 1 )", "clip ( u + dhn , - 5 , 5 )", "( u + dhn ) * h", "u + dhn + dcn", "u + dcn", "u + dhn / N", "u * h + dhn",
    )),
    "exposed": (("cell_state", "hidden_state"), (
        "0 * dh", "dh * o", "dh * ( 1 - tc ** 2 )", "dh", "dh * o * ( 1 - c ** 2 )", "dh * o * ( 1 - tanh ( tc ) ** 2 )", "dh * o * ( 1 - tc )", "dh * o * tc",
        "dh * tc", "dh * o * ( 1 - tanh ( cp ) ** 2 )", "dh * o * ( 1 - cp ** 2 )", "u * o * ( 1 - tc ** 2 )", "dhn * o * ( 1 - tc ** 2 )",
        "dh * o * ( 1 - o ) * ( 1 - tc ** 2 )", "dh * i * ( 1 - tc ** 2 )", "dh * f * ( 1 - tc ** 2 )", "dh * g * ( 1 - tc ** 2 )", "- dh * o * ( 1 - tc ** 2 )",
        "dh * o * ( 1 + tc ** 2 )", "dh * o * ( tc ** 2 - 1 )", "dh * o * ( 1 - tc ** 2 ) * tc", "dh * o * ( 1 - tc ** 2 ) ** 2", "dh * o ** 2 * ( 1 - tc ** 2 )", "dh * o * c",
        "dh * o * tc ** 2", "dh * o * tc * ( 1 - tc )", "dh * o * sigmoid ( c ) * ( 1 - sigmoid ( c ) )", "dh * o * ( 1 - h ** 2 )", "dh * ( 1 - h ** 2 )", "dh * o - tc ** 2", "dh * o * 1 - tc ** 2",
        "2 * dh * o * ( 1 - tc ** 2 )", "dh * ( 1 - o ) * ( 1 - tc ** 2 )", "dh * c * ( 1 - tc ** 2 )", "dh * o * ( 1 - o )", "dh * h * ( 1 - tc ** 2 )", "dh * o * ( 1 - g ** 2 )",
        "dh * o * tanh ( 1 - tc ** 2 )", "dh * o * ( 1 - tanh ( h ) ** 2 )", "dh * o * sqrt ( 1 - tc ** 2 )", "dh * o * ( 1 - abs ( tc ) )", "dh * tc * ( 1 - tc ** 2 )", "dh * o / ( 1 - tc ** 2 )", "dh * o * ( 1 - tanh ( c ** 2 ) )", "dh * o * ( 1 - tanh ( tc ** 2 ) )", "dh * o * tanh ( c ** 2 )",
    )),
    "dc": (("cell_state", "time"), (
        "exposed", "dcn", "exposed + 2 * dcn", "exposed - dcn", "dcn + 2 * exposed", "exposed + dcn * f", "exposed + dcn * i", "exposed + dcn * o", "exposed + dcn * o * ( 1 - tc ** 2 )",
        "( dcn + dh ) * o * ( 1 - tc ** 2 )", "dcn * exposed", "exposed + dcn + dhn", "exposed + dhn", "exposed + dcn + dh", "exposed + dcn + u", "exposed + mean ( dcn )", "( exposed + dcn ) / 2", "dcn if t < T - 1 else exposed",
        "clip ( exposed + dcn , - 1 , 1 )", "clip ( exposed + dcn , - 5 , 5 )", "exposed + dcn * ( 1 - tc ** 2 )", "exposed + dcn * fnext", "exposed * f + dcn", "exposed + dcn * tc", "exposed + dcn * cp", "exposed + dcn * g", "exposed + dcn / N",
        "exposed + dcn * ( 1 - f )",
    )),
    "dcp": (("cell_state", "forget_gate", "time"), (
        "dc", "0 * dc", "dc * i", "dc * o", "dc * g", "dc * ( 1 - f )", "dc * f * ( 1 - f )", "dc * fprev", "dc * fwrap", "dc * fnext", "dc * f ** 2", "exposed * f", "dcn * f", "- dc * f", "2 * dc * f", "dc * cp", "dc * c",
        "dc * f * cp", "dc + f", "dc / f", "dc * f * i", "dc * f * o", "dc * f + zf", "dc * f * ( 1 - tc ** 2 )", "dh * f", "dc * i * g", "dc * tc", "zf", "df * f", "f", "exposed", "dcn", "dc * f + dh", "dc * sigmoid ( f )", "mean ( dc * f ) + 0 * dc", "dc * f / N", "dc * f + dc", "dc * f + dcn", "dc * f + exposed",
        "dc * f * ( 1 - f ) * cp", "dc * i * f", "dc * ( f + i )", "dc * f * g", "dc * f / 2",
    )),
    "do": (("output_gate", "cell_state"), (
        "dh * c", "dh", "dh * tanh ( cp )", "dh * cp", "dh * h", "dh * tc ** 2", "dh * sigmoid ( c )", "dh * ( 1 - tc ** 2 )", "dh * tanh ( tc )", "dh * g", "dh * o", "0 * dh", "dh * hp",
        "u * tc", "dhn * tc", "dc * tc", "exposed * tc", "dcn * tc", "- dh * tc", "2 * dh * tc", "dh * o * tc", "dc * c", "tc", "dh * ( 1 - tc )", "dh * i", "dh * f", "dh * tc * ( 1 - tc ** 2 )", "dc * o", "dh + tc", "( dh + dc ) * tc", "( dh + dcn ) * tc", "dh * tc / 2", "dh * tc / N",
    )),
    "df": (("forget_gate", "cell_state"), (
        "dc * c", "dc", "dc * tanh ( cp )", "dc * tc", "dc * hp", "dc * h", "dc * g", "dc * i", "dc * o", "dc * f", "0 * dc", "exposed * cp", "dcn * cp", "dh * cp", "u * cp", "- dc * cp", "2 * dc * cp", "dc * cp ** 2", "dc * f * cp",
        "cp", "( exposed + dh ) * cp", "dc * cp * i", "dc * cp * o", "dh * o * cp", "dh * tc", "dc * ( 1 - cp )", "dc + cp", "dc * cp * ( 1 - tc ** 2 )", "dc * ( 1 - tanh ( cp ) ** 2 )", "dc * sigmoid ( cp )", "dc * cp / 2", "dc * cp / N", "dc * i * g", "dc * ( 1 - tc ** 2 ) * cp", "dc * cp * g", "dc * c0", "dc * cp * c",
    )),
    "di": (("input_gate", "cell_gate"), (
        "dc * i", "dc", "dc * cp", "dc * c", "dc * tc", "dc * tanh ( g )", "dc * sg", "dc * f", "dc * o", "dc * hp", "dc * h", "0 * dc", "exposed * g", "dcn * g", "dh * g", "u * g", "- dc * g", "2 * dc * g", "dc * g ** 2", "dc * i * g", "dc * ( 1 - g ** 2 )",
        "g", "dh * o * g", "dh * tc", "dc * ( 1 - g )", "dc + g", "dc * sigmoid ( sg )", "dc * g / 2", "dc * g / N", "dc * g * f", "dc * g * o", "dc * tanh ( sg ) * i", "dc * g * ( 1 - tc ** 2 )", "dc * dc * i * ( 1 - g ** 2 )", "dc * dc * i", "dc * tanh ( cp )", "dc * abs ( g )",
    )),
    "dg": (("cell_gate", "input_gate"), (
        "dc * g", "dc", "dc * f", "dc * o", "dc * cp", "dc * c", "dc * tc", "dc * ( 1 - f )", "dc * ( 1 - i )", "0 * dc", "exposed * i", "dcn * i", "dh * i", "u * i", "- dc * i", "2 * dc * i", "dc * i ** 2", "dc * i * g", "dc * si", "dc * i * ( 1 - i )",
        "i", "dh * o * i", "dc + i", "dh * tc", "dc * sigmoid ( i )", "dc * i / 2", "dc * i / N", "dc * i * o", "dc * i * f", "dc * i * ( 1 - tc ** 2 )", "dc * hp", "dc * h", "dc * tanh ( i )",
    )),
}  # fmt: skip

SIGMOID_SLOPES = (
    "D / 4",
    "D", "D * Y", "D * ( 1 - Y )", "D * ( 1 - Y ** 2 )", "D * ( Y * ( 1 - Y ) ) ** 2", "D * Y ** 2 * ( 1 - Y )", "D * Y * ( 1 - Y ) ** 2", "D * Y ** 2", "D * sigmoid ( Y ) * ( 1 - sigmoid ( Y ) )", "D * sigmoid ( Y )",
    "D * S * ( 1 - S )", "D * ( 1 - tanh ( Y ) ** 2 )", "D * ( 1 - tanh ( S ) ** 2 )", "D * ( 1 - S ** 2 )", "D * Y * ( 1 + Y )", "- D * Y * ( 1 - Y )", "Y * ( 1 - Y )", "D * Y - Y", "D * Y * 1 - Y", "D + Y * ( 1 - Y )", "2 * D * Y * ( 1 - Y )", "D * Y * ( 1 - Y ) / 2",
    "D * Y - Y ** 2", "D * ( 1 - Y ) ** 2", "D * Y * ( 1 - Y ) / N", "D * ( Y - Y ** 3 )", "D * Y * ( 1 - Y ** 2 )", "D * sqrt ( Y * ( 1 - Y ) )", "D * ( 0.5 - Y )", "D * ( 1 - 2 * Y )", "D * ( S > 0 )", "D * S", "D / ( Y * ( 1 - Y ) )", "0 * D", "D * Y * ( 1 - D )", "D * sigmoid ( S ) * ( 1 - S )", "D * ( 1 - sigmoid ( Y ) )", "D * Y * ( Y - 1 ) + 0", "mean ( D * Y * ( 1 - Y ) ) + 0 * D", "clip ( D * Y * ( 1 - Y ) , - 1 , 1 )",
)  # fmt: skip
TANH_SLOPES = (
    "D * ( 1 - tanh ( S ** 2 ) )",
    "D", "D * ( 1 - Y )", "D * Y * ( 1 - Y )", "D * ( 1 - tanh ( Y ) ** 2 )", "D * ( 1 - S ** 2 )", "D * ( 1 - Y ** 2 ) ** 2", "D * Y", "D * Y ** 2", "D * ( 1 + Y ** 2 )", "D * ( Y ** 2 - 1 )", "D * sigmoid ( S ) * ( 1 - sigmoid ( S ) )", "D * sigmoid ( Y ) * ( 1 - sigmoid ( Y ) )",
    "1 - Y ** 2", "D * 1 - Y ** 2", "D + 1 - Y ** 2", "2 * D * ( 1 - Y ** 2 )", "D * ( 1 - Y ** 2 ) / 2", "D * ( 1 - Y ) ** 2", "D * Y * ( 1 - Y ** 2 )", "D * ( 1 - Y ** 2 ) / N", "D * ( 1 - 2 * Y )", "D * ( 1 - Y ** 3 )", "D * ( 1 - abs ( Y ) )", "D * sqrt ( 1 - Y ** 2 )", "D * ( S > 0 )", "D * tanh ( Y )", "D / ( 1 - Y ** 2 )", "0 * D", "D * ( 1 - D ** 2 )", "D * S * ( 1 - S )", "- 2 * D * Y", "D * ( 1 - tanh ( tanh ( S ) ) ** 2 )", "mean ( D * ( 1 - Y ** 2 ) ) + 0 * D", "D * ( 1 - 2 * Y ** 2 )", "D * ( 1 - tc ** 2 )", "clip ( D * ( 1 - Y ** 2 ) , - 1 , 1 )",
)  # fmt: skip


def formula_edits() -> Iterator[Edit]:
    for slot, (targets, formulas) in SLOTS.items():
        for formula in formulas:
            yield _formula_edit(slot, formula, targets)
    for letter, gate in GATE_OF.items():
        borrowed = [f"D * {other} * ( 1 - {other} )" for other in "fio" if other != letter]
        slopes = TANH_SLOPES if gate == "cell" else (*SIGMOID_SLOPES, "D * ( 1 - g ** 2 )")
        for slope in (*slopes, *borrowed):
            yield _formula_edit(f"z{letter}", _sloped(slope, letter), (target_of(gate), "activation"))


# one mistake that shows in several places: a wrong helper function, or a line copied with its mistake
SHARED: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "tanh-slope-of-tanh": (("activation", "cell_gate", "cell_state"), {"zg": "dg * ( 1 - tanh ( g ) ** 2 )", "exposed": "dh * o * ( 1 - tanh ( tc ) ** 2 )"}),
    "tanh-slope-of-argument": (("activation", "cell_gate", "cell_state"), {"zg": "dg * ( 1 - sg ** 2 )", "exposed": "dh * o * ( 1 - c ** 2 )"}),
    "tanh-slope-missing": (("activation", "cell_gate", "cell_state"), {"zg": "dg", "exposed": "dh * o"}),
    "tanh-slope-without-square": (("activation", "cell_gate", "cell_state"), {"zg": "dg * ( 1 - g )", "exposed": "dh * o * ( 1 - tc )"}),
    "tanh-slope-of-sigmoid": (("activation", "cell_gate", "cell_state"), {"zg": "dg * g * ( 1 - g )", "exposed": "dh * o * tc * ( 1 - tc )"}),
    "all-slopes-missing": (("activation",), {"zf": "df", "zi": "di", "zo": "do", "zg": "dg"}),
    "every-slope-missing": (("activation",), {"zf": "df", "zi": "di", "zo": "do", "zg": "dg", "exposed": "dh * o"}),
    "slopes-of-arguments": (("activation",), {"zf": "df * sf * ( 1 - sf )", "zi": "di * si * ( 1 - si )", "zo": "do * so * ( 1 - so )", "zg": "dg * ( 1 - sg ** 2 )"}),
    "slopes-of-arguments-everywhere": (("activation",), {"zf": "df * sf * ( 1 - sf )", "zi": "di * si * ( 1 - si )", "zo": "do * so * ( 1 - so )", "zg": "dg * ( 1 - sg ** 2 )", "exposed": "dh * o * ( 1 - c ** 2 )"}),
    "slopes-twice": (("activation",), {"zf": "df * sigmoid ( f ) * ( 1 - sigmoid ( f ) )", "zi": "di * sigmoid ( i ) * ( 1 - sigmoid ( i ) )", "zo": "do * sigmoid ( o ) * ( 1 - sigmoid ( o ) )", "zg": "dg * ( 1 - tanh ( g ) ** 2 )"}),
    "slopes-twice-everywhere": (("activation",), {"zf": "df * sigmoid ( f ) * ( 1 - sigmoid ( f ) )", "zi": "di * sigmoid ( i ) * ( 1 - sigmoid ( i ) )", "zo": "do * sigmoid ( o ) * ( 1 - sigmoid ( o ) )", "zg": "dg * ( 1 - tanh ( g ) ** 2 )", "exposed": "dh * o * ( 1 - tanh ( tc ) ** 2 )"}),
    "all-sigmoid-slopes": (("activation", "cell_gate"), {"zg": "dg * g * ( 1 - g )"}),
    "input-and-candidate-swapped": (("input_gate", "cell_gate"), {"di": "dc * i", "dg": "dc * g"}),
    "forget-and-input-swapped": (("forget_gate", "input_gate"), {"df": "dc * g", "di": "dc * cp"}),
    "gates-before-carry": (("cell_state", "time"), {"df": "exposed * cp", "di": "exposed * g", "dg": "exposed * i"}),
    "gates-from-carry-only": (("cell_state", "time"), {"df": "dcn * cp", "di": "dcn * g", "dg": "dcn * i"}),
    "gates-from-hidden": (("cell_state", "hidden_state"), {"df": "dh * cp", "di": "dh * g", "dg": "dh * i"}),
    "gates-without-partners": (("forget_gate", "input_gate", "cell_gate"), {"df": "dc", "di": "dc", "dg": "dc"}),
    "everything-from-outside": (("hidden_state", "time"), {"do": "u * tc", "exposed": "u * o * ( 1 - tc ** 2 )"}),
    "everything-through-new-cell": (("cell_state", "forget_gate"), {"df": "dc * c", "do": "dh * c"}),
    "hidden-without-tanh": (("hidden_state", "cell_state", "output_gate"), {"do": "dh * c", "exposed": "dh * o"}),
}  # fmt: skip


def shared_edits() -> Iterator[Edit]:
    for name, (targets, formulas) in SHARED.items():
        yield edit("shared", name, targets, message(f"backward.shared-{name}"), dict(formulas))
    for slope in SIGMOID_SLOPES:
        formulas = {f"z{letter}": _sloped(slope, letter) for letter in "fio"}
        words = message(
            "backward.shared-sigmoid-slopes", got=shown(slope.replace("Y", "y").replace("D", "dy").replace("S", "z"))
        )
        targets = ("activation", "forget_gate", "input_gate", "output_gate")
        yield edit("shared", f"sigmoid-slopes-{slope}", targets, words, formulas)


def _sloped(slope: str, letter: str) -> str:
    pieces = {"D": f"d{letter}", "Y": letter, "S": f"s{letter}"}
    return " ".join(pieces.get(piece, piece) for piece in slope.split())


def _formula_edit(slot: str, formula: str, targets: tuple[str, ...]) -> Edit:
    words = message(f"backward.formula-{slot}", got=shown(formula), right=shown(RIGHT[slot]))
    if slot[0] == "z":
        words = message(
            "backward.formula-z", gate=gate_name(GATE_OF[slot[1]]), got=shown(formula), right=shown(RIGHT[slot])
        )
    return edit(slot, formula, targets, words, formula)


SYMBOLS: Mapping[str, str] = {
    "u": "dh_outside", "dhn": "dh_later", "dcn": "dc_later", "dh": "dh_t", "dc": "dc_t", "exposed": "dc_from_h", "tc": "tanh(c_t)",
    "c": "c_t",
    "c0": "c_0",
    "fwrap": "f_{t-1}", "cp": "c_{t-1}", "h": "h_t", "hp": "h_{t-1}", "f": "f_t", "i": "i_t", "o": "o_t", "g": "g_t",
    "do": "do_t", "df": "df_t", "di": "di_t", "dg": "dg_t", "fprev": "f_{t-1}", "fnext": "f_{t+1}", "mean": "batch_mean",
    "sf": "z_f", "si": "z_i", "so": "z_o", "sg": "z_g", "zf": "dz_f", "zi": "dz_i", "zo": "dz_o", "zg": "dz_g", "**": "^",
}  # fmt: skip


def shown(formula: str) -> str:
    """The formula as a learner reads it: ``dc * cp`` becomes ``dc_t * c_{t-1}``."""
    formula = formula.replace("0 * dh", "0").replace("0 * dc", "0").replace(" + 0 * D", "")
    text = " ".join(SYMBOLS.get(piece, piece) for piece in formula.split())
    text = re.sub(r"(?<=[a-z]) \( ", "(", text)
    return text.replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(" ^ ", "^")
