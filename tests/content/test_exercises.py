"""Exercise folders: what is read from them, and everything that can be wrong with one."""

from pathlib import Path

import pytest

from lstm_drills import paths
from lstm_drills.content import disposable, exercise_reader, exercises
from lstm_drills.content.exercise_types import Patch
from lstm_drills.errors import ContentError, DrillsError
from lstm_drills.messages import Text

METADATA = """\
id: "3.3"
title: {en: Backward, zh: 反向}
level: 3
minutes: 45
functions: [backward]
hints:
  - {en: Think of time., zh: 想想时间。}
"""
MISTAKES = """\
- id: new-cell
  targets: [forget_gate, time]
  patches:
    - from: "d = c_prev"
      to: "d = c_next"
  message: {en: It multiplies by the new cell., zh: 它乘了新的细胞状态。}
  hint: {en: Which cell was scaled?, zh: 缩放的是哪个？}
- id: other-way
  targets: [contract]
  file: variant.py
  same_as: [new-cell]
  message: {en: Another way., zh: 另一种。}
  hint: {en: Look., zh: 看。}
"""
SOLUTION = "def backward(c_prev, c_next):\n    d = c_prev\n    return d\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(paths, "exercises_folder", lambda: tmp_path)
    return write(tmp_path / "3.3-backward")


def write(folder: Path, **changed: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "exercise.yaml": METADATA,
        "misconceptions.yaml": MISTAKES,
        "solution.py": SOLUTION,
        "stub.py": "def backward(c_prev, c_next):\n    raise NotImplementedError\n",
        "cases.py": "def cases(rng):\n    return []\n",
        "variant.py": SOLUTION,
        "statement.en.md": "Write it.\n",
        "statement.zh.md": "写吧。\n",
    }
    for name, text in (files | changed).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def names(folder: Path) -> list[tuple[str, int, str]]:
    return [(p.file.name, p.line, p.message.id.partition(".")[2]) for p in exercise_reader.problems(folder)]


def test_a_folder_is_read(folder):
    exercise = exercises.exercise("3.3")
    assert (exercise.title, exercise.level, exercise.minutes) == (Text("Backward", "反向"), 3, 45)
    assert exercise.functions == ("backward",)
    assert exercise.needs == ()
    assert exercise.hints == (Text("Think of time.", "想想时间。"),)
    assert exercise.statement("zh") == "写吧。\n"
    assert exercise.stub.is_file()
    assert exercise.solution.is_file()
    assert exercise_reader.problems(folder) == []


def test_misconceptions_are_read(folder):
    first, second = exercises.misconceptions(exercises.exercise("3.3"))
    assert first.id == "new-cell"
    assert first.targets == ("forget_gate", "time")
    assert first.patches == (Patch("d = c_prev", "d = c_next"),)
    assert first.file is None
    assert second.file == "variant.py"
    assert second.same_as == ("new-cell",)
    assert second.patches == ()


def test_ids_sort_by_their_numbers(folder):
    for number in ("3.10", "3.2", "2.11"):
        write(folder.parent / f"{number}-x", **{"exercise.yaml": METADATA.replace("3.3", number)})
    assert [exercise.id for exercise in exercises.exercises()] == ["2.11", "3.2", "3.3", "3.10"]


@pytest.mark.parametrize("typed", ["3.33", "33", "3..3", "backwards", "3.3-backward"])
def test_a_mistyped_id_is_answered_with_the_nearest(folder, typed):
    with pytest.raises(DrillsError) as error:
        exercises.exercise(typed)
    assert error.value.message_id == "workspace.unknown-exercise"
    assert error.value.parameters == {"id": typed, "suggestion": "3.3"}


def test_an_id_like_nothing_gets_no_suggestion(folder):
    with pytest.raises(DrillsError) as error:
        exercises.exercise("quux")
    assert error.value.message_id == "workspace.unknown-exercise-no-suggestion"


def test_all_broken_folders_are_told_at_once(folder):
    write(folder.parent / "3.1-x", **{"exercise.yaml": METADATA.replace("level: 3", "level: 9").replace("3.3", "3.1")})
    write(folder.parent / "3.2-x", **{"exercise.yaml": METADATA.replace("minutes", "minuts").replace("3.3", "3.2")})
    with pytest.raises(ContentError) as error:
        exercises.exercises()
    assert error.value.parameters["count"] == 3
    assert "3.1-x" in error.value.parameters["problems"].en
    assert "“minutes”" in error.value.parameters["problems"].zh


