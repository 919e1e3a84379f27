"""`recognition standards import esco`: the official download into the local store."""

from __future__ import annotations

from pathlib import Path

from recognition.faces import errors, output


def import_skills(folder: Path, store: Path | None, release: str) -> int:
    """Import and say what came in; remarks go to the error stream. Raises as `import_esco` does."""
    from recognition.catalogue.esco import CREDIT, PLACE_ENV, default_place
    from recognition.catalogue.esco_import import import_esco

    place = store or default_place()
    found = import_esco(folder, place, release=release)
    errors.show(found.problems)
    output.put(f"Imported ESCO {release or '(edition not named)'} into {place}")
    output.put(f"  occupations: {found.occupations}, of which ESCO flags {found.regulated} as regulated")
    output.put(f"  skills: {found.skills}; links of occupations to skills: {found.relations}")
    output.put(f"  steps of the hierarchy: {found.broader}")
    others = f"; of occupations also {', '.join(found.other_languages)}" if found.other_languages else ""
    output.put(f"  languages of skills: {', '.join(found.languages)}{others}")
    output.put("The flag of regulated occupations covers a handful of them; it decides nothing here.")
    if store is not None and store != default_place():
        output.put(f"Commands look for it in your data folder; to use this one set {PLACE_ENV} to its path.")
    output.put(CREDIT)
    return errors.DONE
