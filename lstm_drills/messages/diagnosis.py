"""What the diagnosis speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {}
