"""Second ways of computing the numbers of section 3.5."""

import numpy as np


def perplexity_of_guesses(u, k):
    probabilities = np.ones(100)
    probabilities[:u] = np.full(k, 1 / k)[0]
    return float(np.exp(-np.log(probabilities).mean()))


def weight_ratio(a, b):
    """By how much the mean of means moves when one prediction's loss does."""

    def wrong_loss(*texts):
        return float(np.mean([text.mean() for text in texts]))

    short, long = (np.ones(len(range(1, tokens))) for tokens in (a, b))
    before = wrong_loss(short, long)
    bumped = [np.concatenate([[2.0], text[1:]]) for text in (short, long)]
    return (wrong_loss(bumped[0], long) - before) / (wrong_loss(short, bumped[1]) - before)


def likelier_of_two(x, y, t):
    logits = np.concatenate([np.linspace(-5, 0, 48), [y, x]])
    powers = np.power(np.exp(logits), 1 / t)
    powers[np.argsort(logits)[:-2]] = 0
    return float((powers / powers.sum())[-1])
