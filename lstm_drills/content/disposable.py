"""Copies of what was read from authors' files, in the learner's home: disposable, keyed by the bytes that they were made of.

YAML takes fifty times as long as JSON. Whatever is wrong with a copy, it is ignored and made anew.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lstm_drills import paths
from lstm_drills.messages import Text

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL, 2 ms of every start
except ImportError:
    from hashlib import blake2b

FOLDER = "cache"
ALWAYS: Mapping[str, type[Any]] = {"Text": Text, "Path": Path}
BROKEN = (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError, AttributeError)


def key(files: Sequence[Path]) -> str:
    """Changes with the place and with every byte of these files, and of the code that reads authors' files."""
    digest = blake2b(digest_size=16)
    for source in (*files, *sorted(Path(__file__).parent.glob("*.py"))):
        try:
            data = source.read_bytes()
        except OSError:
            data = b""
        digest.update(f"{source}\0{len(data)}\0".encode(errors="surrogatepass"))
        digest.update(data)
    return digest.hexdigest()


def place(kind: str, *, of: Sequence[Path]) -> Path:
    """One copy for each set of files."""
    name = _digest("\0".join(map(str, of)).encode(errors="surrogatepass"))
    return paths.home() / FOLDER / f"{kind}-{name[:12]}.jsonl"


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def read(file: Path, its_key: str, kinds: Mapping[str, type[Any]]) -> Any:
    """The value that ``keep_value`` kept. Raises one of BROKEN where there is none, or another."""
    with file.open("rb") as stream:
        head, body = json.loads(stream.readline()), stream.readline()
    if head != [its_key, _digest(body)]:
        raise ValueError("made of other files, or damaged")
    return from_data(json.loads(body), kinds)


def keep_value(file: Path, its_key: str, value: object) -> None:
    body = line(as_data(value))
    keep(file, [[its_key, _digest(body)], body])


def keep(file: Path, lines: Iterable[object]) -> None:
    """Write values as lines of JSON, all or nothing. A home that cannot be written is no reason to complain."""
    import tempfile

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as stream:
            stream.writelines(value if isinstance(value, bytes) else line(value) for value in lines)
    except OSError:
        return
    try:
        Path(stream.name).replace(file)
    except OSError:
        Path(stream.name).unlink(missing_ok=True)


def line(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def as_data(value: Any) -> object:
    """Scalars, lists for tuples, and ``{"Kind": [field, ...]}`` for a record (a text, a path or a named tuple)."""
    if isinstance(value, Text):
        return {"Text": [value.en, value.zh]}
    if isinstance(value, Path):
        return {"Path": [str(value)]}
    if isinstance(value, tuple):
        items = [as_data(item) for item in value]
        return {type(value).__name__: items} if hasattr(value, "_fields") else items
    return value


def from_data(data: Any, kinds: Mapping[str, type[Any]]) -> Any:
    """The record again. Raises KeyError, TypeError or ValueError for anything else than ``as_data`` gave."""
    if isinstance(data, list):
        return tuple([from_data(item, kinds) for item in data])
    if isinstance(data, dict):
        ((kind, values),) = data.items()
        made = ALWAYS.get(kind) or kinds[kind]
        return made(*[from_data(item, kinds) for item in values])
    return data
