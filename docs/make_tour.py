"""The pictures of the README's tour: the real program in a pseudo-terminal, drawn as SVG.

``python docs/make_tour.py`` writes docs/tour/*.svg anew (Linux or macOS, with the extra ``test``); a name or two writes only those.
What each shows is typed and read here by keys and words that the program itself says.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import pexpect
import pyte
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "tour"
COLUMNS, MOST_LINES = 80, 80
PROGRAM = (sys.executable, "-m", "lstm_drills")
SEED = ["--seed", "7"]
STOP, GO_ON = "", "\0"  # instead of keys: the picture is taken here; the next words are waited for
SHOWN_FOLDER = "/home/you"


# rich's own form links to fonts on the net; a picture in a repository has to stand alone
FORM = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
font-size: {char_height}px; line-height: {line_height}px }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
COLOURS = {"brown": "yellow", "brightbrown": "bright_yellow", "default": "default"}


@dataclass(frozen=True, slots=True)
class Screen:
    """typed: words to wait for, in English and in Chinese, then keys.

    mine: what the learner has written for the drill, one of tests/submissions. before: commands run unseen in the same place, and
    their input. interview: one was sat before. lines: so many from the end; the rest would be scrolled away. dated: two runs never
    show the same.
    """

    name: str
    command: Sequence[str]
    typed: Sequence[tuple[str, str, str]] = ()
    mine: str = ""
    before: Sequence[tuple[Sequence[str], str]] = ()
    interview: bool = False
    lines: int = MOST_LINES
    dated: bool = False


SCREENS = (
    Screen("welcome", [], [("]: ", "]", "{language}\r"), ("): ", "）", "\r")]),
    Screen("check", ["check", "3.3", *SEED], mine="3.3/wrong/forget_gate_with_hidden.py"),
    Screen(
        "hint", ["hint", "3.3"], mine="3.3/wrong/forget_gate_with_hidden.py", before=[(["check", "3.3", *SEED], "")]
    ),
    Screen("trace", ["trace", "3.1"], mine="3.1/wrong/candidate_is_sigmoid.py"),
    Screen("quiz", ["quiz", "2.3", "-n", "1", "--type", "single", "--seed", "10"], [("> ", "> ", "B\r"), ("> ", "> ", STOP)]),
    Screen("lab", ["lab", "gradients"]),
    Screen(
        "watch", ["watch", "3.3"], [("Diagnosis", "诊断", GO_ON), ("q quit", "q 退出", STOP)],
        mine="3.3/wrong/forget_gate_with_hidden.py", dated=True,
    ),
    Screen("debrief", ["interview", "--last"], dated=True, lines=34, interview=True),
    Screen(
        "home", [], mine="3.1/right/per_gate.py", dated=True,
        before=[
            (["check", "3.0"], ""), (["check", "3.1"], ""),
            (["quiz", "-n", "8", "--type", "single", "--interview-date", "2027-01-20", *SEED], "B\n\n" * 8),
        ],
    ),
)  # fmt: skip


# --- the terminal -----------------------------------------------------------------------------------------------------
def run(screen: Screen, language: str, folder: Path) -> pyte.Screen:
    """The terminal as it is when the command has ended."""
    settings = {
        "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "xterm-256color", "LSTM_DRILLS_LANG": language,
        "LSTM_DRILLS_HOME": str(folder / "home"), "LSTM_DRILLS_WORKSPACE": str(folder / "lstm-drills-workspace"),
    }  # fmt: skip
    env = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")} | settings
    terminal = pyte.Screen(COLUMNS, MOST_LINES)
    stream = pyte.Stream(terminal)
    if screen.mine:
        _write(screen.mine, env, folder)
    for words, typed in screen.before:
        subprocess.run([*PROGRAM, *words], env=env, cwd=folder, check=False, capture_output=True, input=typed.encode())
    if screen.interview:
        _sit(folder / "home" / "interviews")
    child = pexpect.spawn(
        sys.executable, ["-m", "lstm_drills", *screen.command], env=env, encoding="utf-8", timeout=60,
        dimensions=(MOST_LINES, COLUMNS), cwd=folder,
    )  # fmt: skip
    for english, chinese, keys in screen.typed:
        child.expect_exact(chinese if language == "zh" else english)
        stream.feed(_shown(child.before + child.after, folder))
        if keys == STOP:
            child.close(force=True)
            return terminal
        if keys != GO_ON:
            child.send(keys.format(language="2" if language == "zh" else "1"))
    child.expect(pexpect.EOF)
    stream.feed(_shown(child.before, folder))
    child.close()
    return terminal


def _shown(text: str, folder: Path) -> str:
    """As on a learner's machine, and the same in every run."""
    return text.replace(str(folder), SHOWN_FOLDER)


