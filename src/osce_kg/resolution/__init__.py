"""RESOLVE: which local persons, groups, organizations, places and posts of all documents are one entity."""

from osce_kg.resolution.candidate_file import read_candidates, write_candidates
from osce_kg.resolution.judgements import read_judgements
from osce_kg.resolution.ledger import Ledger, read_ledger, require_ledger_place, write_ledger
from osce_kg.resolution.resolve import resolve_mentions

__all__ = [
    "Ledger",
    "read_candidates",
    "read_judgements",
    "read_ledger",
    "require_ledger_place",
    "resolve_mentions",
    "write_candidates",
    "write_ledger",
]
