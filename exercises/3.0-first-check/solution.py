"""A gate mixes: what it keeps of the old, it leaves out of the new."""


def mix(gate, old, new):
    kept = gate * old
    return kept + (1.0 - gate) * new
