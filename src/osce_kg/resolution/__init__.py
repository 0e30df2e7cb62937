"""RESOLVE: which local persons, groups, organizations, places and posts of all documents are one entity."""

from osce_kg.resolution.anchors import (
    canonical_anchors,
    canonical_judgements,
    reference_anchor,
    referenced_person,
)
from osce_kg.resolution.candidate_file import (
    CandidateFile,
    candidate_line,
    read_candidates,
    stream_candidates,
    write_candidates,
)
from osce_kg.resolution.candidates import reference_candidates
from osce_kg.resolution.corpus import CorpusResolution, resolve_corpus
from osce_kg.resolution.doubts import distance
from osce_kg.resolution.judgements import append_judgement, is_day, read_judgements, require_judgements_place
from osce_kg.resolution.kept import KeptResults
from osce_kg.resolution.ledger import Ledger, extend_ledger, read_ledger, require_ledger_place, write_ledger
from osce_kg.resolution.local_resolution import LocalResolution, LocalResolver
from osce_kg.resolution.local_text import decode_local, encode_local, shown_candidates
from osce_kg.resolution.resolve import resolve_mentions
from osce_kg.resolution.verdicts import Verdicts

__all__ = [
    "CandidateFile",
    "CorpusResolution",
    "KeptResults",
    "Ledger",
    "LocalResolution",
    "LocalResolver",
    "Verdicts",
    "append_judgement",
    "candidate_line",
    "canonical_anchors",
    "canonical_judgements",
    "decode_local",
    "distance",
    "encode_local",
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
    "resolve_corpus",
    "resolve_mentions",
    "shown_candidates",
    "stream_candidates",
    "write_candidates",
    "write_ledger",
]
