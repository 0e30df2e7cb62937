"""From the IRIs of the graph to addresses on this server, wherever it runs, and back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from rdflib.term import URIRef

from osce_kg.store.gate import RejectedTermError, checked_iri

_SERVED = ("vocab/", "graph/", "dump/", "dataset", "ontology", "shapes", "sparql")
_NOT_QUOTED = "/:#?&=%~.-_!$'()*+,;@"


@dataclass(frozen=True, slots=True)
class LocalLinks:
    """Addresses for IRIs, and IRIs for addresses.

    Attributes:
        base_iri: start of the IRIs that this server describes; ends with ``/``.
    """

    base_iri: str

    def iri(self, path: str) -> URIRef | None:
        """Return the IRI of what is asked for under a path; None if that cannot be one of the graph."""
        iri = self.base_iri + path
        try:
            # Before rdflib sees it: it would print what it does not like.
            checked_iri(iri)
        except RejectedTermError:
            return None
        return URIRef(iri)

    def address(self, iri: str, root: str = "") -> str | None:
        """Return where a reader of a page finds more about the IRI; None if nowhere.

        Args:
            iri: the IRI.
            root: path that the server is mounted at, without a slash at its end.
        """
        if iri.startswith(self.base_iri):
            path = iri[len(self.base_iri) :]
            if path.startswith("id/"):
                return f"{root}/doc/{quote(path[3:], safe=_NOT_QUOTED)}"
            if path.startswith(_SERVED):
                return f"{root}/{quote(path, safe=_NOT_QUOTED)}"
        # A javascript: or data: IRI in the graph must never become a link.
        return iri if iri.startswith(("http://", "https://")) else None
