"""The language: the option, then the variable, then the locale."""

import pytest

from lstm_drills.cli.language import language_of
from lstm_drills.errors import DrillsError


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8", "LSTM_DRILLS_LANG": "en"}, "en"),
        ([], {"LSTM_DRILLS_LANG": "zh"}, "zh"),
        ([], {"LSTM_DRILLS_LANG": ""}, "en"),
        (["list", "--lang", "zh"], {"LSTM_DRILLS_LANG": "en"}, "zh"),
        (["--lang=zh-CN", "list"], {}, "zh"),
        (["--lang", "ZH_cn"], {}, "zh"),
        (["check", "--", "--lang", "zh"], {}, "en"),
        (["list", "--lang"], {}, "en"),
    ],
)
def test_first_what_is_asked_for(arguments, environment, language):
    assert language_of(arguments, environment) == language


def test_a_language_that_nobody_speaks():
    with pytest.raises(DrillsError, match="unknown-language"):
        language_of(["--lang", "fr"], {})
    with pytest.raises(DrillsError, match="unknown-language"):
        language_of([], {"LSTM_DRILLS_LANG": "fr"})
