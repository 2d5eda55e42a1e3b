"""Read an exercise's folder. Reading is validating: every problem is left in the reader, or returned."""

import ast
from collections.abc import Mapping, Sequence
from pathlib import Path

from lstm_drills.content.exercise_types import (
    FRAMEWORKS,
    METADATA,
    MISCONCEPTIONS,
    TARGETS,
    Exercise,
    Misconception,
    Patch,
)
from lstm_drills.content.located import Problem, Reader, finish
from lstm_drills.content.names import natural
from lstm_drills.content.parsing import Node
from lstm_drills.messages import message

LEVELS = (1, 3)
LONGEST_MINUTES = 600
FILES = ("statement.en.md", "statement.zh.md", "stub.py", "solution.py")
LADDER = "cases.py"
# how a training can betray a mistake; the grader's words for them are in messages/training.py
SYMPTOMS = (
    "not-finite", "nothing-changes", "returns-the-first", "only-the-bias", "only-the-output-layer", "some-never-change",
    "lstm-never-changes", "one-batch", "steps-too-large", "steps-too-small", "loss-rises", "loss-stays", "memorised",
    "too-short", "too-little", "sees-a-part", "not-a-dict", "mispaired", "cut-short", "attention-cut", "never-calls",
)  # fmt: skip
EXERCISE_KEYS = ("id", "title", "level", "minutes", "functions", "hints")


def exercises_of(files: Sequence[Path]) -> tuple[Exercise, ...]:
    """The exercises of these ``exercise.yaml`` files in the order of their ids. Raises ContentError with every problem."""
    readers: list[Reader] = []
    found: list[Exercise] = []
    for metadata in files:
        reader = Reader(metadata)
        readers.append(reader)
        candidate = read_exercise(reader)
        twin = next((other for other in found if other.id == candidate.id), None)
        if twin and reader.root:
            reader.problem(reader.root, "same-exercise", other=twin.folder.name, id=candidate.id)
        found.append(candidate)
    finish(*readers)
    return tuple(sorted(found, key=lambda item: natural(item.id)))


def misconceptions_of(file: Path) -> tuple[Misconception, ...]:
    """Raises ContentError."""
    reader = Reader(file)
    found = read_misconceptions(reader)
    finish(reader)
    return found


def read_exercise(reader: Reader) -> Exercise:
    """``exercise.yaml``; problems are left in the reader. Of other exercises only the folders' names are looked at."""
    values = reader.fields(reader.root, EXERCISE_KEYS, ("needs", "files", "stub_passes", "framework"))
    exercise_id = reader.string(values.get("id"))
    folder = reader.file.parent
    if exercise_id and not all(part.isascii() and part.isdecimal() for part in exercise_id.split(".")):
        reader.problem(values["id"], "exercise-id", id=exercise_id)
    elif exercise_id and not folder.name.startswith(f"{exercise_id}-"):
        reader.problem(values["id"], "folder-name", id=exercise_id)
    functions = reader.unique(values.get("functions"), at_least=1)
    for name, node in functions.items():
        if not name.isidentifier():
            reader.problem(node, "not-a-name", word=name)
    needs = reader.unique(values.get("needs"))
    others = [other.parent.name.partition("-")[0] for other in folder.parent.glob(f"*/{METADATA}")]
    for name, node in needs.items():
        if name == exercise_id or name not in others:
            reader.unknown(node, "unknown-exercise", name, (other for other in others if other != exercise_id))
    return Exercise(
        id=exercise_id,
        folder=folder,
        title=reader.text(values.get("title")),
        level=reader.integer(values.get("level"), *LEVELS),
        minutes=reader.integer(values.get("minutes"), 1, LONGEST_MINUTES),
        functions=tuple(functions),
        needs=tuple(needs),
        hints=tuple(reader.text(node) for node in reader.items(values.get("hints"), at_least=1)),
        files=tuple(reader.unique(values.get("files"))),
        stub_passes="stub_passes" in values and reader.one_of(values["stub_passes"], ("true", "false")) == "true",
        framework=reader.one_of(values["framework"], FRAMEWORKS) if "framework" in values else "",
    )


