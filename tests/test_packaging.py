"""What is in the packages, file by file, and that the wheel works away from the checkout."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from lstm_drills import __version__

ROOT = Path(__file__).resolve().parents[1]
STEM = f"lstm_drills-{__version__}"
CONTENT = ("questions/", "exercises/")
BY_THE_BUILDER = {f"{STEM}.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}


def repository_files() -> list[str]:
    """git's list, with what is new and not ignored; a source distribution holds nothing else, so there it is every file."""
    if not (ROOT / ".git").exists():
        walked = (path for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        return [path.relative_to(ROOT).as_posix() for path in walked if path.name != "PKG-INFO"]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> Path:
    """A folder with the source distribution, the wheel built from it, and an editable wheel."""
    place = tmp_path_factory.mktemp("packages")
    for name in repository_files():
        copy = place / "repository" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, copy)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(place)]
    subprocess.run([*build, "."], cwd=place / "repository", check=True, capture_output=True)
    editable = "from hatchling.build import build_editable; build_editable('../editable')"
    (place / "editable").mkdir()
    subprocess.run([sys.executable, "-c", editable], cwd=place / "repository", check=True, capture_output=True)
    return place


def test_the_source_distribution_is_the_repository(packages):
    with tarfile.open(packages / f"{STEM}.tar.gz") as archive:
        found = {name.removeprefix(f"{STEM}/") for name in archive.getnames()}
    assert found - {"PKG-INFO"} == set(repository_files())


def test_the_wheel_is_the_package_and_the_content(packages):
    files = repository_files()
    expected = {name for name in files if name.startswith("lstm_drills/")}
    expected |= {f"lstm_drills/_content/{name}" for name in files if name.startswith(CONTENT)}
    expected |= {*BY_THE_BUILDER, f"{STEM}.dist-info/licenses/LICENSE"}
    with zipfile.ZipFile(packages / f"{STEM}-py3-none-any.whl") as archive:
        assert set(archive.namelist()) == expected


def test_an_editable_install_copies_no_content(packages):
    (wheel,) = (packages / "editable").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "_content" in name]


@pytest.fixture(scope="module")
def program(packages, tmp_path_factory) -> Path:
    """The installed command, in an environment of its own that borrows this one's dependencies."""
    place = tmp_path_factory.mktemp("user")
    venv.create(place / "venv", symlinks=os.name != "nt", with_pip=False)
    scripts = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (library,) = [Path(path) for path in sys.path if Path(path, "typer").is_dir()]
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    target = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, check=True,
        encoding="utf-8",
    ).stdout.strip()  # fmt: skip
    wheel = packages / f"{STEM}-py3-none-any.whl"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    Path(target, "borrowed.pth").write_text(f"{library}\n", encoding="utf-8")
    return scripts / ("lstm-drills.exe" if os.name == "nt" else "lstm-drills")


def ran(program: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    root = Path(ROOT.anchor)
    return subprocess.run(
        [str(program), *arguments], cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_installed_program_runs_from_the_root_folder(program):
    version, listed = ran(program, "--version"), ran(program, "list")
    assert version.stdout == f"lstm-drills {__version__}\n"
    assert listed.returncode == 0, listed.stderr
    assert "Backpropagation through time" in listed.stdout
    content = Path(next(line for line in ran(program, "where").stdout.splitlines() if "content" in line)[9:].strip())
    assert content.name == "_content"
    assert content.is_dir()


def test_the_installed_program_grades(program):
    right = ROOT / "tests" / "submissions" / "3.3" / "right" / "per_gate.py"
    wrong = ROOT / "tests" / "submissions" / "3.3" / "wrong" / "forget_gate_with_hidden.py"
    passed, failed = ran(program, "check", "3.3", str(right)), ran(program, "check", "3.3", str(wrong))
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert failed.returncode == 1
    assert "Diagnosis" in failed.stdout
