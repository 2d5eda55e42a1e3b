"""Small experiments whose outcome is a picture. Each gives numbers; drawing them is ``ui``'s.

Generators of random numbers and timers are arguments, so that a run can be repeated and a test needs no clock.
"""

LABS = ("gradients", "gates", "speed", "memory")

# the questions that a lab's picture answers; a test asks the banks whether they are there
QUESTIONS: dict[str, tuple[str, ...]] = {
    "gradients": ("2.1/why-the-cell-adds", "2.1/pre-activation-for-a-half-life"),
    "gates": ("2.1/a-value-is-kept-and-shown", "2.1/when-all-gates-are-fixed"),
    "speed": ("2.4/hoisted-share", "2.4/batch-parallel-over-time", "2.4/memory-of-bptt", "2.4/mixed-precision-step"),
    "memory": ("1/why-still-an-lstm", "2.1/real-advantages"),
}
