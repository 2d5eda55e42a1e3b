"""What can still be read of a damaged file. The file itself is not touched: a copy is read."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from lstm_drills.progress.codec import TABLES, DamagedRow, columns, from_row
from lstm_drills.reviews import Record

LONGEST_FILE = 1 << 30  # a length beyond it is part of the damage


def readable(damaged: Path) -> dict[str, Record]:
    """The rows whose checksums are right, by id. Each table is read from both ends up to the damage."""
    found: dict[str, Record] = {}
    with tempfile.TemporaryDirectory() as folder, suppress(OSError, sqlite3.Error):
        copy = Path(shutil.copy(damaged, folder))
        with suppress(FileNotFoundError):
            shutil.copy(f"{damaged}-wal", f"{copy}-wal")
        _restore_length(copy)
        with closing(sqlite3.connect(copy)) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            for kind in TABLES:
                for direction in ("ASC", "DESC"):
                    found.update((record.uuid, record) for record in _rows(connection, kind, direction))
    return found


def _restore_length(copy: Path) -> None:
    """SQLite reads nothing of a file that lacks its last pages; empty ones in their place let it read the others."""
    with copy.open("r+b") as file:
        header = file.read(32)
        page_size = int.from_bytes(header[16:18])  # 1 stands for 65536
        length = int.from_bytes(header[28:32]) * (page_size if page_size > 1 else 65536)
        if copy.stat().st_size < length <= LONGEST_FILE:
            file.truncate(length)


def _rows(connection: sqlite3.Connection, kind: type[Record], direction: str) -> Iterator[Record]:
    query = f"SELECT {', '.join(columns(kind))} FROM {TABLES[kind]} ORDER BY uuid {direction}"
    with suppress(sqlite3.Error, UnicodeDecodeError):  # SQLite quotes a damaged name in its own message
        for row in connection.execute(query):
            with suppress(DamagedRow):
                yield from_row(kind, row)
