"""The choice of an extractor, which several commands offer: the rules, or a large language model."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from osce_kg.cli.seconds import SECONDS
from osce_kg.errors import UsageError

if TYPE_CHECKING:
    from osce_kg.extraction import Extractor
    from osce_kg.extraction.llm import LlmSettings
    from osce_kg.model.reference import Reference

KEY_VARIABLE: Final = "OSCE_KG_LLM_KEY"
"""Variable with the key of the endpoint; a command line can be read by every user of a machine."""

_OPTIONS: Final = (
    click.option(
        "--extractor",
        type=click.Choice(["rules", "llm"]),
        default="rules",
        show_default=True,
        help="llm: ask a large language model; sends the text of the documents to --llm-url.",
    ),
    click.option("--llm-url", metavar="URL", help="OpenAI-compatible endpoint: http://127.0.0.1:8080/v1."),
    click.option("--llm-model", metavar="NAME", help="Model, as the endpoint calls it."),
    click.option(
        "--llm-key-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"File with the key of the endpoint [default: the variable {KEY_VARIABLE}].",
    ),
    click.option(
        "--llm-cache",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder that keeps the answers: what was asked once is not asked again.",
    ),
    click.option("--llm-timeout", type=SECONDS, help="Seconds to wait for one answer [default: 120]."),
    click.option(
        "--llm-portion",
        type=click.IntRange(1_000, 1_000_000),
        help="Characters of text in one question [default: 12000].",
    ),
)


@dataclass(frozen=True, slots=True)
class ExtractorChoice:
    """What the user chose: the rules, or a language model with these settings.

    It gives the extractor, and can be sent to another process.
    """

    llm: LlmSettings | None

    def __call__(self, reference: Reference) -> Extractor:
        """Return the extractor with the names of the reference data."""
        if self.llm is None:
            from osce_kg.extraction import load_rule_extractor

            return load_rule_extractor(reference)
        from osce_kg.extraction.llm import load_llm_extractor

        return load_llm_extractor(reference, self.llm)


def extractor_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of the choice to a command, which gets it as its argument ``choice``."""

    @functools.wraps(command)
    def with_choice(*arguments: Any, **options: Any) -> None:
        name = options.pop("extractor")
        llm = {key: options.pop(key) for key in list(options) if key.startswith("llm_")}
        command(*arguments, choice=_choice(name, llm), **options)

    for option in reversed(_OPTIONS):
        with_choice = option(with_choice)
    return with_choice


def _choice(name: str, llm: dict[str, Any]) -> ExtractorChoice:
    """Check the options against each other.

    Raises:
        UsageError: an option is missing, has no use, or makes no sense.
        InputError: the file with the key cannot be read.
    """
    given = {key.removeprefix("llm_"): value for key, value in llm.items() if value is not None}
    if name == "rules":
        if given:
            raise UsageError(f"--llm-{min(given).replace('_', '-')} has no use without --extractor llm")
        return ExtractorChoice(None)
    for needed in ("url", "model"):
        if needed not in given:
            raise UsageError(f"--extractor llm needs --llm-{needed}")
    from osce_kg.extraction.llm import LlmSettings, read_key

    key = read_key(given.pop("key_file", None), os.environ.get(KEY_VARIABLE))
    return ExtractorChoice(LlmSettings(key=key, **given))
