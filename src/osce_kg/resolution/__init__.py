"""RESOLVE: which local persons, groups, organizations, places and posts of all documents are one entity."""

from osce_kg.resolution.anchors import (
    canonical_anchors,
    canonical_judgements,
    reference_anchor,
    referenced_person,
)
from osce_kg.resolution.candidate_file import CandidateFile, read_candidates, write_candidates
from osce_kg.resolution.candidates import reference_candidates
from osce_kg.resolution.doubts import distance
from osce_kg.resolution.judgements import append_judgement, is_day, read_judgements, require_judgements_place
from osce_kg.resolution.ledger import Ledger, extend_ledger, read_ledger, require_ledger_place, write_ledger
from osce_kg.resolution.resolve import resolve_mentions
from osce_kg.resolution.verdicts import Verdicts

__all__ = [
    "CandidateFile",
    "Ledger",
    "Verdicts",
    "append_judgement",
    "canonical_anchors",
    "canonical_judgements",
    "distance",
    "extend_ledger",
    "is_day",
    "read_candidates",
    "read_judgements",
    "read_ledger",
    "reference_anchor",
    "reference_candidates",
    "referenced_person",
    "require_judgements_place",
    "require_ledger_place",
    "resolve_mentions",
    "write_candidates",
    "write_ledger",
]
