"""Puts the questions and exercises into the wheel. An editable install reads them from the checkout and needs no copy."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("questions", "exercises")


class ContentHook(BuildHookInterface):
    """Called by hatchling before a wheel is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            build_data["force_include"].update({name: f"lstm_drills/_content/{name}" for name in CONTENT})