def test_two_folders_with_one_id_are_a_problem(folder):
    write(folder.parent / "3.3-other")
    with pytest.raises(ContentError):
        exercises.exercises()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "problem"),
    [
        ("exercise.yaml", 'id: "3.3"', "id: three", 1, "exercise-id"),
        ("exercise.yaml", 'id: "3.3"', 'id: "3.4"', 1, "folder-name"),
        ("exercise.yaml", "level: 3", "level: 4", 3, "not-a-whole-number"),
        ("exercise.yaml", "minutes: 45", "minutes: soon", 4, "not-a-whole-number"),
        ("exercise.yaml", "[backward]", "[]", 5, "too-few"),
        ("exercise.yaml", "[backward]", "[backward, back-ward]", 5, "not-a-name"),
        ("exercise.yaml", "hints:", 'needs: ["3.1"]\nhints:', 6, "unknown-exercise"),
        ("exercise.yaml", "hints:", "hint: x\nhints:", 6, "unknown-key"),
        ("exercise.yaml", "hints:", "files: [data.json]\nhints:", 1, "missing-file"),
        ("misconceptions.yaml", "d = c_prev", "d = c_preb", 4, "patch-not-found"),
        ("misconceptions.yaml", "d = c_prev", "d", 4, "patch-found-often"),
        ("misconceptions.yaml", "d = c_next", "d = c_prev", 4, "patch-changes-nothing"),
        ("misconceptions.yaml", "forget_gate", "forgot_gate", 2, "unknown-word"),
        ("misconceptions.yaml", "[new-cell]", "[new-cel]", 11, "unknown-misconception"),
        ("misconceptions.yaml", "id: other-way", "id: new-cell", 8, "same-misconception"),
        ("misconceptions.yaml", "id: new-cell", "id: New Cell", 1, "misconception-id"),
        ("misconceptions.yaml", "  file: variant.py\n", "", 8, "patches-or-file"),
        ("stub.py", "backward", "backwards", 1, "function-missing"),
        ("solution.py", "return d", "return (d", 3, "does-not-compile"),
        ("cases.py", "cases", "case", 1, "function-missing"),
        ("statement.zh.md", "写吧。", "", 1, "empty-text"),
    ],
)
def test_each_fault_of_a_folder_is_found_at_its_place(folder, file, old, new, line, problem):
    source = (folder / file).read_text(encoding="utf-8")
    assert old in source
    (folder / file).write_text(source.replace(old, new, 1), encoding="utf-8")
    assert (line, problem) in [(at, name) for _, at, name in names(folder)]


def test_a_deleting_patch_is_allowed(folder):
    write(
        folder,
        **{"misconceptions.yaml": MISTAKES.replace('"d = c_next"', '""').replace("d = c_prev", "    d = c_prev\\n")},
    )
    assert names(folder) == []


def test_missing_and_stray_files_are_told(folder):
    (folder / "statement.en.md").unlink()
    (folder / "notes.txt").write_text("x")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "stub.pyc").write_bytes(b"")
    assert sorted(name for *_, name in names(folder)) == ["missing-file", "stray-file"]


def test_an_empty_folder_tells_everything_that_is_missing(tmp_path):
    (tmp_path / "3.9-x").mkdir()
    assert {name for *_, name in names(tmp_path / "3.9-x")} == {"cannot-open", "missing-file"}


# --- the copy that makes the second start quick -----------------------------------------------------------------------


def forgotten() -> None:
    """A new start of the program."""
    exercises._load.cache_clear()
    exercises.misconceptions.cache_clear()


def everything() -> tuple[object, ...]:
    forgotten()
    (exercise,) = exercises.exercises()
    return exercise, exercises.misconceptions(exercise)


def test_the_second_start_reads_no_yaml_and_gives_the_same(folder, monkeypatch):
    first = everything()
    monkeypatch.setattr(exercise_reader, "Reader", lambda file: pytest.fail(f"{file} was read again"))
    assert everything() == first


def test_what_was_changed_is_read_again(folder):
    everything()
    write(
        folder,
        **{"exercise.yaml": METADATA.replace("45", "46"), "misconceptions.yaml": MISTAKES.replace("Look.", "Oh.")},
    )
    exercise, mistakes = everything()
    assert (exercise.minutes, mistakes[1].hint.en) == (46, "Oh.")


@pytest.mark.parametrize("damage", [b"", b"\x00", b"[]\n", b"[" * 9999])
def test_a_damaged_copy_is_ignored(folder, damage):
    first = everything()
    copies = sorted((paths.home() / disposable.FOLDER).glob("*.jsonl"))
    assert len(copies) == 2
    for copy in copies:
        key = copy.read_bytes().splitlines()[0]
        copy.write_bytes(key + b"\n" + damage)
    assert everything() == first


def test_a_home_that_cannot_be_written_is_no_reason_to_complain(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setattr(paths, "home", lambda: blocked)
    assert everything()
