"""The questions as cards, to take along: a deck for Anki, a table. Given a catalogue it gives data; nothing is asked here."""
