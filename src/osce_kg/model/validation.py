"""What the validation stage gives: findings with their place in file, graph and document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands.

    Attributes:
        file: path as the user gave it; empty if unknown.
        line, column: 1-based, the column in code points; 0 if unknown.
    """

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, order=True)
class SourcePassage:
    """The words of a document that a focus node is attested by.

    Attributes:
        passage, document: IRIs.
        quote: the words, as the graph has them.
        start, end: offsets in code points into the text of the document; -1 if the graph has none.
        file: the document's text in the directory of a build; empty if it is not there.
    """

    passage: str
    document: str = ""
    quote: str = ""
    start: int = -1
    end: int = -1
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One validation result.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        focus_node, path, value: as N-Triples terms; empty where the result has none.
        shape: IRI of the source shape, or its N-Triples term when it is a blank node.
        component: IRI of the constraint component.
        message: text for the user, with labels instead of bare IRIs where they are known.
        file: path of the data file, as the user gave it; empty if unknown.
        line, column: where the focus node first is a subject; 1-based; 0 if unknown.
        statement: where the offending statement is, if one can be told.
        passages: the passages of documents that attest the focus node.
        known: the baseline has it already.
    """

    severity: str
    focus_node: str
    shape: str
    component: str
    path: str
    value: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    statement: Place = Place()
    passages: tuple[SourcePassage, ...] = ()
    known: bool = False

    @property
    def place(self) -> Place:
        """The most exact place there is: of the offending statement, else of the focus node."""
        return self.statement if self.statement.line else Place(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A shape as a report shows it.

    Attributes:
        iri: IRI of the shape.
        name, description: ``sh:name`` and ``sh:description``; empty if it has none.
        severity: as for findings.
    """

    iri: str
    name: str = ""
    description: str = ""
    severity: str = "violation"


@dataclass(frozen=True, slots=True, order=True)
class BaselineEntry:
    """A finding, or several alike, that a baseline accepts.

    Attributes:
        fingerprint: what makes two findings the same one, whatever moved in the file.
        severity: the worst that is accepted.
        count: how many are accepted; more than one only where blank nodes cannot be told apart.
        focus_node, shape, path, message: for whoever reads the baseline.
    """

    fingerprint: str
    severity: str
    count: int
    focus_node: str
    shape: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Findings in a fixed order, and how much was looked at.

    Attributes:
        focus_nodes: number of focus nodes that shapes targeted; 0 means that nothing was checked.
        engine: name of the engine that ran.
        rules: the shapes that have an IRI, in the order of their IRIs.
        stale: entries of the baseline that no finding needs any more.
        scope: what the findings were narrowed down to, in words; empty if the report is of all the data.
    """

    findings: tuple[Finding, ...]
    focus_nodes: int
    triples: int
    engine: str
    rules: tuple[Rule, ...] = ()
    stale: tuple[BaselineEntry, ...] = ()
    scope: str = ""

    @property
    def conforms(self) -> bool:
        """No violation was found."""
        return not any(finding.severity == "violation" for finding in self.findings)

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that no baseline has."""
        return tuple(finding for finding in self.findings if not finding.known)
