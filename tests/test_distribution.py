"""What a stranger installs: checkout -> sdist -> wheel -> an environment that has never seen the checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = "recognition/_data/"


def build(kind: str, source: Path, target: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sdist = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    unpacked = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xzf", sdist, "-C", unpacked], check=True)  # Debian's Python 3.11.2 knows no safe unpacking
    return build("wheel", next(unpacked.iterdir()), tmp_path_factory.mktemp("wheel"))


def law_files() -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for folder in ("rulesets", "standards")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }


def test_the_wheel_ships_the_whole_law_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.removeprefix(DATA) for name in names if name.startswith(DATA)} == law_files()
    assert "recognition/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"recognition", "recognition-0.1.0.dist-info"}


def test_the_wheel_ships_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "recognition").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package <= names


def test_an_installed_wheel_finds_its_law_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    shutil.unpack_archive(wheel, installed, "zip")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # -S leaves out the path files, and with them the editable install of this checkout.
    path = os.pathsep.join([str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    command = "import sys; from recognition.faces.cli import main; sys.argv = ['recognition', *sys.argv[1:]]; main()"
    told = subprocess.run(
        [sys.executable, "-S", "-c", command, "rulesets", "list"],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert "de/nurse" in told.stdout
