"""What a build did: counts, losses and warnings per stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from osce_kg.model.document import Loss


@dataclass(frozen=True, slots=True)
class StageRecord:
    """Counts of one stage, e.g. ``{"documents": 42}``, and what it lost.

    Attributes:
        engine: who did the work, where several could have.
    """

    stage: str
    counts: tuple[tuple[str, int], ...]
    losses: tuple[Loss, ...] = ()
    engine: str = ""


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """The stages of one build, in order.

    Attributes:
        version: of the software.
        fingerprint: hex digest of all that the build was made from; empty if nobody asked for it.
        reused: documents that had been extracted from before, so that it was not done again.
    """

    version: str
    stages: tuple[StageRecord, ...] = field(default=())
    fingerprint: str = ""
    reused: int = 0

    @property
    def losses(self) -> tuple[Loss, ...]:
        """All losses of all stages."""
        return tuple(loss for stage in self.stages for loss in stage.losses)
