"""Small experiments whose outcome is a picture. Each gives numbers; drawing them is ``ui``'s.

Generators of random numbers and timers are arguments, so that a run can be repeated and a test needs no clock.
"""

LABS = ("gradients", "gates", "speed", "memory")

# the questions that a lab's picture answers; a test asks the banks whether they are there
QUESTIONS: dict[str, tuple[str, ...]] = {
    "gradients": (
        "2.1/why-the-cell-adds",
        "2.2/how-an-lstm-helps",
        "2.2/gradient-along-the-cell",
        "2.2/condition-for-vanishing",
        "2.2/long-memory-by-hand",
        "2.8/memory-left-at-the-start",
        "2.8/bias-for-a-time-scale",
    ),
    "gates": ("2.3/what-each-part-multiplies", "2.3/leaving-the-memory-alone", "2.1/a-value-is-kept-and-shown"),
    "speed": (
        "2.4/hoisted-share",
        "2.4/small-model-on-gpu",
        "2.4/batch-parallel-over-time",
        "2.4/mixed-precision-step",
        "2.4/memory-of-bptt",
    ),
    "memory": ("2.1/real-advantages", "2.1/why-the-cell-adds", "2.2/from-symptom-to-proof", "2.7/what-truncation-cuts"),
}