def _write(submission: str, env: dict[str, str], folder: Path) -> None:
    """Into the learner's file, in a workspace that is begun with it."""
    subprocess.run(
        [*PROGRAM, "start", submission.partition("/")[0]], env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    (mine,) = folder.glob("lstm-drills-workspace/*.py")
    shutil.copy(ROOT / "tests" / "submissions" / submission, mine)


def _sit(interviews: Path) -> None:
    """An interview of a quarter of an hour: most is known, and what is not is held for certain."""
    sys.path.insert(0, str(ROOT))
    from lstm_drills.content import questions
    from lstm_drills.interview import store
    from lstm_drills.interview.blueprints import blueprint
    from lstm_drills.interview.picking import pick
    from lstm_drills.interview.sitting import Answered, Marked, Start, Sure

    queue = pick(questions.load(), blueprint("junior"), 20, 7)
    book = store.begin(interviews, Start("1", "2026-12-01T08:00:00+00:00", "junior", 7, 20, queue))
    used = 0.0
    for place, item in enumerate(queue):
        wrong = place % 3 == 2
        used += item.seconds * (0.9 if wrong else 0.5)
        own = item.kind in ("whiteboard", "follow-up", "project")
        note = {"verdict": "failed", "passed": 9, "rungs": 14} if item.kind == "code" else {}
        score = None if own else 0.0 if wrong else 0.64 if note else 1.0
        book.add(Answered("...", item.seconds * (0.9 if wrong else 0.5), used, score, note=note))
        book.add(Sure(4 if wrong else 3 if place % 2 else 2, used))
    while (place := book.state.unmarked) is not None:
        book.add(Marked(place, 0.5, (0, 1)))


# --- the picture ------------------------------------------------------------------------------------------------------
def svg(terminal: pyte.Screen, title: str, lines: int) -> str:
    """What stands on the terminal, without the empty lines below; the same screen gives the same text."""
    rows = [_row(terminal, number) for number in range(MOST_LINES)]
    while rows and not rows[-1].plain.strip():
        rows.pop()
    rows = rows[-lines:]
    console = Console(
        record=True, width=COLUMNS, height=len(rows), file=io.StringIO(), color_system="truecolor", force_terminal=True
    )
    for row in rows:
        console.print(row, no_wrap=True, crop=False, soft_wrap=True)
    drawn = console.export_svg(title=title, code_format=FORM, unique_id="tour")
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def _row(terminal: pyte.Screen, number: int) -> Text:
    row = Text()
    signs: list[Any] = [terminal.buffer[number][column] for column in range(COLUMNS)]
    # rich gives a run as many cells as it has letters, so a wide sign is a run of its own; its second cell is empty
    for (style, _), run_of in groupby(enumerate(signs), lambda place: _run(*place)):
        row.append("".join(sign.data for _, sign in run_of), style)
    row.rstrip()
    return row


def _run(place: int, sign: Any) -> tuple[str, int]:
    return _style(sign), place if cell_len(sign.data) != 1 else -1


def _style(sign: Any) -> str:
    colour = COLOURS.get(sign.fg, sign.fg)
    if re.fullmatch(r"[0-9a-f]{6}", colour):
        colour = f"#{colour}"
    else:
        colour = colour.replace("bright", "bright_") if colour.startswith("bright") else colour
    marks = [word for word, on in (("bold", sign.bold), ("italic", sign.italics), ("reverse", sign.reverse)) if on]
    return " ".join([*marks, colour])


def picture(screen: Screen, language: str) -> str:
    """The SVG of one screen in that language."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = run(screen, language, Path(folder))
    return svg(terminal, " ".join(["lstm-drills", *screen.command]), screen.lines)


def main(names: Sequence[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for screen in SCREENS:
        if names and screen.name not in names:
            continue
        for language in ("en", "zh"):
            path = FOLDER / f"{screen.name}.{language}.svg"
            path.write_text(picture(screen, language), encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
