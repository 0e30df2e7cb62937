"""REVIEW: a human looks at doubtful pairs of a build and judges whether they are one person."""

from osce_kg.reviewing.judging import Judge
from osce_kg.reviewing.presentation import WRITERS
from osce_kg.reviewing.reviewed_build import ReviewedBuild, open_build
from osce_kg.reviewing.session import Session

__all__ = ["WRITERS", "Judge", "ReviewedBuild", "Session", "open_build"]
