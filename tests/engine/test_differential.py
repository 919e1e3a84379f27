"""The product and the reference evaluator, side by side on random rulesets and dossiers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from recognition.engine.tables import answer_of
from recognition.services.assess import Examined, examine
from tests.engine.random_law import ON, Law, Shown, random_shown
from tests.engine.reference import Answer, evaluate

DOSSIERS = 25


def decided(law: Law, shown: Shown) -> Examined:
    """The product's answer."""
    return examine(shown.dossier(law.subject), law.ruleset, on=ON, dates=shown.dates, standards=law.standards)  # type: ignore[arg-type]


def differences(mine: Answer, theirs: Examined) -> Iterator[str]:
    """What the two answers do not share."""
    verdicts = {verdict.stage.id: verdict for verdict in theirs.conclusion.stages}
    ranked = theirs.reported.ranked.routes
    exact = mine.exact and not theirs.reported.left_out
    statuses = theirs.reported.statuses.of
    pairs: list[tuple[str, object, object]] = [(f"status {id}", one, statuses[id]) for id, one in mine.statuses.items()]
    for id, route in mine.routes.items():
        other = ranked[id]
        pairs.append(
            (f"route {id}", (route.open, route.status, route.bounds), (other.open, other.rule, tuple(other.bounds)))
        )
        pairs.append((f"remedies {id}", route.remedies, other.remedies))
        pairs.append(
            (
                f"choice {id}",
                [(row["offers"], row["who"], row["take"], state) for row, state in route.rows],
                [(list(one.row.offers), one.row.who, one.row.take, one.state) for one in other.choice],
            )
        )
    for stage, verdict in verdicts.items():
        worst, best, hope = mine.bounds[stage]
        bounds = verdict.bounds
        if exact:
            pairs.append((f"bounds {stage}", (worst, best, hope), tuple(bounds)))
            pairs.append((f"outcome {stage}", mine.outcomes[stage], verdict.status))
        elif mine.exact:
            sound = bounds.worst <= worst and best <= bounds.best and hope <= bounds.hope
            pairs.append((f"bounds of {stage} hold", True, sound))
        pairs.append((f"reported {stage}", mine.reported[stage], verdict.route.plan.id if verdict.route else None))
        pairs.append((f"procedure {stage}", mine.procedures[stage], answer_of(verdict.procedure)))
        for id, rule in verdict.interim.items():
            pairs.append((f"interim {id}", mine.interim[id], answer_of(rule)))
    if exact:
        steps = theirs.conclusion.steps
        pairs += [(f"step {id}", state, answer_of(steps[id])) for id, state in mine.steps.items()]
    for what, expected, found in pairs:
        if expected != found:
            yield f"{what}: reference {expected}, product {found}"


def differ(seed: int, dossiers: int = DOSSIERS) -> tuple[list[str], int]:
    """Everything that differs for one ruleset, and how many dossiers were compared to the last detail."""
    law, random, found, exact = Law.random(seed), Random(seed), [], 0
    for i in range(dossiers):
        shown = random_shown(law, random, unknown=random.choice((0.0, 0.1, 0.3, 0.5)))
        mine = evaluate(law, shown)
        theirs = decided(law, shown)
        exact += mine.exact and not theirs.reported.left_out
        found += [f"Law.random({seed}), dossier {i}: {one}" for one in differences(mine, theirs)]
    return found, exact


def test_random_dossiers_are_decided_as_the_reference_decides_them() -> None:
    exact = 0
    for seed in range(60):
        found, count = differ(seed)
        assert not found, "\n".join(found)
        exact += count
    assert exact > 1_200


@pytest.mark.full
@pytest.mark.parametrize("part", range(8))
def test_100_000_random_dossiers_are_decided_as_the_reference_decides_them(part: int) -> None:
    exact = 0
    for seed in range(10_000 + part * 500, 10_500 + part * 500):
        found, count = differ(seed)
        assert not found, "\n".join(found)
        exact += count
    assert exact > 10_000
