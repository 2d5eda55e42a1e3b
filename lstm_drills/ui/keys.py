"""Single keys, as they are pressed; from a pipe, single characters. Where neither is to be had, none ever come."""

import os
import sys
import time
from types import TracebackType
from typing import Any


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
        """The next key, lower case, waited for at most so long; empty if none came."""
        if sys.platform == "win32":
            return self._read_console(seconds)
        if self.descriptor is None:
            time.sleep(seconds)
            return ""
        import select

        if not select.select([self.descriptor], [], [], seconds)[0]:
            return ""
        typed = os.read(self.descriptor, 1)
        if not typed:  # the end of a pipe: nobody will press anything
            self.descriptor = None
        return typed.decode("ascii", "ignore").lower()

    def _read_console(self, seconds: float) -> str:
        import msvcrt

        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
                return str(msvcrt.getwch()).lower()  # type: ignore[attr-defined,unused-ignore]
            time.sleep(0.01)
        return ""
