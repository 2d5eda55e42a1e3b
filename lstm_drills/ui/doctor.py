"""The screen of ``doctor``."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lstm_drills.messages import Sayable, message
from lstm_drills.ui.screen import HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

State = Literal["good", "absent", "warning", "broken"]
STYLES: dict[State, str] = {"good": "green", "absent": QUIET, "warning": "yellow", "broken": "bold red"}
# a word, not a sign alone: it must be read without colours, and aloud
NAME = 14
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``advice``: what to do, where something is to be done."""

    group: str
    name: str
    value: str
    state: State = "good"
    advice: Sayable | None = None


class DoctorScreen(Screen):
    """One line a finding, advice below it; at the end whether anything is broken."""

    def findings(self, findings: Sequence[Finding]) -> None:
        for group, members in groupby(findings, key=lambda finding: finding.group):
            self.say(message(f"doctor.group-{group}"), HEADING)
            for finding in members:
                self._finding(finding)
            self.blank()
        broken = sum(finding.state == "broken" for finding in findings)
        self.say(
            message("doctor.broken" if broken else "doctor.healthy", count=broken),
            STYLES["broken" if broken else "good"],
        )

    def _finding(self, finding: Finding) -> None:
        word = self.words(message(f"doctor.state-{finding.state}"))
        label = f"  {finding.name}{' ' * max(1, NAME - cells(finding.name))}"
        room = self.width - cells(label) - cells(word) - 2
        line = Styled(label).append(word, STYLES[finding.state])
        if finding.value == NOTHING:
            self.lines([line])
        elif cells(finding.value) <= room:
            self.lines([line.append(f"  {finding.value}", QUIET)])
        else:  # a path is never broken, so that it can be copied
            self.lines([line, Styled(f"    {finding.value}", QUIET)])
        if finding.advice is not None:
            self.say(finding.advice, first="    ")
