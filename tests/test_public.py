"""The surface that others build on: exported names, codes, and what import costs."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import recognition
from recognition.foundations.codes_all import AREAS, CODES

PACKAGE = Path(recognition.__file__).parent
CODE_WORD = re.compile(r"[a-z][a-z0-9_]*|RL[0-9]{3}")


def strings_in(module: Path) -> set[str]:
    """Every plain string of a module that is not a docstring."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised_at(module: Path) -> set[str]:
    """Codes that stand as a literal first argument of a call that makes a problem."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first = node.args[0]
        if name == "Problem" and isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
        elif name == "Problem" and isinstance(first, ast.IfExp):
            found |= {one.value for one in (first.body, first.orelse) if isinstance(one, ast.Constant)}
    return found


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if not path.name.startswith("codes_")]


def test_every_code_that_is_raised_is_registered() -> None:
    raised = {code for module in modules() for code in raised_at(module)}
    assert len(raised) > 40
    assert raised - CODES.keys() == set()


def test_every_registered_code_is_raised_somewhere() -> None:
    said = {text for module in modules() for text in strings_in(module)}
    assert {code for code in CODES if code not in said} == set()


def test_codes_are_well_formed_and_belong_to_one_area() -> None:
    for code, entry in CODES.items():
        assert CODE_WORD.fullmatch(code), code
        for text in entry:
            assert text.strip() == text, code
            assert text, code
        assert entry.why.endswith("."), code
        assert (
            entry.do.endswith((".", "durable-rules", ".yaml", "e.g.")) or "recognition" in entry.do or "=" in entry.do
        ), code
    assert sum(len(area) for area in AREAS.values()) == len(CODES)


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, recognition; "
        "heavy = {'pydantic', 'lxml', 'yaml', 'typer', 'rich', 'orjson', 'durable_rules_engine'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PACKAGE.parent, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr


def test_every_exported_name_can_be_had_and_is_documented() -> None:
    for name in recognition.__all__:
        assert getattr(recognition, name).__doc__, name
    assert set(recognition.__all__) <= set(dir(recognition))


def test_a_name_that_is_not_exported_is_no_attribute() -> None:
    assert not hasattr(recognition, "Answer")
