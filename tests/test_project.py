"""The promises of the project itself: its layout, its pins, its borders."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import recognition

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400

TOP_LEVEL = {
    "recognition", "rulesets", "standards", "tests",
    "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "constraints.txt", "Dockerfile",
    ".ci", ".dockerignore", ".gitignore",
}  # fmt: skip

# Spelled in two halves, so that this file does not hold what it forbids.
MACHINE_PATHS = ["/wo" + "rk/", "/o" + "pt/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "/t" + "mp/"]
ELSEWHERE = [
    "py" + "pi.org", "pythonho" + "sted.org", "registry.np" + "mjs", "deb.de" + "bian.org", "crates" + ".io",
    "proxy.gol" + "ang.org", "index" + "-url", ".py" + "env/",
]  # fmt: skip
MACHINE_PATH = re.compile("(?<![A-Za-z0-9_.~*/:)-])(" + "|".join(map(re.escape, MACHINE_PATHS)) + ")")


def tracked_files() -> list[str]:
    """Paths in the index that still exist, relative to the checkout; the test is skipped where no git tells them."""
    if shutil.which("git") is None:
        pytest.skip("NOT TESTED what is tracked: git is missing (Debian: apt-get install git)")
    if not (ROOT / ".git").exists():
        pytest.skip("NOT TESTED what is tracked: this copy is no git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def package_modules() -> list[Path]:
    return sorted((ROOT / "recognition").rglob("*.py"))


def imported_names(module: Path) -> set[str]:
    """Top-level names of everything a module imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def pinned_requirements() -> list[str]:
    """Each requirement of constraints.txt with its hashes, on one line."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def pyproject() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_only_the_agreed_entries_stand_at_the_top() -> None:
    assert {name.split("/")[0] for name in tracked_files()} <= TOP_LEVEL


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    offences = []
    for name in tracked_files():
        if name.startswith("tests/samples/"):
            continue
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE_PATH.search(line) or any(host in line for host in ELSEWHERE):
                offences.append(f"{name}:{number}: {line.strip()[:100]}")
    assert offences == []


def test_supported_pythons() -> None:
    assert pyproject()["project"]["requires-python"] == ">=3.11,<3.14"


def test_every_pin_has_hashes_and_no_address() -> None:
    requirements = pinned_requirements()
    assert len(requirements) > 20
    for requirement in requirements:
        assert re.match(r"[a-z0-9-]+==[^ ;]+ ", requirement), requirement[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement), requirement[:60]
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_everything_the_project_asks_for_is_pinned() -> None:
    project = pyproject()["project"]
    extras = project["optional-dependencies"]
    assert isinstance(extras, dict)
    asked = [*project["dependencies"], *(name for extra in extras.values() for name in extra)]  # type: ignore[misc]
    names = {re.split(r"[^A-Za-z0-9._-]", name)[0].lower().replace("_", "-") for name in asked}
    pinned = {requirement.split("==")[0] for requirement in pinned_requirements()}
    assert names <= pinned


def test_readme_names_both_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "test-full"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)


def test_the_readme_recipe_is_the_flag_the_makefile_uses() -> None:
    flags = '"-O2 -DPyEval_CallObject=PyObject_CallObject"'
    for name in ("README.md", ".ci/environment", "Dockerfile", "pyproject.toml"):
        assert flags in (ROOT / name).read_text(encoding="utf-8"), name


@pytest.mark.parametrize("module", package_modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_stay_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_only_the_adapter_imports_the_rules_engine() -> None:
    importers = [
        module.relative_to(ROOT).as_posix()
        for module in package_modules()
        if any(name.startswith("durable") for name in imported_names(module))
    ]
    assert importers == ["recognition/engine/adapter.py"]


def test_import_contracts_fail_when_they_are_broken(tmp_path: Path) -> None:
    """A contract that cannot fail holds nothing: break both in a copy and see both reported."""
    broken = tmp_path / "recognition"
    for module in package_modules():
        copy = broken / module.relative_to(ROOT / "recognition")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(module.read_bytes())
    (broken / "foundations" / "upwards.py").write_text("import recognition.faces\n", encoding="utf-8")
    (broken / "services" / "shortcut.py").write_text("import durable_rules_engine\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    told = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode == 1, told.stdout + told.stderr
    assert "Contracts: 0 kept, 2 broken." in told.stdout


def test_a_skip_fails_when_asked(tmp_path: Path) -> None:
    (tmp_path / "test_skipping.py").write_text("import pytest\n\n\ndef test_it():\n    pytest.skip('no tool')\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.no_skip", "-c", os.devnull, str(tmp_path)]
    plain = {**os.environ, "RECOGNITION_NO_SKIP": "0"}
    asked = {**os.environ, "RECOGNITION_NO_SKIP": "1"}
    assert subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, check=False).returncode == 0
    told = subprocess.run(command, cwd=ROOT, env=asked, capture_output=True, check=False, text=True)
    assert told.returncode == 1
    assert "a skip counts as a failure here. Skipped: no tool" in told.stdout


def test_the_package_exports_what_it_says() -> None:
    """About twenty names, each of them there, and nothing of ours public beside them."""
    exported = recognition.__all__
    ours = {
        name
        for name, value in vars(recognition).items()
        if not name.startswith("_") and str(getattr(value, "__module__", "")).startswith("recognition")
    }
    assert len(exported) == len(set(exported)) <= 25
    assert all(hasattr(recognition, name) for name in exported)
    assert ours <= set(exported)
