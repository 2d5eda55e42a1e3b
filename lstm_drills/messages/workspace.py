"""What the workspace speaks."""

from lstm_drills.messages import Text

TEXTS: dict[str, Text] = {
    "unknown-exercise": Text(
        en="there is no exercise {id}; did you mean {suggestion}? (lstm-drills list shows them all)",
        zh="没有练习 {id}，是否想找 {suggestion}？（lstm-drills list 列出全部练习）",
    ),
    "unknown-exercise-no-suggestion": Text(
        en="there is no exercise {id}; lstm-drills list shows them all",
        zh="没有练习 {id}；lstm-drills list 列出全部练习",
    ),
}
