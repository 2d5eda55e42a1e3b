-- Version 1. Rows are only ever added. Times are UTC in ISO 8601 with microseconds, so that they sort as text; days are
-- the learner's own calendar days; lists and objects are JSON. The ids sort by time, so new rows go to a table's end.
-- crc is CRC-32 of the row's other values: SQLite does not notice when the bytes of a text are damaged.

CREATE TABLE reviews (
    uuid        TEXT PRIMARY KEY,
    question    TEXT NOT NULL,
    prompt_hash TEXT NOT NULL,
    answer_hash TEXT NOT NULL,
    session     TEXT NOT NULL,
    position    INTEGER NOT NULL,
    rating      TEXT,              -- again, hard, good, easy; NULL: skipped
    correct     INTEGER NOT NULL,
    score       REAL NOT NULL,
    typed       TEXT NOT NULL,
    hinted      INTEGER NOT NULL,
    overridden  INTEGER NOT NULL,
    seconds     REAL NOT NULL,
    day         TEXT NOT NULL,
    at          TEXT NOT NULL,
    before      TEXT,              -- the card's state, JSON; NULL before the first answer
    after       TEXT,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE undos (
    uuid   TEXT PRIMARY KEY,
    undoes TEXT NOT NULL,          -- a review's uuid; that row may still be on another machine
    at     TEXT NOT NULL,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE sessions (
    uuid    TEXT PRIMARY KEY,
    seed    TEXT NOT NULL,
    queue   TEXT NOT NULL,
    filters TEXT NOT NULL,
    at      TEXT NOT NULL,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (
    uuid  TEXT PRIMARY KEY,
    name  TEXT NOT NULL,
    value TEXT,
    at    TEXT NOT NULL,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE judged (
    uuid        TEXT PRIMARY KEY,
    exercise    TEXT NOT NULL,
    verdict     TEXT NOT NULL,
    seed        TEXT    NOT NULL,
    diagnosis   TEXT NOT NULL,
    duration_ms REAL NOT NULL,
    day         TEXT NOT NULL,
    at          TEXT NOT NULL,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE drills (
    uuid     TEXT PRIMARY KEY,
    exercise TEXT NOT NULL,
    event    TEXT NOT NULL,        -- hint, give-up, restart
    level    INTEGER NOT NULL,
    day      TEXT NOT NULL,
    at       TEXT NOT NULL,
    crc         INTEGER NOT NULL
) WITHOUT ROWID;
