"""The file that holds the rows: created whole, brought up to date, and never overwritten when it is damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from lstm_drills.errors import ProgressError
from lstm_drills.progress.codec import TABLES, DamagedRow, columns
from lstm_drills.reviews import Record

APPLICATION_ID = 0x4C53544D  # "LSTM": tells our files from other SQLite files
STEPS = ("schema.sql",)  # step k takes a file of version k to version k + 1
SMALLEST_FILE = 512  # one page of the smallest size
PATIENCE_SECONDS = 10.0  # how long to wait while another process writes

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
REFUSALS = {
    sqlite3.SQLITE_READONLY: "progress.read-only",
    sqlite3.SQLITE_PERM: "progress.read-only",
    sqlite3.SQLITE_AUTH: "progress.read-only",
    sqlite3.SQLITE_CANTOPEN: "progress.cannot-open",
    sqlite3.SQLITE_FULL: "progress.disk-full",
    sqlite3.SQLITE_BUSY: "progress.busy",
    sqlite3.SQLITE_LOCKED: "progress.busy",
    sqlite3.SQLITE_IOERR: "progress.disk-fault",
}


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the record, created if there is none. Raises ProgressError with one sentence for what is wrong."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        cut = path.stat().st_size < SMALLEST_FILE
    except OSError as error:
        raise ProgressError("progress.cannot-open", path=str(path), folder=str(path.parent)) from error
    if cut:  # SQLite would take it for a new file, and drop what its journal holds
        raise set_aside(path)
    with explained(path):
        connection = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def explained(path: Path, connection: sqlite3.Connection | None = None) -> Iterator[None]:
    """Turn what SQLite reports of the file into one sentence; a damaged file is set aside first."""
    try:
        yield
    except (DamagedRow, UnicodeDecodeError) as error:  # SQLite quotes a damaged name in its own message
        if connection is not None:
            connection.close()
        raise set_aside(path) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None and isinstance(error, sqlite3.OperationalError):
            code = sqlite3.SQLITE_CORRUPT  # the one error without a code: a text that is no UTF-8
        code = (code or sqlite3.SQLITE_ERROR) & 0xFF  # the rest of the code is detail
        if code in DAMAGE:
            if connection is not None:
                connection.close()
            raise set_aside(path) from error
        if code in REFUSALS:
            raise ProgressError(REFUSALS[code], path=str(path), folder=str(path.parent), reason=str(error)) from error
        raise


@contextmanager
def transaction(connection: sqlite3.Connection, lock: str = "IMMEDIATE") -> Iterator[None]:
    """All of it is on the disk afterwards, or nothing; DEFERRED, for reading alone, sees one moment of the file."""
    connection.execute(f"BEGIN {lock}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has rolled back by itself; the first error is what matters
            connection.execute("ROLLBACK")
        raise


def set_aside(path: Path) -> ProgressError:
    """Give a damaged file another name, with its journal, and return the error that names it."""
    free = next(number for number in count(1) if not _aside(path, number).exists())
    kept = _aside(path, free)
    try:
        path.rename(kept)
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                Path(f"{path}{suffix}").rename(f"{kept}{suffix}")
    except OSError:
        return ProgressError("progress.damaged-in-place", path=str(path))
    return ProgressError("progress.damaged", path=str(path), kept=str(kept))


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")


def _create(path: Path) -> None:
    """Build the file under another name and link it in: whoever sees it under its own name sees all of it."""
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        with explained(path), closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            with transaction(connection):
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _update(connection)
        _link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link(draft: Path, path: Path) -> None:
    with suppress(FileExistsError):  # another process was first: its file is as good
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if not path.exists():
                draft.rename(path)
    if hasattr(os, "O_DIRECTORY"):  # the new name must survive a power cut too; Windows has no such call
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = _number(connection, "user_version")
    if _number(connection, "application_id") != APPLICATION_ID:
        raise ProgressError("progress.not-ours", path=str(path))
    if version > len(STEPS):
        raise ProgressError("progress.newer", path=str(path), version=version, known=len(STEPS))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",) or _lacks_its_end(connection, path):
        raise _damage()
    if version < len(STEPS):
        with transaction(connection):
            _update(connection)
    if not all(_has_table(connection, kind) for kind in TABLES):
        raise _damage()


def _lacks_its_end(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the last page is cut. SQLite fills it up with zeros, so what it reads is whole where zeros were lost."""
    pages, page_size = _number(connection, "page_count"), _number(connection, "page_size")
    journal = Path(f"{path}-wal")
    if journal.exists() and journal.stat().st_size:
        return False  # pages that the file lacks can stand in the journal
    return path.stat().st_size < pages * page_size


def _damage() -> sqlite3.DatabaseError:
    """What SQLite raises where it meets damage by itself."""
    error = sqlite3.DatabaseError("the file is damaged")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _has_table(connection: sqlite3.Connection, kind: type[Record]) -> bool:
    rows = connection.execute(f"PRAGMA table_info({TABLES[kind]})")
    return tuple(row[1] for row in rows) == columns(kind)


def _update(connection: sqlite3.Connection) -> None:
    """Run the steps that the file lacks, in a transaction that the caller has begun."""
    for version in range(_number(connection, "user_version"), len(STEPS)):
        for statement in _statements((Path(__file__).parent / STEPS[version]).read_text(encoding="utf-8")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version + 1}")


def _statements(script: str) -> Iterator[str]:
    """One by one, since ``executescript`` would commit the transaction that they belong to."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
