"""What the child may read: Python and the learner's folder, also where both stand in a checkout; never what holds answers."""

from lstm_drills import paths
from lstm_drills.grader import processes
from lstm_drills.grader.child.confine import without


def test_an_environment_and_a_workspace_inside_the_checkout_stay_readable(tmp_path):
    for name in ("exercises/3.3", "lstm_drills", ".venv/lib/numpy", "lstm-drills-workspace"):
        (tmp_path / name).mkdir(parents=True)
    hidden = [str(tmp_path / name) for name in ("exercises", "lstm_drills")]
    assert without(str(tmp_path / ".venv"), hidden) == [str(tmp_path / ".venv")]
    assert set(without(str(tmp_path), hidden)) == {str(tmp_path / ".venv"), str(tmp_path / "lstm-drills-workspace")}
    assert without(str(tmp_path / "exercises" / "3.3"), hidden) == []
    assert without(str(tmp_path / "exercises"), hidden) == []


def test_a_folder_whose_name_only_begins_alike_is_not_hidden(tmp_path):
    (tmp_path / "exercises-of-mine").mkdir()
    assert without(str(tmp_path / "exercises-of-mine"), [str(tmp_path / "exercises")]) != []


def test_solutions_and_the_package_are_hidden():
    hidden = [str(folder.resolve()) for folder in processes.hidden_folders()]
    for secret in (paths.exercises_folder() / "3.3-lstm-backward", paths.PACKAGE / "reference"):
        assert without(str(secret), hidden) == []
