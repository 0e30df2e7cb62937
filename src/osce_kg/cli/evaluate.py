"""``osce-kg evaluate``: how good extraction and resolution are, and whether they got worse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from osce_kg.cli.extractors import ExtractorChoice, extractor_options
from osce_kg.cli.losses import exit_code, print_losses

if TYPE_CHECKING:
    from osce_kg.evaluation.gate import MeasuredSplit, SplitFloors
    from osce_kg.evaluation.measuring import SplitScore
    from osce_kg.model.document import Loss

_MEASURED_ONLY: Final = "test"
"""Split of which nobody should look at the mistakes, or it would tell nothing any more; it has no floors."""

_Gold = TypeVar("_Gold")


@dataclass(frozen=True, slots=True)
class _Report:
    """A score and the ways to print it; ``totals`` takes the floors of the split."""

    score: MeasuredSplit
    totals: Callable[[Mapping[str, float]], str]
    constructs: Callable[[], str]
    mistakes: Callable[[], str]
    reliability: Callable[[], str]
    losses: Sequence[Loss] = ()


@click.command("evaluate", short_help="Measure extraction or resolution against gold annotations.")
@click.option(
    "--gold",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Folder of gold annotations; can be given several times [default: ours].",
)
@click.option("--split", "chosen", multiple=True, metavar="NAME", help="Only this split of the gold.")
@click.option("--resolution", is_flag=True, help="Measure who is put together across documents.")
@click.option("--by-construct", is_flag=True, help="Also F1 per construct.")
@click.option("--mistakes", is_flag=True, help="Also every mistake.")
@click.option("--reliability", is_flag=True, help="Also how often confidence, or a link's score, is right.")
@click.option("--pin", "task", flag_value="pin", help="Raise the floors to just below what is measured now.")
@click.option(
    "--calibrate", "task", flag_value="calibrate", help="Learn anew how sure facts are, and show it."
)
@extractor_options
def command(
    folders: tuple[Path, ...],
    chosen: tuple[str, ...],
    task: str | None,
    choice: ExtractorChoice,
    **switches: bool,
) -> None:
    """Score the extractor on gold annotations: precision, recall and F1 per measure and split.

    With --resolution, score which names in different documents become one person, beside baselines that go
    by the name alone.

    Exit code 1 if an F1 is below its pinned floor. The split "test" has no floors, and only its totals are
    shown, so that nobody tunes rules on it; name it with --split to see more. Floors and the table of
    confidence are those of the rules: another extractor is measured without them. Exit code 4 if it failed on
    a document, which counts as if nothing had been found there.
    """
    from osce_kg.errors import OsceKgError, UsageError
    from osce_kg.evaluation import gate
    from osce_kg.evaluation.measuring import SplitScore

    by_rules = choice.llm is None
    if not by_rules and (task or switches["reliability"] or switches["resolution"]):
        raise UsageError(
            "--pin, --calibrate, --reliability and --resolution are for the rules, not for --extractor llm"
        )
    if task == "calibrate" and switches["resolution"]:
        raise UsageError("--calibrate learns how sure extracted facts are: leave out --resolution")
    if task == "calibrate":
        _require_own_gold(folders)
    reports = _resolution(folders, chosen) if switches["resolution"] else _extraction(folders, chosen, choice)
    losses = [loss for report in reports for loss in report.losses]
    print_losses(losses)
    if task and exit_code(losses):
        raise OsceKgError("nothing is learned from documents of which some are lost")
    scores = [report.score for report in reports]
    floors: Mapping[str, SplitFloors] = gate.read_floors() if by_rules else {}
    if task == "pin":
        floors = _pin([score for score in scores if score.split != _MEASURED_ONLY], floors)
    for report in reports:
        pinned = floors.get(report.score.pinned_as)
        parts = [report.totals(pinned.floors if pinned else {})]
        if report.score.split != _MEASURED_ONLY or report.score.split in chosen:
            parts += [report.constructs()] if switches["by_construct"] else []
            parts += [report.mistakes()] if switches["mistakes"] else []
        parts += [report.reliability()] if switches["reliability"] else []
        click.echo("\n".join([*parts, ""]))
    if task == "calibrate":
        _calibrate([score for score in scores if isinstance(score, SplitScore)])
    found = gate.shortfalls(scores, floors)
    for sentence in found:
        click.echo(sentence, err=True)
    raise click.exceptions.Exit(1 if found else exit_code(losses))


def _extraction(folders: Sequence[Path], chosen: Sequence[str], choice: ExtractorChoice) -> list[_Report]:
    from osce_kg.evaluation import tables
    from osce_kg.evaluation.gold import read_gold
    from osce_kg.evaluation.measuring import measure_splits
    from osce_kg.resources import resource_path

    splits = read_gold(folders or (resource_path("data", "gold"),))
    return [
        _Report(
            score,
            partial(tables.render_totals, score),
            partial(tables.render_constructs, score),
            partial(tables.render_mistakes, score),
            partial(_reliability, score),
            score.losses,
        )
        for score in measure_splits(_only(splits, chosen), choice)
    ]


def _resolution(folders: Sequence[Path], chosen: Sequence[str]) -> list[_Report]:
    from osce_kg.evaluation.resolution import tables
    from osce_kg.evaluation.resolution.gold import read_resolution_gold
    from osce_kg.evaluation.resolution.measuring import measure_resolution
    from osce_kg.resources import resource_path

    splits = read_resolution_gold(folders or (resource_path("data", "gold", "resolution"),))
    return [
        _Report(
            score,
            partial(tables.render_resolution, score),
            partial(tables.render_resolution_constructs, score),
            partial(tables.render_wrong_pairs, score),
            partial(tables.render_links, score),
            score.losses,
        )
        for score in measure_resolution(_only(splits, chosen).values())
    ]


def _only(splits: Mapping[str, _Gold], chosen: Sequence[str]) -> dict[str, _Gold]:
    """Return the splits that were chosen, by name; all if none was."""
    from osce_kg.errors import UsageError

    unknown = set(chosen) - splits.keys()
    if unknown:
        raise UsageError(f"there is no split {min(unknown)}; there are: {', '.join(sorted(splits))}")
    return {name: splits[name] for name in sorted(splits) if name in chosen or not chosen}


def _require_own_gold(folders: Sequence[Path]) -> None:
    """Refuse to learn our table of confidence from the gold of others alone."""
    from osce_kg.errors import UsageError
    from osce_kg.resources import resource_path

    own = resource_path("data", "gold")
    if folders and own.resolve() not in {folder.resolve() for folder in folders}:
        raise UsageError(f"--calibrate writes the table of the package: name its gold too (--gold {own})")


def _pin(scores: Sequence[MeasuredSplit], floors: Mapping[str, SplitFloors]) -> Mapping[str, SplitFloors]:
    """Write raised floors, if none that holds now is missed; return those that hold then."""
    from osce_kg.evaluation import gate

    if gate.below_floors(scores, floors):
        click.echo("nothing is pinned: a score is below its floor", err=True)
        return floors
    raised = gate.raised_floors(scores, floors)
    gate.write_floors(raised)
    click.echo(f"floors written to {gate.FLOORS_FILE}", err=True)
    return raised


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
    # Before anything is written: it fails where the table would be worth nothing.
    rated = cross_validated(seen, unseen)
    splits = {
        score.split: [(fact, value) for fact, value in rated if fact.document in score.documents]
        for score in scores
    }
    for split, own in splits.items():
        click.echo(tables.render_reliability(f"{split}: cross-validated reliability", own) + "\n")
    click.echo(tables.render_promise(splits))
    write_table(learn_table(seen, unseen), CONFIDENCE_FILE, comments=comments)
    click.echo(f"table of confidence written to {CONFIDENCE_FILE}", err=True)
