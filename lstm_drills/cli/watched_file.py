"""A file that is edited: has its content changed? Asked often, without any events, so that it works on every disk.

A look costs a microsecond or two; a hundred a second are not seen in a processor's load, and none of an editor's ways of
saving (truncate and write, a temporary file that is renamed, a touch) needs to be known.
"""

import hashlib
from pathlib import Path


class WatchedFile:
    """``changed`` says yes once for each new content that has come to rest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = self._look()
        self._content = self._digest()
        self._moving = False

    def changed(self) -> bool:
        """Whether the content is another than at the last yes. A file that is away or being written is not asked yet."""
        now = self._look()
        if now is None or now != self._seen:
            self._seen = now  # it must be the same at the next look: whoever writes is done then
            self._moving = True
            return False
        if not self._moving:
            return False
        self._moving = False
        content = self._digest()
        if content is None or content == self._content:
            return False
        self._content = content
        return True

    def _look(self) -> tuple[int, int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)

    def _digest(self) -> bytes | None:
        """None for an empty file too: editors empty a file before they write it."""
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        return hashlib.blake2b(data).digest() if data else None
