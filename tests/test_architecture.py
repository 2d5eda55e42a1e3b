"""Who may import whom: read from the sources, so that an import inside a function counts too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_drills import paths

PACKAGE = paths.PACKAGE
FLOOR = {"errors", "paths"}
LOWER = FLOOR | {"messages", "reviews", "markup"}
MIDDLE = LOWER | {"content", "reference", "datasets"}
WORKING_ROOMS = MIDDLE | {"workspace", "hints"}
ALLOWED = {
    "": {"cli"},  # __main__
    "errors": set(),
    "paths": set(),
    "reviews": FLOOR,
    "markup": set(),
    "messages": FLOOR,
    "reference": FLOOR,
    "datasets": FLOOR | {"messages"},
    "content": MIDDLE - {"reviews"},
    "workspace": MIDDLE,
    "hints": MIDDLE,
    "progress": MIDDLE,
    "quiz": MIDDLE,
    "grader": MIDDLE,
    "labs": MIDDLE,
    "interview": {*MIDDLE, "quiz"},
    "cards": {*MIDDLE, "quiz"},
    "ui": {*WORKING_ROOMS, "quiz", "grader", "progress", "labs", "interview"},
    "cli": {*WORKING_ROOMS, "quiz", "grader", "progress", "labs", "interview", "cards", "ui"},
}
ONLY = {
    "typer": "cli",
    "rich": "ui",
    "matplotlib": "ui",
    "yaml": "content",
    "sqlite3": "progress",
    "fsrs": "quiz",
    "genanki": "cards",
}
CHILD = PACKAGE / "grader" / "child"
CHILDS_OWN = {"lstm_drills", "numpy"}  # of lstm_drills its own folder alone


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_content" not in path.parts)


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return "" if parts[0] in ("__init__", "__main__") else parts[0]


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, or imports from, but for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for guard in ast.walk(tree)
        if isinstance(guard, ast.If) and isinstance(guard.test, ast.Name) and guard.test.id == "TYPE_CHECKING"
        for node in ast.walk(guard)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_rooms_import_only_what_lies_below(path):
    room = room_of(path)
    for name in imported(path):
        top, _, rest = name.partition(".")
        if top == "lstm_drills" and rest:
            other = rest.partition(".")[0]
            is_room = (PACKAGE / other).is_dir() or (PACKAGE / f"{other}.py").is_file()
            assert not is_room or other == room or other in ALLOWED[room], f"{room} imports {other}"
        assert top not in ONLY or ONLY[top] == room, f"{room} imports {top}"
        assert top not in ("exercises", "questions"), "that works only in a checkout"


@pytest.mark.parametrize("path", sorted(CHILD.glob("*.py")), ids=lambda path: path.name)
def test_the_submissions_side_knows_nothing_but_the_standard_library_and_numpy(path):
    import sys

    for name in imported(path):
        top = name.partition(".")[0]
        frameworks = {"keras", "torch"} if path.name == "frameworks.py" else set()
        assert top in sys.stdlib_module_names or top in CHILDS_OWN | frameworks or (CHILD / f"{top}.py").is_file()
        assert top != "lstm_drills" or name.startswith("lstm_drills.grader.child")


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_cli_and_ui_print_and_only_cli_exits_or_reads_the_clock(path):
    room = room_of(path)
    if path.is_relative_to(CHILD):
        return  # a program of its own
    found = set(calls(path))
    if room not in ("cli", "ui"):
        assert "print" not in found
    if room != "cli":
        clock = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}
        assert not found & clock
        assert not found & {"sys.exit", "exit", "os._exit", "typer.Exit"}
