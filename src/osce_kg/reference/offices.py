"""Which post each office of the reference data is: the same post that documents speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from osce_kg.titles import post_key


@dataclass(frozen=True, slots=True)
class Office:
    """An office that tenures name.

    Attributes:
        title: canonical title of the post.
        body: entity key of the body it is in; None where it is the State of the tenure.
    """

    title: str
    body: str | None

    def body_key(self, state: str | None) -> str | None:
        """Return the entity key of the body that the post is in; ``state`` is the State of the tenure."""
        if self.body is not None:
            return self.body
        return f"state/{state}" if state else None

    def post_key(self, state: str | None) -> str:
        """Return the key ``post/x…`` of the post; ``state`` is the State of the tenure."""
        return post_key(self.title, self.body_key(state))


OFFICES: Final[Mapping[str, Office]] = {
    "chairperson-in-office": Office("Chairperson-in-Office", "structure/osce"),
    "secretary-general": Office("Secretary General", "structure/osce"),
    "odihr-director": Office("Director", "structure/odihr"),
    "high-commissioner-on-national-minorities": Office(
        "High Commissioner on National Minorities", "structure/osce"
    ),
    "representative-on-freedom-of-the-media": Office(
        "Representative on Freedom of the Media", "structure/osce"
    ),
    "foreign-minister": Office("Foreign Minister", None),
    "prime-minister": Office("Prime Minister", None),
    "president": Office("President", None),
}
"""``Tenure.post`` → its office."""
