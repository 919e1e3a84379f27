"""No file is opened, no host called and no process begun while documents are read and signatures looked at."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import recognition
from tests.fuzz.documents import ours, readers
from tests.fuzz.reach import FIRST_USE, between_marks

ROOT = Path(__file__).resolve().parents[2]
OF_EACH_READER = 300
INSTALLED = (sys.prefix, sys.base_prefix, str(Path(recognition.__file__).parent), str(ROOT))
STRACE = ("-f", "-qq", "-e", "trace=%file,%network,%process", "-e", "signal=none")
MISSING = "NOT PROVED that reading opens and calls nothing: strace is missing (Debian: apt-get install strace)"
BARRED = "NOT PROVED that reading opens and calls nothing: this machine does not let strace trace"
SLIP = """
import socket, sys
from contextlib import suppress
from lxml import etree
from tests.fuzz.reach import marked
heard = []
sys.addaudithook(lambda event, arguments: heard.append(event))
def call():
    with socket.socket() as one, suppress(OSError):
        one.connect(("127.0.0.1", 9))
marked("file", lambda: etree.parse("tests/samples/edci2/simple-no-achievement.xml"))
assert "open" not in heard
marked("host", call)
marked("nothing", lambda: etree.fromstring("<a/>"))
"""


def calls_of(folder: Path, *python: str) -> dict[str, list[str]]:
    """What a Python of ours asked of the kernel between its marks; the test is skipped where nobody can know."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip(MISSING)
    noted = folder / "calls.txt"
    if subprocess.run([strace, *STRACE, "-o", noted, "true"], capture_output=True, check=False).returncode:
        pytest.skip(BARRED)
    command = [strace, *STRACE, "-o", noted, sys.executable, *python]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2_000:]
    return between_marks(noted.read_text("utf-8", "replace"))


def test_strace_sees_what_no_audit_hook_hears(tmp_path: Path) -> None:
    seen = calls_of(tmp_path, "-c", SLIP)
    assert any(call.startswith("open") and "simple-no-achievement.xml" in call for call in seen["file"])
    assert {call.partition("(")[0] for call in seen["host"]} >= {"socket", "connect"}
    assert seen["nothing"] == []


@pytest.mark.full
def test_nothing_is_opened_or_called(tmp_path: Path) -> None:
    seen = calls_of(tmp_path, "-m", "tests.fuzz.reach", "--count", str(OF_EACH_READER))
    once = seen.pop(FIRST_USE)
    assert seen == {name: [] for name in readers()}
    assert {call.partition("(")[0] for call in once} <= {"openat", "open", "stat", "newfstatat", "readlink", "access"}
    named = [path for call in once if call.startswith("open") for path in re.findall(r'"([^"]+)"', call)]
    assert named
    assert [path for path in named if not path.startswith(INSTALLED)] == []


def test_every_reader_has_a_document() -> None:
    assert ours().keys() == readers().keys()


def test_calls_are_told_from_marks_and_noise() -> None:
    calls = '7 open("before") = 3\n7 access("reading-begins/x", F_OK) = -1\n8 socket(AF_INET) = 3\n--- SIGCHLD ---\n'
    assert between_marks(calls + '7 access("reading-ends/x", F_OK) = -1\n7 open("after") = 3') == {
        "x": ["socket(AF_INET) = 3"]
    }
    with pytest.raises(ValueError, match="never came to its end"):
        between_marks(calls)
