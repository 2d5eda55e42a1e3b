"""Every template is a question that validates as it is printed."""

import pytest

from lstm_drills.content import questions
from lstm_drills.content.question_types import TYPES
from lstm_drills.content.templates import template


@pytest.mark.parametrize("kind", TYPES)
def test_a_template_is_a_valid_question(tmp_path, kind):
    bank = tmp_path / "bank.yaml"
    head = 'section: "8.8"\ntitle: {en: Mine, zh: 我的}\nquestions:\n'
    bank.write_text(head + template(kind), encoding="utf-8")
    assert [problem.sentence("en") for problem in questions.problems([bank])] == []
    (entry,) = questions.load([bank]).entries
    assert entry.type == kind
