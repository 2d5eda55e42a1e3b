"""Waiting children: handed out once each, and ended with the rest."""

from lstm_drills.grader.warm import Warm


def test_each_session_serves_once_and_none_is_left(tmp_path):
    path = tmp_path / "submission.py"
    path.write_text("def f():\n    return 1\n", encoding="utf-8")
    with Warm(spare=2) as warm:
        handed = [warm.start() for _ in range(3)]
        assert len({id(session) for session in handed}) == 3
        for session in handed:
            with session:
                assert "f" in session.load(path).functions
        warm.refill()
        waiting = list(warm._waiting)
        assert len(waiting) == 2
    assert all(session._process.poll() is not None for session in waiting)
