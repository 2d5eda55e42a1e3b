"""What ``trace`` and ``gradcheck`` show: values beside the learner's own, each with a sign that needs no colour."""

from collections.abc import Sequence

from lstm_drills.grader.differences import BATCH, INPUTS, STEPS, UNITS
from lstm_drills.grader.gradient_check import Checked, GradientCheck
from lstm_drills.grader.tracing import Step, Trace, Value
from lstm_drills.messages import Sayable, message
from lstm_drills.ui.screen import HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

RIGHT, NEAR = 1e-5, 0.1
SIGNS = (("=", "green"), ("~", "yellow"), ("!", "bold red"))
NO_SIGN = " "
JUDGED = {"right": SIGNS[0], "right-for-own": SIGNS[1], "right-for-true": SIGNS[1]}


def sign_of(error: float) -> tuple[str, str]:
    """The sign and the style of a relative error."""
    return SIGNS[0] if error <= RIGHT else SIGNS[1] if error <= NEAR else SIGNS[2]


class SeeingScreen(Screen):
    """``show``: the expected numbers too."""

    def trace(self, found: Trace, *, show: bool, file: str = "") -> None:
        """The case, its inputs, every step, what was returned, and what to run next."""
        rung = {"rung": found.rung, "rungs": found.rungs, "shows": found.shows}
        self.note(f"head-{found.standing}", HEADING, id=found.exercise, **rung)
        if found.problem is not None:
            self.say(found.problem, "yellow")
        if found.wrong:
            self.note("wrong", "red", names=list(found.wrong))
        if found.examples > 1:
            kind = "one-example" if found.wrong else "first-example"
            self.note(kind, QUIET, example=found.example, examples=found.examples)
        self._given(found)
        for step in found.forward:
            self._step("step", step, show)
        for step in found.backward:
            self._step("step-back", step, show)
        if found.outputs:
            self.blank()
            self.note("outputs", HEADING)
            for value in found.outputs:
                self._value(value, show)
        self.blank()
        self.note("letters", QUIET)
        if found.backward:
            self.note("letters-back", QUIET)
        self.note("signs", QUIET)
        self._next(found, show, file)

    def note(self, name: str, style: str = "", **parameters: object) -> None:
        self.say(message(f"seeing.{name}", **parameters), style)

    def _given(self, found: Trace) -> None:
        self.blank()
        self.note("given", HEADING)
        if found.sizes:
            self.say(", ".join(f"{name} {size}" for name, size in found.sizes), first="  ")
        widest = max((len(value.name) for value in found.given), default=0)
        for value in found.given:
            self.lines([Styled(f"  {value.name:<{widest}}  ").append(numbers(value.expected))])

    def _step(self, kind: str, step: Step, show: bool) -> None:
        self.blank()
        self.note(kind, HEADING, t=step.t)
        for value in step.values:
            self._value(value, show)

    def _value(self, value: Value, show: bool) -> None:
        """``f = sigmoid(...) = 0.62``; with numbers of the learner's, or many, each kind on a line of its own."""
        line = Styled(f"  {value.name}{value.place}", HEADING).append(f" = {value.formula}", QUIET)
        one = show and value.got is None and value.remark is None
        result = numbers(value.expected)
        if one and cells(line.plain) + 3 + len(result) <= self.width:
            self.lines([line.append(" = ", QUIET).append(result, "cyan")])
            return
        self.say(value.formula, QUIET, first=f"  {value.name}{value.place} = ")
        if value.remark is not None:
            self.say(value.remark, "bold red", first="    ! ")
        labels = [self.words(message(f"seeing.{name}")) for name in ("expected", "yours")]
        widest = max(map(cells, labels))
        heads = [label + " " * (widest - cells(label)) for label in labels]
        if show and value.expected:
            self._row(Styled(f"      {heads[0]}  "), [(f"{number:.6g}", "cyan") for number in value.expected])
        if value.got is not None:
            sign, style = sign_of(max(value.errors, default=0.0))
            head = Styled("    ").append(f"{sign} ", style).append(f"{heads[1]}  ")
            self._row(head, [_marked(*pair) for pair in zip(value.got, value.errors, strict=True)])

    def _row(self, head: Styled, words: Sequence[tuple[str, str]]) -> None:
        """Numbers after a head, and below it where they do not fit."""
        margin, line, blank = cells(head.plain), head, ""
        for word, style in words:
            if cells(line.plain) + len(blank + word) > self.width and blank:
                self.lines([line])
                line, blank = Styled(" " * margin), ""
            line.append(blank).append(word, style)
            blank = " "
        self.lines([line])

    def _next(self, found: Trace, show: bool, file: str) -> None:
        named, seed = f"{found.exercise}{file}", f" --seed {found.seed}"
        rows: list[tuple[str, Sayable]] = []
        if not show:
            rows.append((f"lstm-drills trace {named}{seed if found.seed else ''} --show", message("seeing.do-show")))
        if found.problem is not None and found.problem.id == "seeing.not-started":
            rows.append((f"lstm-drills start {found.exercise}", message("seeing.do-start")))
        elif not found.passed:
            rows.append((f"lstm-drills check {named}{seed}", message("seeing.do-check")))
        if found.backward and not found.passed and found.problem is None:
            rows.append((f"lstm-drills gradcheck {named}", message("seeing.do-gradcheck")))
        if rows:
            self.blank()
            self.commands(rows)

    def gradient_check(self, found: GradientCheck, *, file: str = "") -> None:
        """A line an output: its sign, both relative errors, the verdict."""
        sizes = {"steps": STEPS, "batch": BATCH, "inputs": INPUTS, "units": UNITS}
        self.note("check-head", HEADING, id=found.exercise, seed=found.seed, **sizes)
        if found.problem is not None:
            self.say(found.problem, "yellow")
        else:
            self._gradients(found)
        named, seed = f"{found.exercise}{file}", f" --seed {found.seed}"
        rows: list[tuple[str, Sayable]] = []
        if found.problem is not None and found.problem.id == "seeing.gradcheck-not-started":
            rows = [(f"lstm-drills start {found.exercise}", message("seeing.do-start"))]
        elif not found.passed:
            rows = [
                (f"lstm-drills trace {named}{seed if found.seed else ''}", message("seeing.do-trace")),
                (f"lstm-drills check {named}{seed}", message("seeing.do-check")),
            ]
        if rows:
            self.blank()
            self.commands(rows)

    def _gradients(self, found: GradientCheck) -> None:
        self.note(f"own-{found.own_forward}", QUIET)
        if found.own_forward in ("file", "workspace") and not found.own_is_true:
            self.note("own-differs", "yellow")
        if found.coarse:
            self.note("coarse", QUIET)
        self.note("relative", QUIET)
        self.blank()
        widest = max(len(row.name) for row in found.rows)
        own = any(row.own is not None for row in found.rows)
        columns = [self.words(message(f"seeing.column-{name}")) for name in ("own", "true")]
        heads = "  ".join(" " * (7 - cells(word)) + word for word in columns[0 if own else 1 :])
        self.lines([Styled(f"    {' ' * widest}  {heads}", QUIET)])
        for row in found.rows:
            self._gradient(row, widest, own=own)
        self.blank()
        wrong = sum(row.judged != "right" for row in found.rows)
        if not wrong:
            self.note("all-right", "bold green", count=len(found.rows))
        elif all(row.judged == "right-for-own" for row in found.rows):
            self.note("all-right-for-own", "bold yellow")
        else:
            self.note("some-wrong", "bold red", wrong=wrong, count=len(found.rows))

    def _gradient(self, row: Checked, widest: int, *, own: bool) -> None:
        sign, style = JUDGED.get(row.judged, SIGNS[2])
        errors = "  ".join(f"{_short(error):>7}" for error in ([row.own, row.true] if own else [row.true]))
        line = Styled("  ").append(sign, style).append(f" {row.name:<{widest}}  {errors}")
        verdict = self.words(_verdict(row))
        if cells(line.plain) + 2 + cells(verdict) <= self.width:
            self.lines([line.append(f"  {verdict}", style)])
            return
        self.lines([line])
        self.say(verdict, style, first="      ")


def numbers(row: Sequence[float]) -> str:
    return " ".join(f"{number:.6g}" for number in row)


def _marked(number: float, error: float) -> tuple[str, str]:
    """A number of the learner's; a wrong one carries its sign."""
    sign, style = sign_of(error)
    return (f"{number:.6g}", style) if sign == SIGNS[0][0] else (f"{number:.6g}{sign}", style)


def _short(error: float | None) -> str:
    return "-" if error is None else f"{error:.0e}"


def _verdict(row: Checked) -> Sayable:
    if row.judged == "shape":
        return message("seeing.judged-shape", expected=row.shapes[0], got=row.shapes[1])
    if row.judged == "wrong" and row.factor is not None:
        return message("seeing.judged-wrong-factor", factor=f"{row.factor:.3g}")
    return message(f"seeing.judged-{row.judged}")
