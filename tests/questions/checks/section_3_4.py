"""Second ways of computing the numbers of section 3.4."""

import numpy as np


def percent_left(P, f):
    state = 100.0
    for _ in range(P):
        state -= (1 - f) * state
    return state


def classifier_parameters(V, E, H, C):
    embedding = [np.zeros((V, E))]
    gates = [np.zeros(shape) for _ in "ifgo" for shape in ((E, H), (H, H), (H,))]
    dense = [np.zeros((H, C)), np.zeros(C)]
    return sum(array.size for array in embedding + gates + dense)


def floor_of_double_softmax(C):
    def softmax(scores):
        powers = np.exp(scores - scores.max())
        return powers / powers.sum()

    scores = np.zeros(C)
    scores[0] = 1000.0
    return -np.log(softmax(softmax(scores))[0])


def macro_f1_of_majority(s):
    truth = np.array([0] * s + [1] * (100 - s))
    said = np.zeros(100, dtype=int)
    values = []
    for label in (0, 1):
        hits = np.sum((truth == label) & (said == label))
        misses = np.sum((truth == label) != (said == label))
        values.append(2 * hits / (2 * hits + misses))
    return 100 * float(np.mean(values))


def probability_without_weights(w, q):
    """Shift the logit back, from which the ideal weighted model has its probability."""
    return 1 / (1 + np.exp(-(np.log(q) - np.log1p(-q) - np.log(w))))


def macro_f1_of_table(a, b, c, d):
    truth = np.repeat([1, 1, 0, 0], [a, b, c, d])
    said = np.repeat([1, 0, 1, 0], [a, b, c, d])
    values = []
    for label in (0, 1):
        precision = np.mean(truth[said == label] == label)
        recall = np.mean(said[truth == label] == label)
        values.append(2 / (1 / precision + 1 / recall))
    return 100 * float(np.mean(values))
