"""A process that answers questions: run with a record and a number of sessions, it prints each row's id once it is safe.

It takes up the last session where it stands, then starts new ones. Run by tests, which kill it.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from lstm_drills.progress import Progress, open_progress
from lstm_drills.reviews import Review, SessionStart, Undo, new_id, remaining

QUEUE = tuple(f"2.{k % 5}/question-{k}" for k in range(50))


def main(file: Path, sessions: int) -> None:
    with open_progress(file) as progress:
        for session in started(progress, sessions):
            keys = remaining(session, progress.reviews())
            for position, key in enumerate(keys, len(session.queue) - len(keys)):
                review = answer(session, key, position)
                progress.append(review)
                acknowledge("answer", review.uuid)
                if position % 7 == 3:  # take it back, and answer again
                    undo = Undo(new_id(datetime.now(UTC)), review.uuid, datetime.now(UTC))
                    progress.append(undo)
                    acknowledge("undo", undo.uuid)
                    again = answer(session, key, position)
                    progress.append(again)
                    acknowledge("answer", again.uuid)


def started(progress: Progress, sessions: int):
    last = progress.rows(SessionStart)[-1:]
    yield from (session for session in last if remaining(session, progress.reviews()))
    for _ in range(sessions):
        now = datetime.now(UTC)
        session = SessionStart(new_id(now), "7", QUEUE, {}, now)
        progress.append(session)
        acknowledge("session", session.uuid)
        yield session


def answer(session: SessionStart, key: str, position: int) -> Review:
    now = datetime.now(UTC)
    return Review(
        new_id(now), key, "wording", "answer", session.uuid, position, "good", True, 1.0, "输入门 i_t", False, False, 0.5,
        now.date(), now,
    )  # fmt: skip


def acknowledge(what: str, uuid: str) -> None:
    sys.stdout.write(f"{what} {uuid}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
