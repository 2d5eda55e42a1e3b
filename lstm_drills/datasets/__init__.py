"""Texts to classify: generated ones, the learner's own, and the baselines that a model is set against.

Below ``grader``: a submission's process must never be able to import this room, since it knows the held-out texts.
"""
