"""What the rows of one exercise say together. Pure."""

from collections.abc import Iterable

from lstm_drills.reviews import Drill, Judged

JUDGED = frozenset({"passed", "failed", "not-started"})  # the others say nothing about which mistake the code has


def last_diagnosis(verdicts: Iterable[Judged]) -> tuple[str, ...]:
    """The diagnosis of the last check that could judge. verdicts: in order of time."""
    judged = [row for row in verdicts if row.verdict in JUDGED]
    return judged[-1].diagnosis if judged else ()


def hint_level(verdicts: Iterable[Judged], events: Iterable[Drill]) -> int:
    """The last hint level since the diagnosis last changed or the exercise was begun anew."""
    level, diagnosis = 0, frozenset[str]()
    rows: list[Judged | Drill] = [*verdicts, *events]
    for row in sorted(rows, key=lambda row: (row.at, row.uuid)):
        if isinstance(row, Drill):
            level = {"hint": row.level, "restart": 0}.get(row.event, level)
        elif row.verdict in JUDGED:
            level = level if frozenset(row.diagnosis) == diagnosis else 0
            diagnosis = frozenset(row.diagnosis)
    return level
