"""The debrief as Markdown. Pure."""

import re
from collections.abc import Iterable, Sequence

from lstm_drills.interview import words
from lstm_drills.interview.debrief import Debrief, Group, Result
from lstm_drills.messages import Language, Sayable, message, say

FENCE = re.compile(r"`{3,}")
MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(found: Debrief, language: Language) -> str:
    """All of it, the answers last."""
    return "\n".join(_Writer(found, language).lines()) + "\n"


class _Writer:
    def __init__(self, found: Debrief, language: Language) -> None:
        self.found = found
        self.language: Language = language

    def say(self, what: Sayable) -> str:
        return say(what, self.language)

    def name(self, name: str) -> str:
        return self.say(message(f"interview.{name}"))

    def lines(self) -> Iterable[str]:
        found = self.found
        yield f"# {self.name('title')}"
        for fact in words.facts(found):
            yield from ("", self.say(fact))
        if found.score is None:
            yield from ("", self.name("nothing-reached"))
            return
        yield from ("", f"**{self.say(message('interview.score', percent=words.percent(found.score)))}**")
        yield from ("", self.name("score-note"))
        yield from self.weakest()
        yield from self.groups("by-topic", found.topics)
        yield from self.groups("by-kind", found.kinds)
        yield from self.calibration()
        yield from self.times()
        yield from ("", f"## {self.name('answers')}")
        for result in found.results:
            yield from self.answer(result)

    def weakest(self) -> Iterable[str]:
        yield from ("", f"## {self.name('weakest')}", "")
        if not self.found.weakest:
            yield self.name("no-weakest")
        for number, weak in enumerate(self.found.weakest, start=1):
            share = {"title": weak.topic.title, "percent": words.percent(weak.topic.score)}
            yield f"{number}. {self.say(message('interview.percent-of', **share, count=words.count(weak.topic)))}"
            yield from (f"   - `{command}`" for command in weak.commands)

    def groups(self, name: str, groups: Sequence[Group]) -> Iterable[str]:
        rows = [(self.say(group.title), self.share(group.score), self.say(words.count(group))) for group in groups]
        yield from ("", f"## {self.name(name)}", "")
        yield from _table(("", "", ""), rows, "lrr")

    def calibration(self) -> Iterable[str]:
        yield from ("", f"## {self.name('calibration')}")
        for remark in words.calibration_remarks(self.found.calibration):
            yield from ("", self.say(remark))
        if self.found.calibration is None:
            return
        rows = [
            (
                f"{row.confidence} {self.say(words.sure(row.confidence))}", self.share(row.said),
                self.share(row.right), str(row.count),
            )
            for row in self.found.calibration.rows
        ]  # fmt: skip
        heads = [self.name(f"column-{column}") for column in ("sure", "said", "right", "count")]
        yield ""
        yield from _table(heads, rows, "lrrr")

    def times(self) -> Iterable[str]:
        yield from ("", f"## {self.name('time')}", "", self.name("time-note"), "")
        rows = [
            (
                str(result.number), self.name(f"kind-{result.item.kind}"), self.say(words.duration(result.answer.seconds)),
                self.say(words.duration(result.item.seconds)),
            )
            for result in self.found.results
        ]  # fmt: skip
        yield from _table(("", "", "", ""), rows, "rlrr")
        for remark in words.time_remarks(self.found):
            yield from ("", self.say(remark))

    def answer(self, result: Result) -> Iterable[str]:
        yield from ("", f"### {self.say(words.head(result))}", "", self.say(result.prompt))
        if result.code is not None:
            yield from ("", *_fenced(result.code))
        if not result.answer.skipped:
            yield from ("", f"**{self.name('you-said')}**", "")
            if result.item.kind == "code" and result.answer.typed:
                yield from _fenced(result.answer.typed)
            else:
                yield from (f"> {_plain(line)}" for line in self.say(words.said(result)).split("\n"))
        if result.remarks or result.points:
            yield ""
        yield from (f"- {self.say(remark)}" for remark in result.remarks)
        yield from (f"- [{'x' if made else ' '}] {self.say(text)}" for text, made in result.points)
        if result.expected:
            yield from ("", f"**{self.name('expected')}**", "")
            for line in result.expected:
                yield from (self.say(line), "")
        if result.explanation is not None:
            yield from ("", f"**{self.name('why')}**", "", self.say(result.explanation))

    def share(self, value: float) -> str:
        return self.say(message("interview.percent", percent=words.percent(value)))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], alignments: str) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---:' if side == 'r' else '---' for side in alignments)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _fenced(code: str) -> list[str]:
    """A block that no back quotes in the code can end."""
    longest = max((len(found[0]) for found in FENCE.finditer(code)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}python", *code.rstrip("\n").split("\n"), fence]


def _plain(typed: str) -> str:
    """What a learner typed is text, whatever signs are in it."""
    return MARKS.sub(r"\\\1", typed)
