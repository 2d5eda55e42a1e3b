"""LSTM Drills: a quiz and coding drills for the LSTM part of a deep-learning interview."""

__version__ = "0.1.0"
