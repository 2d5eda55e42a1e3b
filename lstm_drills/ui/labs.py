"""The labs in a terminal: curves of letters, bars, shades; with ``plain`` the same in numbers."""

from collections.abc import Mapping, Sequence
from math import log10
from statistics import fmean
from typing import TYPE_CHECKING

from lstm_drills.labs import LABS, QUESTIONS
from lstm_drills.labs.gates import Gates, Row
from lstm_drills.labs.gradients import Curve, GradientNorms
from lstm_drills.labs.memory import BASELINE, HIGHEST_ERROR, UNITS, LossCurves
from lstm_drills.labs.speed import Group, Timing
from lstm_drills.messages import Language, Sayable, message
from lstm_drills.ui.charts import Axis, Line, bar, can_draw_blocks, curves, shade
from lstm_drills.ui.screen import ACTION, CAUTION, HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled, Terminal
from lstm_drills.ui.wrap import cells

if TYPE_CHECKING:
    from lstm_drills.ui.pictures import Picture

LOWEST = 1e-24  # below it a curve is drawn at the edge
CLEARLY_LOWER = 0.1
POINTS = (1, 20, 40, 60, 80, 100)
SIGNS: dict[int | None, tuple[str, str]] = {
    None: ("R", "red"), 0: ("0", "yellow"), 1: ("1", "cyan"), 2: ("2", "green"),
}  # fmt: skip
PLAIN_SIGN, LSTM_SIGN = ("R", "red"), ("L", "green")
WORD_CELLS = 10
ROWS = 13
ERROR_ROWS = 11
LONGEST_BAR = 40
LEAST_BAR = 16


