"""What the drills show, but for reports: lists, statements, hints, solutions."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lstm_drills.messages import message
from lstm_drills.ui.prose import code_lines
from lstm_drills.ui.screen import CAUTION, HEADING, QUIET, Screen
from lstm_drills.ui.styled import Styled
from lstm_drills.ui.wrap import cells

if TYPE_CHECKING:  # the list shows sooner
    from lstm_drills.content.exercise_types import Exercise
    from lstm_drills.hints import Hint
    from lstm_drills.workspace import Started


class DrillScreen(Screen):
    """The screens of the drills' commands."""

    def exercises(self, exercises: Sequence["Exercise"], begun: Collection[str]) -> None:
        """One line each, or two where there is no room."""
        widest = max((len(exercise.id) for exercise in exercises), default=0)
        for exercise in exercises:
            mark = self.words(message("cli.mark-started")) if exercise.id in begun else ""
            facts = self._facts(exercise)
            head = f"{exercise.id:<{widest}}  "
            title = f"{self.words(exercise.title)}{mark}"
            if cells(head + title + facts) + 2 <= self.width:
                self.lines([Styled(head, HEADING).append(title).append(f"  {facts}", QUIET)])
            else:
                self.say(title, first=head)
                self.say(facts, QUIET, first=" " * len(head))
        self.blank()
        first = exercises[0].id if exercises else "3.1"
        self.commands(
            [
                (f"lstm-drills show {first}", message("cli.do-show")),
                (f"lstm-drills start {first}", message("cli.do-start")),
            ]
        )

    def statement(self, exercise: "Exercise") -> None:
        self.lines([Styled(f"{exercise.id}  {self.words(exercise.title)}", HEADING)])
        self.say(self._facts(exercise), QUIET)
        self.blank()
        self.prose(exercise.statement(self.language))
        self.blank()
        self.commands(
            [
                (f"lstm-drills start {exercise.id}", message("cli.do-start")),
                (f"lstm-drills check {exercise.id}", message("cli.do-check")),
                (f"lstm-drills hint {exercise.id}", message("cli.do-hint")),
            ]
        )

    def started(self, exercise: "Exercise", started: "Started", needed: Sequence[str] = ()) -> None:
        """Which file to edit, and what should come first."""
        if started.new_workspace is not None:
            self.message("workspace-made", folder=started.new_workspace)
        self.message("started" if started.created else "already-started", id=exercise.id)
        self.place(started.path)
        if needed:
            self.blank()
            self.message("comes-first", CAUTION, ids=list(needed), id=exercise.id)
        self.blank()
        self.commands(
            [
                *((f"lstm-drills start {need}", message("cli.do-first")) for need in needed),
                (f"lstm-drills show {exercise.id}", message("cli.do-show")),
                (f"lstm-drills check {exercise.id}", message("cli.do-check")),
            ]
        )

    def hint(self, exercise: "Exercise", hint: "Hint", *, lead_on: bool = True) -> None:
        """One hint; ``lead_on`` with the command for what comes after it."""
        self.message("hint-head", HEADING, id=exercise.id, level=hint.level, levels=hint.levels)
        if hint.about is not None:
            self.blank()
            self.labelled(message("cli.label-last-check"), hint.about)
        self.blank()
        self.prose(hint.text)
        if not lead_on:
            return
        self.blank()
        if hint.last:
            self.message("hint-last", QUIET)
            self.commands([(f"lstm-drills solution {exercise.id} --give-up", message("cli.do-give-up"))])
        else:
            self.commands([(f"lstm-drills hint {exercise.id}", message("cli.do-further"))])

    def solution(self, exercise: "Exercise") -> None:
        """The file as it is, so that it can be redirected into one."""
        self.lines(code_lines(exercise.solution.read_text(encoding="utf-8").rstrip("\n"), indent=""))

    def reset(self, exercise: "Exercise", path: Path, backup: Path) -> None:
        self.message("reset", id=exercise.id)
        self.place(path)
        self.message("reset-kept")
        self.place(backup)
        self.blank()
        self.commands([(f"lstm-drills reset {exercise.id} --undo", message("cli.do-undo"))])

    def reset_undone(self, exercise: "Exercise", path: Path) -> None:
        self.message("reset-undone", id=exercise.id)
        self.place(path)

    def _facts(self, exercise: "Exercise") -> str:
        return self.words(message("cli.exercise-facts", minutes=exercise.minutes, level=exercise.level))
