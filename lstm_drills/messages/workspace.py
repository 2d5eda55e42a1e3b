"""What the workspace speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {}
