"""The law that a command was given: by its name, by a folder or by a file; and which of two of one name is meant."""

from __future__ import annotations

from pathlib import Path

from recognition.faces import errors


def law_given(name: str, *, parts: bool = False) -> Path:
    """The file of the ruleset (or part) that a person named, remembered for error messages.

    Where it hides law of the same name that ships, a note says so. Raises RulesetNotFound.
    """
    from recognition.catalogue.folders import PART_FILE, RULESET_FILE, data_folder, law_file

    shipped = data_folder("rulesets")
    files = (RULESET_FILE, PART_FILE) if parts else (RULESET_FILE,)
    path = law_file(name, (shipped,), files)
    errors.remember_law(path)
    hidden = shipped.joinpath(*path.absolute().parts[-3:])
    if path.name in files and hidden.is_file() and not hidden.samefile(path):
        from recognition.foundations.problems import Place, Problem, quoted

        known = "/".join(path.absolute().parts[-3:-1])
        sentence = f"{known} is read from {quoted(path, 200)}, not from the rulesets that ship."
        hint = "leave out the path, or ask from another folder, for the one that ships"
        errors.show([Problem("own_law", sentence, Place(name), hint, "note")])
    return path.absolute()


def completed(incomplete: str) -> list[str]:
    """The rulesets whose name begins like that, for the completion of a shell."""
    from recognition.catalogue.rulesets import list_rulesets

    return [name for name in list_rulesets() if name.startswith(incomplete)]
