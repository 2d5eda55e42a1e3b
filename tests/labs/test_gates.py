"""What the gates do: the numbers belong to the story that is shown."""

import numpy as np
import pytest

from lstm_drills.labs.gates import gates


@pytest.fixture(scope="module")
def found():
    return gates(0, "en", training_groups=6, test_groups=2, epochs=2, units=5)


def test_there_is_a_row_for_every_word_and_a_number_for_every_unit(found):
    for rows in (found.forget, found.input, found.output, found.cell):
        assert np.array(rows).shape == (len(found.words), 5)
        assert np.min(rows) >= 0
        assert np.max(rows) <= 1
    assert found.key in found.words


def test_units_are_sorted_by_their_forget_gate_and_all_gates_alike(found):
    means = np.mean(found.forget, axis=0)
    assert list(means) == sorted(means)
    # with the gates of one unit in one column, c_t = f c_{t-1} + i g can be as large as |c_{t-1}| + 1 at most
    cells = np.arctanh(np.array(found.cell))
    allowed = np.array(found.forget)[1:] * cells[:-1] + np.array(found.input)[1:]
    assert (cells[1:] <= allowed + 1e-9).all()


def test_a_seed_repeats_everything_in_its_language(found):
    assert gates(0, "en", training_groups=6, test_groups=2, epochs=2, units=5) == found
    assert gates(0, "zh", training_groups=6, test_groups=2, epochs=2, units=5).key == "钥匙"
