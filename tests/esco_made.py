"""A made-up ESCO download of a few skills, in the form of the official one."""

from __future__ import annotations

import gzip
from pathlib import Path

SKILL = "http://data.europa.eu/esco/skill/"
WELDING, ARC, TIG, BAKING, BREAD = (f"{SKILL}{name}" for name in ("s1", "s1-arc", "s1-tig", "s2", "s2-bread"))
WELDER = "http://data.europa.eu/esco/occupation/o1"

FILES = {
    "skills_en.csv": (
        "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n"
        f'Skill,{WELDING},skill/competence,sector,weld metal,"join metal\nfuse metal"\n'
        f"Skill,{ARC},skill/competence,,weld with an arc,arc work\n"
        f"Skill,{TIG},,,weld with tungsten,arc work\n"
        f"Skill,{BAKING},knowledge,,bake,\n"
        f'Skill,{BREAD},skill/competence,,"bake bread, of all kinds",bake\n'
    ),
    "skills_de.csv": (
        "conceptUri,preferredLabel,altLabels\n"
        f"{ARC},Lichtbogenschweißen,\n{SKILL}of-another-edition,Fliegen,\n{BREAD},Gift,\n"
    ),
    "skills_no.csv": f"conceptUri,preferredLabel,altLabels\n{BAKING},Gift,\n",
    "skillGroups_en.csv": f"conceptUri,preferredLabel,altLabels,code\n{SKILL}G1,metalwork,,G1\n",
    "broaderRelationsSkillPillar_en.csv": (
        "conceptType,conceptUri,broaderType,broaderUri\n"
        f"Skill,{ARC},Skill,{WELDING}\nSkill,{TIG},Skill,{ARC}\nSkill,{WELDING},Group,{SKILL}G1\n"
        f"Skill,{BREAD},Skill,{BAKING}\n"
    ),
    "occupations_en.csv": (
        "conceptUri,iscoGroup,preferredLabel,altLabels,regulatedProfessionNote,code\n"
        f"{WELDER},7212,welder,,http://data.europa.eu/esco/regulated-professions/unregulated,7212.3\n"
    ),
    "occupationSkillRelations_en.csv": (
        "occupationUri,relationType,skillType,skillUri\n"
        f"{WELDER},essential,skill/competence,{ARC}\n{WELDER},optional,knowledge,{BREAD}\n"
    ),
}


def download(folder: Path, **changes: str | None) -> Path:
    """The download in a folder; `changes` replace files by their name without `.csv`, None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**FILES, **{f"{name}.csv": text for name, text in changes.items()}}.items():
        if text is None:
            continue
        if name == "skills_no.csv":
            (folder / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
        else:
            (folder / name).write_text(text, "utf-8-sig" if name == "skills_de.csv" else "utf-8")
    return folder
