"""``doctor``: what is here, what works, and how to mend what does not."""

import importlib.metadata
import importlib.util
import json
import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import lstm_drills
from lstm_drills import paths, workspace
from lstm_drills.cli.language import current
from lstm_drills.errors import DrillsError
from lstm_drills.grader import runner
from lstm_drills.grader.outcomes import Ended
from lstm_drills.messages import Message, message, say
from lstm_drills.ui.doctor import DoctorScreen, Finding

PACKAGES = ("numpy", "typer", "rich", "PyYAML", "platformdirs", "fsrs")
# what an extra is for, and the package whose presence tells that it was installed
EXTRAS = {"torch": "torch", "keras": "keras", "pictures": "matplotlib", "anki": "genanki"}
LAYERS = ("rlimits", "landlock", "seccomp")
NARROWEST = 50
HEALTHY, BROKEN = 0, 1
LOADED = "def loaded():\n    return 1\n"


def doctor(*, as_json: bool) -> int:
    """Show everything, or print it as JSON; 1 where something is broken."""
    findings = list(_findings())
    if as_json:
        language = current()
        told = [
            {**asdict(one), "value": one.value, "advice": None if one.advice is None else say(one.advice, language)}
            for one in findings
        ]
        sys.stdout.write(json.dumps({"healthy": _healthy(findings), "findings": told}, ensure_ascii=False) + "\n")
    else:
        DoctorScreen(current()).findings(findings)
    return HEALTHY if _healthy(findings) else BROKEN


def _healthy(findings: list[Finding]) -> bool:
    return not any(finding.state == "broken" for finding in findings)


def _findings() -> Iterator[Finding]:
    yield Finding("versions", "lstm-drills", lstm_drills.__version__)
    yield Finding("versions", "python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("versions", "system", f"{platform.system()} {platform.release()} {platform.machine()}")
    for package in PACKAGES:
        yield _package(package)
    yield from _places()
    yield from _terminal()
    yield from _content()
    yield _record()
    yield from _child()
    for extra, package in EXTRAS.items():
        present = importlib.util.find_spec(package) is not None
        value = importlib.metadata.version(package) if present else "-"
        advice = None if present else message("doctor.extra-missing", extra=extra)
        yield Finding("extras", extra, value, "good" if present else "absent", advice)


def _package(name: str) -> Finding:
    try:
        return Finding("versions", name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding("versions", name, "-", "broken", message("doctor.package-missing", name=name))


def _places() -> Iterator[Finding]:
    yield _writable("home", paths.home())
    place = workspace.current()
    if place is None:
        yield Finding("places", "workspace", "-", "absent", message("doctor.no-workspace"))
    else:
        yield _writable("workspace", place)
    yield _writable("temporary", Path(tempfile.gettempdir()))
    yield Finding("places", "content", str(paths.content_root()))


def _writable(name: str, folder: Path) -> Finding:
    """Whether a file can be made there, or in the nearest folder above that exists."""
    existing = next((place for place in (folder, *folder.parents) if place.is_dir()), folder)
    try:
        with tempfile.NamedTemporaryFile(dir=existing):
            return Finding("places", name, str(folder))
    except OSError as error:
        advice = message("doctor.not-writable", folder=folder, reason=error.strerror or str(error))
        return Finding("places", name, str(folder), "broken", advice)


def _terminal() -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    narrow = size.columns < NARROWEST
    yield Finding(
        "terminal", "width", str(size.columns), "warning" if narrow else "good", message("doctor.narrow") if narrow else None
    )  # fmt: skip
    encoding = sys.stdout.encoding or "-"
    readable = encoding.lower().replace("-", "") == "utf8"
    yield Finding(
        "terminal", "encoding", encoding, "good" if readable else "warning", None if readable else message("doctor.encoding")
    )  # fmt: skip
    yield Finding("terminal", "language", f"{current()} ({locale.getlocale()[0] or 'no locale'})")
    colour = "no" if os.environ.get("NO_COLOR") or not sys.stdout.isatty() else "yes"
    yield Finding("terminal", "colour", colour)


def _content() -> Iterator[Finding]:
    from lstm_drills.content.exercises import exercises
    from lstm_drills.content.questions import load

    for name, read in (("exercises", exercises), ("questions", lambda: load().entries)):
        try:
            yield Finding("content", name, str(len(read())))
        except DrillsError as error:
            told = say(Message(error.message_id, error.parameters), current())
            yield Finding("content", name, "-", "broken", message("doctor.content-broken", problem=told))


def _record() -> Finding:
    file = paths.progress_file()
    if not file.exists():
        return Finding("record", "progress", "-", "absent", message("doctor.no-record"))
    from lstm_drills.progress import open_progress

    try:
        with open_progress(file) as progress:
            return Finding("record", "progress", f"{len(progress.log())} ({file})")
    except DrillsError as error:
        return Finding("record", "progress", str(file), "broken", Message(error.message_id, error.parameters))


def _child() -> Iterator[Finding]:
    """Whether a submission's process can be started, and what confines it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submission.py"
        path.write_text(LOADED, encoding="utf-8")
        try:
            with runner.start() as session:
                loaded = session.load(path)
                layers = session.layers
        except OSError as error:
            yield Finding(
                "grader", "process", "-", "broken", message("cli.no-child", reason=error.strerror or str(error))
            )
            return
    if isinstance(loaded, Ended):
        yield Finding("grader", "process", loaded.reason, "broken", message("doctor.child-ended", reason=loaded.reason))
        return
    yield Finding("grader", "process", "ok")
    for layer in LAYERS:
        here = layer in layers
        advice = None if here else message(f"doctor.no-{layer}")
        yield Finding("grader", layer, "yes" if here else "no", "good" if here else "warning", advice)
