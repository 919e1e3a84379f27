"""Is this installation able to answer? One check a line, each with the recipe that mends it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Final

from recognition.foundations.problems import RecognitionError
from recognition.services.verifying import EXTRA, HINT

PYTHONS: Final = ((3, 11), (3, 13))
PACKAGES: Final = ("pydantic", "lxml", "PyYAML", "typer", "rich", "orjson", "durable-rules")


@dataclass(frozen=True, slots=True)
class Health:
    """One thing looked at: `said` is what was found, `recipe` what mends it where it is not well."""

    name: str
    well: bool
    said: str
    recipe: str = ""


def examine_installation() -> Iterator[Health]:
    """Every check, one after another; none raises for a fault that it looks for."""
    yield _python()
    for check in (_packages, _signatures, _xml, _engine, _rulesets, _standards, _languages):
        yield from _safely(check)


def _safely(check: Callable[[], Iterator[Health]]) -> Iterator[Health]:
    """A fault that stops a check is its result."""
    try:
        yield from check()
    except RecognitionError as error:
        first = error.problems[0]
        yield Health(
            check.__name__.strip("_"), False, f"{first.code}: {first.sentence}", first.hint or "reinstall the package"
        )
    except ImportError as error:
        yield Health(
            check.__name__.strip("_"),
            False,
            f"cannot be imported: {error.name}",
            "pip install --force-reinstall recognition",
        )


def _python() -> Health:
    found = sys.version_info[:2]
    well = PYTHONS[0] <= found <= PYTHONS[1]
    return Health(
        "python", well, f"{found[0]}.{found[1]}.{sys.version_info[2]}", "" if well else "use Python 3.11, 3.12 or 3.13"
    )


def _packages() -> Iterator[Health]:
    missing, found = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Health("packages", not missing, ", ".join(found), f"pip install {' '.join(missing)}" if missing else "")


def _signatures() -> Iterator[Health]:
    """Well without them: documents are read all the same, and a check says that a signature was not verified."""
    found = [name for name in EXTRA if find_spec(name) is not None]
    whole = len(found) == len(EXTRA)
    said = "can be verified" if whole else f"cannot be verified: {HINT}"
    yield Health("signatures", True, said)


def _xml() -> Iterator[Health]:
    from lxml import etree

    library = ".".join(map(str, etree.LIBXML_VERSION))
    # Before 2.9 libxml2 could not be kept from expanding entities without limit.
    well = etree.LIBXML_VERSION >= (2, 9)
    yield Health("xml", well, f"libxml2 {library}", "" if well else "pip install --upgrade lxml")


def _engine() -> Iterator[Health]:
    from recognition.engine.adapter import prove_tables

    asked = prove_tables()
    yield Health("engine", True, f"durable-rules answers all {asked:,} cells of the decision tables rightly")


def _rulesets() -> Iterator[Health]:
    from recognition.catalogue.rulesets import list_rulesets, load_ruleset

    names = list_rulesets()
    if not names:
        yield Health("rulesets", False, "none found", "reinstall the package: its rulesets are not there")
    for name in names:
        try:
            ruleset = load_ruleset(name)
        except RecognitionError as error:
            yield Health(f"ruleset {name}", False, f"{len(error.problems)} faults", f"recognition rulesets lint {name}")
        else:
            said = f"version {ruleset.version}, {ruleset.status}, checked {ruleset.checked.on.text}"
            yield Health(f"ruleset {name}", True, said)


def _standards() -> Iterator[Health]:
    from recognition.catalogue.standards import default_standards

    standards = default_standards()
    names = standards.names()
    broken = []
    for name in names:
        try:
            standards.table(name)
        except RecognitionError:
            broken.append(name)
    said = f"{len(names) - len(broken)} of {len(names)} lists can be read"
    yield Health(
        "standards", bool(names) and not broken, said, f"see: recognition standards show {broken[0]}" if broken else ""
    )


def _languages() -> Iterator[Health]:
    from recognition.engine.explain.phrases import languages

    yield Health("languages", "en" in languages(), f"answers in {', '.join(languages())}", "reinstall the package")
