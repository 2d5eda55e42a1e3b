"""What the stats speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {}
