"""What comes after a mock interview: what was not right, scores, times, calibration, what to train. Lines from top to bottom."""

import sys
from collections.abc import Sequence
from pathlib import Path

from lstm_drills.interview import words
from lstm_drills.interview.calibration import Calibration
from lstm_drills.interview.debrief import Debrief, Group, Result
from lstm_drills.messages import message
from lstm_drills.ui.charts import bar, can_draw_blocks
from lstm_drills.ui.interview import ACTION, InterviewScreen
from lstm_drills.ui.quiz import QUIET, RIGHT, TITLE, WRONG
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

WIDEST_BAR, LEAST_BAR = 24, 6  # cells
GAP = 2


class DebriefScreen(InterviewScreen):
    """Prints the debrief in one language. plain: for a screen reader; sentences in place of bars and columns."""

    def debrief(self, found: Debrief) -> None:
        """What was wrong first, the numbers after it, what to train last: there the reader's eyes are."""
        self.blank()
        if found.score is not None:
            self._not_right(found)
        self.say(message("interview.title"), TITLE)
        for fact in words.facts(found):
            self.say(fact, QUIET)
        if found.score is None:
            self.blank()
            self.say(message("interview.nothing-reached"))
            return
        self.blank()
        self.say(message("interview.score", percent=words.percent(found.score)), TITLE)
        self.say(message("interview.score-note"), QUIET)
        self._groups("by-topic", found.topics)
        self._groups("by-kind", found.kinds)
        self._times(found)
        self._calibration(found.calibration)
        self._weakest(found)

    def _title(self, name: str) -> None:
        self.blank()
        self.say(message(f"interview.{name}"), TITLE)

    def _not_right(self, found: Debrief) -> None:
        """Each answer that was not right, with the right one and why."""
        wrong = [result for result in found.results if result.score < 1]
        if not wrong:
            return
        self.say(message("interview.answers-wrong"), TITLE)
        for result in wrong:
            self._one(result)
        self.blank()

    def _one(self, result: Result) -> None:
        self.blank()
        self.say(words.head(result), WRONG if result.score < 0.5 else TITLE)
        self.prose(result.prompt, "  ")
        if not result.answer.skipped and result.item.kind != "code":
            self.say(message("interview.you-said"), QUIET, first="  ")
            self.answer_text(words.said(result))
        for remark in result.remarks:
            self.say(remark, first="  ")
        for text, made in result.points:
            if not made:
                self.say(message("interview.missed", point=text), first="  ")
        if result.expected and not result.points:
            self.say(message("interview.expected"), QUIET, first="  ")
            for line in result.expected:
                self.prose(line, "    ")
        if result.explanation is not None and result.item.kind != "follow-up":
            self.say(message("interview.why"), QUIET, first="  ")
            self.prose(result.explanation, "    ")

    def _groups(self, name: str, groups: Sequence[Group]) -> None:
        self._title(name)
        if self.plain:
            for group in groups:
                share = {"title": group.title, "percent": words.percent(group.score), "count": words.count(group)}
                self.say(message("interview.percent-of", **share))
            return
        rows = [
            (
                self.words(group.title), group.score,
                self.words(message("interview.percent", percent=words.percent(group.score))),
                self.words(words.count(group)),
            )
            for group in groups
        ]  # fmt: skip
        self._bars(rows)

    def _times(self, found: Debrief) -> None:
        self._title("time")
        self.say(message("interview.time-note"), QUIET)
        longest = max((result.answer.seconds for result in found.results), default=1.0) or 1.0
        rows = []
        for result in found.results:
            kind = message(f"interview.kind-{result.item.kind}")
            times = {"taken": words.duration(result.answer.seconds), "planned": words.duration(result.item.seconds)}
            name = self.words(message("interview.time-line", number=f"{result.number:>2}", kind=kind))
            rows.append(
                (name, result.answer.seconds / longest, self.words(message("interview.time-value", **times)), "")
            )
        if self.plain:
            for name, _, value, _ in rows:
                self.say(f"{name.strip()}: {value}")
        else:
            self._bars(rows)
        for remark in words.time_remarks(found):
            self.say(remark)

    def _bars(self, rows: Sequence[tuple[str, float, str, str]]) -> None:
        """(label, share, value, remark) as label, value, bar, remark in columns; narrow: the label above the rest."""
        blocks = can_draw_blocks(getattr(self.terminal.stream, "encoding", None) or sys.stdout.encoding)
        columns = [[name, text, note] for name, _, text, note in rows]
        label, value, remark = (max((cells(row[column]) for row in columns), default=0) for column in range(3))
        room = self.width - 2 - label - value - remark - 3 * GAP
        above = room < LEAST_BAR
        if above:
            room = self.width - 4 - value - remark - 2 * GAP
        room = min(max(room, LEAST_BAR), WIDEST_BAR)
        for name, share, text, note in rows:
            drawn = bar(share, room, blocks=blocks) if share > 0 else ""
            head = "    " if above else f"  {name}{' ' * (label - cells(name))}{' ' * GAP}"
            if above:
                self.lines([Styled(f"  {name}")])
            line = Styled(f"{head}{' ' * (value - cells(text))}{text}{' ' * GAP}").append(drawn, ACTION)
            if note:
                line.append(" " * (room - len(drawn) + GAP)).append(note, QUIET)
            self.lines([_stripped(line)])

    def _calibration(self, found: Calibration | None) -> None:
        self._title("calibration")
        for remark in words.calibration_remarks(found):
            self.say(remark)
        if found is None:
            return
        if self.plain:
            for row in found.rows:
                share = {"said": words.percent(row.said), "right": words.percent(row.right), "count": row.count}
                self.say(message("interview.calibration-row", sure=words.sure(row.confidence), **share))
            return
        heads = [self.words(message(f"interview.column-{name}")) for name in ("sure", "said", "right", "count")]
        table = [heads] + [
            [
                f"{row.confidence} {self.words(words.sure(row.confidence))}",
                self.words(message("interview.percent", percent=words.percent(row.said))),
                self.words(message("interview.percent", percent=words.percent(row.right))),
                str(row.count),
            ]
            for row in found.rows
        ]
        widths = [max(cells(line[column]) for line in table) for column in range(4)]
        for number, (first, *rest) in enumerate(table):
            line = f"  {first}{' ' * (widths[0] - cells(first))}"
            line += "".join(
                f"  {' ' * (width - cells(cell))}{cell}" for cell, width in zip(rest, widths[1:], strict=True)
            )
            self.lines([Styled(line, "" if number else QUIET)])

    def _weakest(self, found: Debrief) -> None:
        self._title("weakest")
        if not found.weakest:
            self.say(message("interview.no-weakest"))
        for number, weak in enumerate(found.weakest, start=1):
            share = {"title": weak.topic.title, "percent": words.percent(weak.topic.score)}
            self.say(message("interview.percent-of", **share, count=words.count(weak.topic)), first=f"  {number}  ")
            self.lines(Styled(f"     {command}", ACTION) for command in weak.commands)

    def written(self, path: Path) -> None:
        self.say(message("interview.file-written", path=str(path)), RIGHT)


def _stripped(line: Styled) -> Styled:
    """Without blanks at its end."""
    kept = Styled(line.plain.rstrip())
    for start, end, style in line.spans:
        kept.stylize(style, start, end)
    return kept