class LabScreen(Screen):
    """Draws what a lab found. What is redrawn while it grows stands in ``live``."""

    def __init__(self, language: Language, terminal: Terminal | None = None, *, plain: bool = False) -> None:
        super().__init__(language, terminal)
        self.plain = plain
        self.blocks = can_draw_blocks(getattr(self.terminal.stream, "encoding", None))

    def listing(self) -> None:
        self.say(message("labs.list-head"), HEADING)
        self.blank()
        self.commands([(f"lstm-drills lab {name}", message(f"labs.about-{name}")) for name in LABS])

    def title(self, lab: str, **parameters: object) -> None:
        self.say(message(f"labs.title-{lab}", **parameters), HEADING)

    def note(self, name: str, style: str = QUIET, **parameters: object) -> None:
        self.say(message(f"labs.{name}", **parameters), style)

    def ending(self, lab: str, see: Sayable | None = None) -> None:
        """Two sentences on what to see, the questions, and what to run next."""
        self.blank()
        self.labelled(message("labs.see"), see or message(f"labs.see-{lab}"))
        self.blank()
        keys = QUESTIONS[lab]
        self.say(message("labs.questions", keys=list(keys)), QUIET)
        sections = dict.fromkeys(key.partition("/")[0] for key in keys)
        self.commands(
            [
                *((f"lstm-drills quiz {section}", message("labs.next-quiz")) for section in sections),
                (f"lstm-drills lab {lab} --save {lab}.png", message("labs.next-save")),
                ("lstm-drills lab", message("labs.next-labs")),
            ]
        )

    def gradients(self, found: GradientNorms) -> None:
        self.title("gradients")
        self.note("gradients-setting", steps=found.steps, units=found.units, networks=found.networks)
        self.blank()
        if self.plain:
            for curve in found.curves:
                steps = [step for step in POINTS if step <= found.steps]
                points = [
                    message("labs.gradients-plain-point", step=step, norm=power(curve.norms[step - 1]))
                    for step in steps
                ]
                self.say(message("labs.gradients-plain", name=name_of(curve), values=points))
        else:
            lines = [
                Line(SIGNS[curve.forget_bias][0], [log10(max(norm, LOWEST)) for norm in curve.norms], SIGNS[curve.forget_bias][1])
                for curve in found.curves
            ]  # fmt: skip
            lowest = min(min(line.values) for line in lines)
            axis = Axis(4 * (lowest // 4), 0.0, lambda value: f"1e{value:.0f}", rows=ROWS, every=3)
            self.lines(curves(lines, axis, self.width))
            self._time_axis(len(axis.label(axis.low)) + 1, "1", str(found.steps), message("labs.axis-time"))
        self.blank()
        for curve in found.curves:
            sign, style = SIGNS[curve.forget_bias]
            factor = curve.norms[0] ** (1 / (found.steps - 1))
            row = message(
                "labs.gradients-row", name=name_of(curve), first=power(curve.norms[0]), factor=f"{factor:.2f}"
            )
            self.keyed(sign, style, row)

    def keyed(self, sign: str, style: str, what: Sayable) -> None:
        """``R plain RNN: ...``, the letter as it is drawn."""
        if self.plain:
            self.say(what, first="  ")
            return
        self.say(what, first=f"  {sign} ") if not self.terminal.colour else self._coloured_key(sign, style, what)

    def _coloured_key(self, sign: str, style: str, what: Sayable) -> None:
        from lstm_drills.ui.prose import paragraph

        lines = paragraph(self.words(what), self.width, f"  {sign} ")
        lines[0].stylize(f"bold {style}", 2, 3)
        self.lines(lines)

    def _time_axis(self, margin: int, first: str, last: str, label: Sayable) -> None:
        """What stands below a chart: both ends and, between them, what is counted."""
        words = self.words(label)
        room = self.width - margin - len(first) - len(last) - cells(words)
        before = max(1, room // 2)
        line = f"{' ' * margin}{first}{' ' * before}{words}{' ' * max(1, room - before)}{last}"
        self.lines([Styled(line, QUIET)])

    def gates(self, found: Gates) -> None:
        units = len(found.forget[0])
        self.title("gates")
        named = message("labs.gates-setting", answer=found.answer, percent=round(100 * found.accuracy))
        self.say(named, QUIET)
        self.blank()
        if self.plain:
            self.note("gates-plain-head", "", units=units)
            for word, *rows in zip(found.words, found.forget, found.input, found.output, found.cell, strict=True):
                means = dict(
                    zip(("forget", "input", "output", "cell"), (f"{fmean(row):.2f}" for row in rows), strict=True)
                )
                self.say(message("labs.gates-plain", word=word, **means), first="  ")
            return
        blocks = {"forget": found.forget, "input": found.input, "output": found.output, "cell": found.cell}
        self.note("gates-key")
        shown = min(units, max(1, (self.width - WORD_CELLS) // len(blocks) - 1))
        self._heat_map(found, blocks, [round(place * (units - 1) / max(1, shown - 1)) for place in range(shown)])

    def _heat_map(self, found: Gates, blocks: Mapping[str, Sequence[Row]], units: Sequence[int]) -> None:
        """A line a word, a block a gate, a sign a unit."""
        head = " " * WORD_CELLS
        for name in blocks:
            words = self.words(message(f"labs.gate-{name}"))
            head += " " + words + " " * (len(units) - cells(words))
        self.lines([Styled(head.rstrip(), QUIET)])
        for place, word in enumerate(found.words):
            line = Styled(word + " " * (WORD_CELLS - cells(word)), f"bold {ACTION}" if word == found.key else "")
            for rows in blocks.values():
                line.append(" " + "".join(shade(rows[place][unit], blocks=self.blocks) for unit in units))
            self.lines([line])

    def see_gates(self, found: Gates) -> Sayable:
        """The two sentences, with what was measured."""
        clear = found.forget_at_key < found.forget_elsewhere - CLEARLY_LOWER
        numbers = {"at_key": f"{found.forget_at_key:.2f}", "elsewhere": f"{found.forget_elsewhere:.2f}"}
        return message("labs.see-gates" if clear else "labs.see-gates-unclear", key=found.key, **numbers)

    def speed_head(self, steps: int, inputs: int, repeats: int) -> None:
        self.title("speed")
        self.note("speed-setting", steps=steps, inputs=inputs, repeats=repeats)

    def speed_group(self, group: Group) -> None:
        """One group, as soon as it is measured; in one line a way where there is room, else in two."""
        self.blank()
        steps = group.timings[0].size or 0
        self.say(message(f"labs.group-{group.name}", batch=group.batch, units=group.units, steps=steps), HEADING)
        names = [self.words(name_of_way(timing)) for timing in group.timings]
        widest = max(map(cells, names))
        longest = max(timing.seconds for timing in group.timings)
        room = self.width - widest - 2 - 2 - len(figures(group.timings[0])) - 2
        for name, timing in zip(names, group.timings, strict=True):
            if self.plain:
                milliseconds, percent = f"{1000 * timing.seconds:.2f}", f"{100 * timing.ratio:.0f}"
                self.say(message("labs.speed-plain", way=name, milliseconds=milliseconds, percent=percent), first="  ")
                continue
            short = min(LONGEST_BAR, room if room >= LEAST_BAR else self.width - len(figures(timing)) - 6)
            drawn = bar(timing.seconds / longest, short, blocks=self.blocks)
            if room >= LEAST_BAR:
                line = Styled(f"  {name}{' ' * (widest - cells(name))}  {figures(timing)}  ")
            else:
                self.say(name, first="  ")
                line = Styled(f"    {figures(timing)}  ")
            self.lines([line.append(drawn, ACTION)])

    def memory(self, found: LossCurves) -> None:
        """The curves as far as they have come."""
        self.lines(self.memory_lines(found))
        numbers = {"plain": f"{found.plain[-1]:.4f}", "lstm": f"{found.lstm[-1]:.4f}", "baseline": f"{BASELINE:.4f}"}
        self.note("memory-now", "", updates=found.updates, **numbers)

    def memory_head(self, steps: int) -> None:
        self.title("memory", steps=steps)
        self.note("memory-setting", units=UNITS)
        if not self.plain:
            self.keyed(*PLAIN_SIGN, message("labs.plain-rnn"))
            self.keyed(*LSTM_SIGN, message("labs.lstm"))
        self.blank()

    def memory_lines(self, found: LossCurves) -> list[Styled]:
        """The chart of what there is; in words with ``plain``."""
        if self.plain:
            every = max(1, len(found.plain) // 5)
            return [
                Styled("  " + self.words(message("labs.memory-at", **_errors(found, index))))
                for index in range(every - 1, len(found.plain), every)
            ]
        until = found.updates / found.of
        lines = [
            Line(PLAIN_SIGN[0], found.plain, PLAIN_SIGN[1], until), Line(LSTM_SIGN[0], found.lstm, LSTM_SIGN[1], until),
        ]  # fmt: skip
        axis = Axis(0.0, HIGHEST_ERROR, lambda value: f"{value:.2f}", rows=ERROR_ROWS, every=2)
        return curves(lines, axis, self.width, levels=(BASELINE,))

    def wait(self, name: str) -> None:
        """Said at once, before a pause of seconds."""
        self.note(name)
        self.terminal.stream.flush()

    def caution(self, name: str) -> None:
        self.note(name, CAUTION)

    def saved(self, picture: "Picture") -> None:
        """Where the picture is, and why its labels may be in English."""
        self.blank()
        if picture.language != self.language:
            self.note("saved-in-english", CAUTION)
        self.note("saved", "")
        self.place(picture.path)


def name_of(curve: Curve) -> Sayable:
    if curve.forget_bias is None:
        return message("labs.plain-rnn")
    return message("labs.lstm-bias", bias=curve.forget_bias)


def name_of_way(timing: Timing) -> Sayable:
    if timing.megabytes is not None:
        return message("labs.way-piece", size=timing.size, megabytes=f"{timing.megabytes:.1f}")
    if timing.size is not None:
        return message("labs.way-batch", size=timing.size)
    return message(f"labs.way-{timing.name}")


def figures(timing: Timing) -> str:
    """`` 12.34 ms  100 %``, always as wide."""
    return f"{1000 * timing.seconds:7.2f} ms {100 * timing.ratio:4.0f} %"


def power(value: float) -> str:
    """``2e-21``, and what is not small as it is."""
    return f"{value:.2f}" if value >= 0.1 else f"{value:.0e}".replace("e-0", "e-")


def _errors(found: LossCurves, index: int) -> dict[str, object]:
    updates = (index + 1) * found.every
    return {"updates": updates, "plain": f"{found.plain[index]:.4f}", "lstm": f"{found.lstm[index]:.4f}"}