def read_misconceptions(reader: Reader, solution: str | None = None) -> tuple[Misconception, ...]:
    """``misconceptions.yaml``: a list; problems are left in the reader (of patches: if a solution is given)."""
    found: dict[str, Misconception] = {}
    twins = []
    for node in reader.items(reader.root):
        values = reader.fields(node, ("id", "targets", "message", "hint"), ("patches", "file", "same_as", "symptom"))
        mistake = reader.string(values.get("id"))
        if mistake and not all(word.isalnum() and word == word.lower() for word in mistake.split("-")):
            reader.problem(values["id"], "misconception-id", id=mistake)
        if mistake in found:
            reader.problem(values["id"], "same-misconception", id=mistake)
        if values and ("patches" in values) == ("file" in values):
            reader.problem(node, "patches-or-file")
        same_as = reader.unique(values.get("same_as"))
        twins.append(same_as)
        found[mistake] = Misconception(
            id=mistake,
            targets=tuple(reader.one_of(target, TARGETS) for target in reader.items(values.get("targets"), at_least=1)),
            patches=_patches(reader, values, solution),
            file=reader.string(values["file"]) if "file" in values else None,
            same_as=tuple(same_as),
            message=reader.text(values.get("message")),
            hint=reader.text(values.get("hint")),
            symptom=reader.one_of(values["symptom"], SYMPTOMS) if "symptom" in values else None,
        )
    for same_as in twins:
        for name, node in same_as.items():
            if name not in found:
                reader.unknown(node, "unknown-misconception", name, found)
    return tuple(found.values())


def _patches(reader: Reader, values: Mapping[str, Node], solution: str | None) -> tuple[Patch, ...]:
    patches = []
    for node in reader.items(values.get("patches"), at_least=1 if "patches" in values else 0):
        fields = reader.fields(node, ("from", "to"))
        old = reader.string(fields.get("from"))
        new = reader.string(fields.get("to"), may_be_empty=True)
        if fields and old == new:
            reader.problem(node, "patch-changes-nothing")
        if solution is not None and old:
            count = solution.count(old)
            if count != 1:
                reader.problem(fields["from"], "patch-found-often" if count else "patch-not-found", count=count)
            solution = solution.replace(old, new)
        patches.append(Patch(old, new))
    return tuple(patches)


def problems(folder: Path) -> list[Problem]:
    """Everything about one exercise's files that can be seen without running them."""
    metadata = Reader(folder / METADATA)
    exercise = read_exercise(metadata)
    found = [*metadata.problems, *_python_problems(exercise)]
    wanted = (*FILES, *exercise.files)
    if not exercise.framework:
        catalogue = Reader(folder / MISCONCEPTIONS)
        solution = _read(exercise.solution) if exercise.solution.is_file() else None
        variants = {mistake.file for mistake in read_misconceptions(catalogue, solution) if mistake.file}
        found += catalogue.problems
        wanted = (*wanted, LADDER, *sorted(variants))
    found += [_problem(folder, "missing-file", name=name) for name in wanted if not (folder / name).is_file()]
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (METADATA, MISCONCEPTIONS, *wanted) and "__pycache__" not in path.parts:
            found.append(_problem(folder, "stray-file", name=name))
        elif path.is_file() and path.suffix == ".md" and not _read(path).strip():
            found.append(_problem(path, "empty-text"))
    return sorted(found)


def _python_problems(exercise: Exercise) -> list[Problem]:
    found: list[Problem] = []
    for name in ("stub.py", "solution.py", LADDER):
        file = exercise.folder / name
        if not file.is_file():
            continue
        try:
            tree = ast.parse(file.read_bytes(), filename=str(file))
        except (SyntaxError, ValueError) as error:
            line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
            reason = getattr(error, "msg", None) or str(error)
            found.append(Problem(file, line, column, message("banks.does-not-compile", reason=reason)))
            continue
        defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for function in ("cases",) if name == LADDER else exercise.functions:
            if function not in defined:
                found.append(_problem(file, "function-missing", name=function))
    return found


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _problem(file: Path, message_id: str, **parameters: str) -> Problem:
    return Problem(file, 1, 1, message(f"banks.{message_id}", **parameters))
