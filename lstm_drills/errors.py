"""The expected errors: what a learner or an author can mend. Everything else that is raised is a bug of ours."""


class DrillsError(Exception):
    """Something that the user can mend, as a message id of the catalogue with its parameters.

    It is caught at one place, the command line's edge, which prints one sentence and exits with 2.
    """

    def __init__(self, message_id: str, **parameters: object) -> None:
        super().__init__(message_id, parameters)
        self.message_id = message_id
        self.parameters = parameters

    def __str__(self) -> str:
        return f"{self.message_id} {self.parameters}"


class ContentError(DrillsError):
    """An authors' file is broken: a question bank or an exercise folder."""


class ProgressError(DrillsError):
    """The learner's record cannot be read or written."""
