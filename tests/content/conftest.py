"""Content tests keep out of the real home, whatever else the suite sets up."""

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("LSTM_DRILLS_HOME", str(tmp_path_factory.mktemp("home")))
