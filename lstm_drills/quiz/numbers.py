"""Numbers as people type them: 6,272 and 6 272, 6.3e3 and 6.3×10^3, 3/4, 12 %, １２, 1.2万, and sums of such."""

import re
from collections.abc import Mapping

from lstm_drills.content.expressions import ExpressionError, Number, evaluate
from lstm_drills.content.question_types import Numeric
from lstm_drills.content.rubric import folded

LONGEST = 200
PREAMBLE = re.compile(r"^(?:about|approximately|approx\.?|约为?|大约|答案?是?|[=≈~≃:])\s*", re.IGNORECASE)
GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[,_' ][0-9]{3})+(?![0-9,])")
LIST_OF_NUMBERS = re.compile(r"[0-9],\s+[0-9]|[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4}")
POWER_OF_TEN = re.compile(r"\s*[×x*·]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?")
POWER_OF_TEN_RAISED = re.compile(r"\s*[×x*·]\s*10\s*([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})")
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
SUFFIX = re.compile(r"(?<=[0-9.)])\s*([^\s0-9.,()+\-*/^]+(?:\s?/\s?[a-zA-Z]+)?)$")
SCALES: Mapping[str, float] = {
    "k": 1e3,
    "thousand": 1e3,
    "千": 1e3,
    "万": 1e4,
    "million": 1e6,
    "M": 1e6,
    "百万": 1e6,
    "亿": 1e8,
    "billion": 1e9,
}  # fmt: skip
ROUNDING = 1e-9  # what binary fractions and six-digit constants cost, nothing more


def parsed(text: str, units: Mapping[str, float]) -> Number | None:
    """The number in the answer's own unit, or None for what is no number (or may be read in two ways: 3,14)."""
    written = folded(text).replace("⁄", "/").replace("`", "").strip(" 。;；").rstrip(".")
    written = PREAMBLE.sub("", written)
    if not written or len(written) > LONGEST:
        return None
    written = POWER_OF_TEN_RAISED.sub(lambda found: f"e{found[1].translate(RAISED)}", written)
    written = POWER_OF_TEN.sub(r"e\1", written)
    written, factor = _without_unit(written, units)
    written = GROUPED.sub(lambda found: re.sub("[,_' ]", "", found[0]), written)
    if LIST_OF_NUMBERS.search(written) or "," in written or "_" in written:
        return None
    try:
        value = evaluate(written.replace("^", "**").replace("×", "*").replace("÷", "/"))
    except ExpressionError:
        return None
    return value if factor == 1 else value * factor


def agrees(answer: Numeric, wanted: Number, got: Number) -> bool:
    """Whether the number is right within the question's tolerance."""
    allowed = answer.tolerance * (abs(wanted) if answer.relative else 1)
    return abs(got - wanted) <= allowed + ROUNDING * abs(wanted)


def _without_unit(written: str, units: Mapping[str, float]) -> tuple[str, float]:
    found = SUFFIX.search(written)
    if not found:
        return written, 1.0
    suffix = found[1].replace(" ", "")
    rest = written[: found.start()]
    spellings = {**SCALES, "K": 1e3, "%": 0.01, **units} if not units else {"%": 0.01, **units}
    factor = spellings.get(suffix) or {name.casefold(): value for name, value in spellings.items()}.get(
        suffix.casefold()
    )
    return (rest, factor) if factor else (written, 1.0)
