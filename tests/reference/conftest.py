"""The layout module stands beside these tests."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def layout():
    spec = importlib.util.spec_from_file_location("torch_layout", Path(__file__).with_name("torch_layout.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
