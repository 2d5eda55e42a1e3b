"""Grading: run a submission in a child process, judge what comes back here, and name the mistake.

Nothing is imported here: ``runner.start`` is called before NumPy is loaded.
"""
