"""Misconceptions as quiz material: an excerpt of the patched solution, and the lines of it that are wrong."""

import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from lstm_drills.content.exercise_types import Exercise, Misconception
from lstm_drills.content.exercises import exercises, misconceptions
from lstm_drills.content.located import BrokenContent, Problem
from lstm_drills.content.question_types import Lines, Question
from lstm_drills.messages import Text, message, say

TALLEST = 24  # lines of an excerpt: what a small terminal shows together with the question
MOST_WRONG_LINES = 3  # above that "the wrong line" is no fair question
GENERATED_TOPICS = ("debugging", "implementation-numpy")
PROMPT = message("quiz.bug-prompt")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Code with a mistake in it; ``lines`` are the wrong ones, from 1 (none where something is left out)."""

    name: str
    exercise: Exercise
    misconception: Misconception
    code: str
    lines: tuple[int, ...]
    right: str

    @property
    def place(self) -> tuple[str, str]:
        """Where the mistake is: the exercise and the lines of its solution that it replaces."""
        return self.exercise.id, self.right

    @property
    def prompt(self) -> Text:
        return _both(PROMPT)

    @property
    def explanation(self) -> Text:
        """The mistake in words, and the lines as they should be."""
        return _both(message("quiz.bug-explanation", message=self.misconception.message, right=self.right))

    def question(self) -> Question:
        """The question that asks for the wrong line."""
        return Question(
            key=f"{self.exercise.id}/bug-{self.misconception.id}",
            section=self.exercise.id,
            type="bug",
            level=self.exercise.level,
            topics=GENERATED_TOPICS,
            prompt=self.prompt,
            answer=Lines(self.lines),
            explanation=self.explanation,
            code=self.code,
            hint=self.misconception.hint,
            misconception=self.name,
        )


class Excerpts:
    """All exercises' excerpts by ``exercise/misconception``; nothing is read before the first one is asked for."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @cached_property
    def by_name(self) -> dict[str, Excerpt]:
        """Those that can be read; what is wrong with the others is left in ``problems``."""
        found: dict[str, Excerpt] = {}
        try:
            known = exercises()
        except BrokenContent as error:
            self.problems += error.problems
            return found
        for exercise in known:
            try:
                found.update((excerpt.name, excerpt) for excerpt in _of(exercise))
            except BrokenContent as error:
                self.problems += error.problems
            except OSError as error:
                reason = message("banks.cannot-open", reason=error.strerror or str(error))
                self.problems.append(Problem(Path(error.filename or exercise.folder), 1, 1, reason))
        return found

    def questions(self, named: set[str]) -> Iterator[Question]:
        """One question for every place of the solutions that has a misconception with a line to name.

        The same place with another mistake would be the same question; what banks name is asked there already.
        """
        asked = {excerpt.place for name, excerpt in self.by_name.items() if name in named}
        for excerpt in self.by_name.values():
            if excerpt.lines and excerpt.place not in asked:
                asked.add(excerpt.place)
                yield excerpt.question()


def _of(exercise: Exercise) -> Iterator[Excerpt]:
    solution = exercise.solution.read_text(encoding="utf-8")
    for misconception in misconceptions(exercise):
        if misconception.file is not None:
            variant = (exercise.folder / misconception.file).read_text(encoding="utf-8")
        else:
            variant = solution
            for patch in misconception.patches:
                variant = variant.replace(patch.old, patch.new)
        yield _excerpt(exercise, misconception, solution.splitlines(), variant.splitlines())


def _excerpt(exercise: Exercise, misconception: Misconception, right: list[str], wrong: list[str]) -> Excerpt:
    changed: list[int] = []
    original: list[str] = []
    place = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes():
        if tag != "equal":
            place = place or j1
            changed += [line for line in range(j1, j2) if wrong[line].strip()]
            original += right[i1:i2]
    first, last = _window(wrong, changed or [place], misconception.id)
    shown = [line for line in changed if first <= line < last]
    fair = len(changed) <= MOST_WRONG_LINES and shown == changed
    return Excerpt(
        name=f"{exercise.id}/{misconception.id}",
        exercise=exercise,
        misconception=misconception,
        code=textwrap.dedent("\n".join(wrong[first:last])).strip("\n"),
        lines=tuple(line - first + 1 for line in shown) if fair else (),
        right=textwrap.dedent("\n".join(original)).strip("\n"),
    )


def _window(lines: list[str], changed: list[int], name: str) -> tuple[int, int]:
    """The definition around the first change, or a part of it whose place says nothing about where the mistake is."""
    start = changed[0]
    while start > 0 and not lines[start].startswith(("def ", "class ", "@")):
        start -= 1
    end = changed[0] + 1
    while end < len(lines) and not (lines[end] and not lines[end][0].isspace() and lines[end][0] not in ")]}#"):
        end += 1
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    if end - start > TALLEST:
        earliest = max(start, min(changed[-1], changed[0] + TALLEST - 1) - TALLEST + 1)
        latest = max(earliest, min(changed[0], end - TALLEST))
        start = earliest + zlib.crc32(name.encode()) % (latest - earliest + 1)
        end = min(end, start + TALLEST)
    while start < changed[0] and not lines[start].strip():
        start += 1
    return start, end


def _both(what: object) -> Text:
    return Text(say(what, "en"), say(what, "zh"))  # type: ignore[arg-type]
