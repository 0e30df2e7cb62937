"""``osce-kg evaluate``: how good extraction is, and whether it got worse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from osce_kg.evaluation.measuring import SplitScore

_MEASURED_ONLY = "test"
"""Split of which nobody should look at the mistakes, or it would tell nothing any more; it has no floors."""


@click.command("evaluate", short_help="Measure extraction against gold annotations.")
@click.option(
    "--gold",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of gold annotations; can be given several times [default: ours].",
)
@click.option("--split", "chosen", multiple=True, metavar="NAME", help="Only this split of the gold.")
@click.option("--by-construct", is_flag=True, help="Also F1 per construct.")
@click.option("--mistakes", is_flag=True, help="Also every mistake.")
@click.option("--reliability", "shows_reliability", is_flag=True, help="Also how often confidence is right.")
@click.option("--pin", "task", flag_value="pin", help="Raise the floors to just below what is measured now.")
@click.option(
    "--calibrate", "task", flag_value="calibrate", help="Learn anew how sure facts are, and show it."
)
def command(
    folders: tuple[Path, ...],
    chosen: tuple[str, ...],
    by_construct: bool,
    mistakes: bool,
    shows_reliability: bool,
    task: str | None,
) -> None:
    """Score the extractor on gold annotations: precision, recall and F1 per measure and split.

    Exit code 1 if an F1 is below its pinned floor. The split "test" has no floors, and only its totals are
    shown, so that nobody tunes rules on it; name it with --split to see more.
    """
    from osce_kg.errors import UsageError
    from osce_kg.evaluation import gate, tables
    from osce_kg.evaluation.gold import read_gold
    from osce_kg.evaluation.measuring import measure_splits
    from osce_kg.resources import resource_path

    splits = read_gold(folders or (resource_path("data", "gold"),))
    unknown = set(chosen) - splits.keys()
    if unknown:
        raise UsageError(f"there is no split {min(unknown)}; there are: {', '.join(sorted(splits))}")
    scores = measure_splits({name: splits[name] for name in splits if name in chosen or not chosen})
    floors = gate.read_floors()
    if task == "pin":
        floors = gate.raised_floors([score for score in scores if score.split != _MEASURED_ONLY], floors)
        gate.write_floors(floors)
    for score in scores:
        pinned = floors.get(score.split)
        parts = [tables.render_totals(score, pinned.floors if pinned else {})]
        if score.split != _MEASURED_ONLY or score.split in chosen:
            parts += [tables.render_constructs(score)] if by_construct else []
            parts += [tables.render_mistakes(score)] if mistakes else []
        parts += [_reliability(score)] if shows_reliability else []
        click.echo("\n".join([*parts, ""]))
    if task == "calibrate":
        _calibrate(scores)
    found = gate.shortfalls(scores, floors)
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        click.get_current_context().exit(1)


def _reliability(score: SplitScore) -> str:
    """Return how often the confidence is right that extraction gives now."""
    from osce_kg.evaluation import tables
    from osce_kg.evaluation.calibration import rate
    from osce_kg.extraction.confidence import CONFIDENCE_FILE, read_table

    table = read_table(CONFIDENCE_FILE)
    rated = [(fact, rate(fact, table)) for fact in score.facts]
    return tables.render_reliability(f"{score.split}: reliability of confidence", rated)


def _calibrate(scores: Sequence[SplitScore]) -> None:
    """Write the table of confidence, and show how one learned without a document would do on it."""
    from osce_kg.errors import UsageError
    from osce_kg.evaluation import tables
    from osce_kg.evaluation.calibration import cross_validated, learn_table
    from osce_kg.extraction.confidence import CONFIDENCE_FILE, write_table

    seen = [fact for score in scores if score.split != _MEASURED_ONLY for fact in score.facts]
    unseen = [fact for score in scores if score.split == _MEASURED_ONLY for fact in score.facts]
    if not seen or not unseen:
        raise UsageError(f'--calibrate needs the split "{_MEASURED_ONLY}" and at least one other')
    comments = (
        "How sure a fact is by the evidence it rests on. Written by `osce-kg evaluate --calibrate`.",
        "docs/evaluation.md says how it is learned: the gaps from test, all else from the other documents.",
        *(f"{score.split}: {len(score.documents)} documents, gold {score.gold}" for score in scores),
    )
    write_table(learn_table(seen, unseen), CONFIDENCE_FILE, comments=comments)
    rated = cross_validated(seen, unseen)
    splits = {
        score.split: [(fact, value) for fact, value in rated if fact.document in score.documents]
        for score in scores
    }
    for split, own in splits.items():
        click.echo(tables.render_reliability(f"{split}: cross-validated reliability", own) + "\n")
    click.echo(tables.render_promise(splits))
