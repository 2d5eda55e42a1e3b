"""Single keys, as they are pressed; from a pipe, single characters."""

import os
import sys
import time
from types import TracebackType
from typing import Any

END = "\x04"  # Ctrl-D, which a terminal sends as a key here; a pipe's end is the same


class Keys:
    """A context in which keys need no Enter. The terminal is put back as it was, whatever happens inside."""

    def __init__(self) -> None:
        self.descriptor = sys.stdin.fileno() if sys.stdin is not None and not sys.stdin.closed else None
        self._settings: list[Any] | None = None

    def __enter__(self) -> "Keys":
        if sys.platform != "win32" and self.descriptor is not None and os.isatty(self.descriptor):
            import termios
            import tty

            self._settings = termios.tcgetattr(self.descriptor)
            tty.setcbreak(self.descriptor)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.platform != "win32" and self.descriptor is not None and self._settings is not None:
            import termios

            termios.tcsetattr(self.descriptor, termios.TCSADRAIN, self._settings)

    def read(self, seconds: float) -> str:
        """The next key, lower case, waited for at most so long; empty if none came, END at the end of all input."""
        if sys.platform == "win32":
            return self._read_console(seconds)
        if self.descriptor is None:
            return END
        import select

        if not select.select([self.descriptor], [], [], seconds)[0]:
            return ""
        typed = os.read(self.descriptor, 1)
        return typed.decode("ascii", "ignore").lower() if typed else END

    def _read_console(self, seconds: float) -> str:
        import msvcrt

        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
                return str(msvcrt.getwch()).lower()  # type: ignore[attr-defined,unused-ignore]
            time.sleep(0.01)
        return ""
