"""A plan as a calendar file (RFC 5545): one all-day event a day, with an id that stays, so that a new plan replaces the old."""

from collections.abc import Callable
from datetime import datetime

from lstm_drills.quiz.daily_plan import Day

LONGEST_LINE = 75  # octets, the line's end not counted (section 3.1)
PRODUCT = "-//lstm-drills//plan//EN"


def calendar(days: tuple[Day, ...], describe: Callable[[Day], tuple[str, str]], now: datetime) -> bytes:
    """The file. ``describe`` gives a day's title and text; ``now``, UTC, stamps the events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for day in days:
        title, text = describe(day)
        lines += [
            "BEGIN:VEVENT", f"UID:{day.day:%Y%m%d}@lstm-drills", f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day.day:%Y%m%d}", f"SUMMARY:{_escaped(title)}", f"DESCRIPTION:{_escaped(text)}",
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    """Backslash, semicolon, comma and line ends are escaped (section 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Long lines go on after CRLF and a blank, never within a character."""
    pieces: list[bytes] = []
    piece = b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST_LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = b""
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
