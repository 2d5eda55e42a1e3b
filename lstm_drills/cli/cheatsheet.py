"""``cheatsheet``: one page of equations, shapes and counts, weak topics first."""

from pathlib import Path

from lstm_drills import paths
from lstm_drills.cli.language import current
from lstm_drills.cli.quiz_commands import Desk
from lstm_drills.content import questions
from lstm_drills.errors import DrillsError
from lstm_drills.messages import message
from lstm_drills.messages.cheatsheet import BLOCKS, Block
from lstm_drills.quiz import statistics
from lstm_drills.ui.cheatsheet import CheatSheetScreen, page


def cheatsheet(file: Path | None) -> None:
    """Show the sheet, or save it as HTML."""
    recall = _recall()
    blocks = ordered(recall)
    screen = CheatSheetScreen(current())
    if file is None:
        screen.sheet(blocks, weak_first=bool(recall))
        return
    try:
        file.write_text(page(blocks, current()), encoding="utf-8")
    except OSError as error:
        raise DrillsError("quiz.cannot-write", path=str(file), reason=error.strerror or str(error)) from error
    screen.say(message("cheatsheet.written", path=str(file)))


def ordered(recall: dict[str, float]) -> tuple[Block, ...]:
    """What was answered and is remembered least comes first; the others keep their order."""
    return tuple(sorted(BLOCKS, key=lambda block: recall.get(block.topic, 1.0)))


def _recall() -> dict[str, float]:
    """The predicted recall of each topic that was met; nothing where there is no record yet."""
    if not paths.progress_file().exists():
        return {}
    desk = Desk(current())
    with desk.progress() as progress:
        found = statistics.statistics(progress.reviews(), questions.load(), desk.today(), desk.plan(progress))
    return {group.name: group.recall_now for group in found.topics if group.recall_now is not None}
