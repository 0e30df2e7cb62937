"""A knowledge graph to ask from Python."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from rdflib import Graph
from rdflib.term import Literal, URIRef

from osce_kg.errors import UsageError
from osce_kg.knowledge_graph.networks import MeetingNetwork, read_network
from osce_kg.knowledge_graph.parameters import parameters_of, with_values
from osce_kg.knowledge_graph.people import Person, PersonDirectory
from osce_kg.knowledge_graph.reading import Solutions, SourceReader
from osce_kg.knowledge_graph.sources import GraphSource, open_source
from osce_kg.knowledge_graph.tables import Table
from osce_kg.knowledge_graph.timeline import Timeline
from osce_kg.knowledge_graph.values import rdf_term
from osce_kg.namespaces import ID
from osce_kg.querying.catalogue import ExampleQuery, read_catalogue
from osce_kg.resources import resource_path
from osce_kg.store.interface import Term

_KEY: Final = re.compile(r"[\w.-]+")
_PASSAGES: Final = """SELECT ?sentence ?document ?day ?address ?start ?end ?passage {
  { ?fact okg:attestedBy ?passage } UNION { ?use okg:nameOf ?fact ; okg:attestedBy ?passage }
  ?passage okg:exact ?sentence ; okg:passageOf ?document ; okg:startOffset ?start ; okg:endOffset ?end .
  OPTIONAL { ?document dcterms:issued ?day }
  OPTIONAL { ?document dcterms:source ?address }
}
GROUP BY ?sentence ?document ?day ?address ?start ?end ?passage
ORDER BY ?document ?start ?end"""


class KnowledgeGraph:
    """A graph of who met whom, with the sentences that say so.

    ::

        with KnowledgeGraph.open("build") as kg:
            kg.query("who-met-whom", person="Solomon Passy").to_pandas()

    The same questions have the same answers whether it is a build, a dump or an endpoint.
    """

    def __init__(self, source: GraphSource) -> None:
        """Take an open source; ``open`` is the usual way."""
        self._source = source
        self._reader = SourceReader(source)

    @classmethod
    def open(cls, where: str | Path, *, deadline: float | None = 60.0) -> Self:
        """Open a build's directory, a dump file, or a SPARQL endpoint.

        Args:
            where: a path, or an address that begins with http; only then is the network used.
            deadline: seconds that one query may take; None: any time.

        Raises:
            MissingInputError: there is neither a build nor a dump.
            InputError: the dump cannot be read; with the line.
        """
        return cls(open_source(where, deadline))

    def close(self) -> None:
        """Let go of processes and temporary files."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self._source.name}>"

    @property
    def queries(self) -> Table:
        """The example queries: key, question, and the parameters with what they are if not given."""
        rows = [
            (Literal(key), Literal(query.question), Literal(", ".join(parameters_of(query.text))))
            for key, query in self._examples.items()
        ]
        return Table(("key", "question", "parameters"), rows, sparql="", look_up=self._reader.labels)

    def query(self, query: str, /, **parameters: object) -> Table:
        """Ask one of the example queries, by its key, or a SELECT query.

        Args:
            query: key of an example query (``queries`` lists them), or SPARQL; the usual prefixes need not
                be declared.
            parameters: values for variables. A variable with a VALUES block of its own gets the value in
                place of what stands there; a text then takes the language or type of that. In SPARQL any
                other variable may be given, too. ``person`` is a person, given as ``person()`` takes it.
                None: any value. A list: any of them.

        Raises:
            UsageError: no such query or parameter, or a name that no or several people bear.
            QueryError: it does not parse, is no SELECT query, or is not allowed.
            LimitError: it takes longer, or gives more, than it may.
        """
        example = self._examples.get(query)
        if example is None and _KEY.fullmatch(query):
            raise UsageError(f"There is no query {query[:80]!r}; there are {', '.join(self._examples)}.")
        text = with_values(example.text if example else query, parameters, self._term, free=example is None)
        return self._table(self._reader.solutions(text))

    def ask(self, query: str, /, **parameters: object) -> bool:
        """Answer an ASK query; parameters and errors are those of ``query``."""
        return self._reader.ask(with_values(query, parameters, self._term, free=True))

    def construct(self, query: str, /, **parameters: object) -> Graph:
        """Return what a CONSTRUCT or DESCRIBE query gives; parameters and errors are those of ``query``."""
        graph = Graph()
        for triple in self._reader.construct(with_values(query, parameters, self._term, free=True)):
            graph.add(triple)
        return graph

    def person(self, given: str | Person) -> Person:
        """Return the person of a key, an IRI, or a name in any spelling.

        Raises:
            UsageError: nobody or several people are called so; the message lists who could be meant.
        """
        return given if isinstance(given, Person) else self._people.get(given)

    def people(self, name: str) -> tuple[Person, ...]:
        """Return everybody who bears a name: none, one or several people."""
        return self._people.find(name)

    def network(self, **filters: object) -> MeetingNetwork:
        """Return who met whom, or who visited which State, as a network.

        Args:
            filters: as in ``docs/network.md``: ``nodes``, ``kind``, ``from_``, ``to``, ``person``, ``state``,
                ``confidence`` …; a list for any of several values. ``person`` may be a name.

        Raises:
            UsageError: an unknown filter, a value that cannot be, or a thing that the graph does not know.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        if "person" in given:
            value = given["person"]
            people = value if isinstance(value, list | tuple) else [value]
            given["person"] = [str(self._person_iri(one)) for one in people]
        return read_network(self._reader, given)

    def meetings(self, **filters: object) -> Table:
        """Return the meetings behind a network, one by one, with their sentences; filters are its own."""
        return self.network(**filters).meetings

    def timeline(self, person: str | Person) -> Timeline:
        """Return all that a person took part in, in order of time; a person as ``person()`` takes it."""
        values = {"person": self.person(person), "name": None}
        text = with_values(self._examples["person-timeline"].text, values, self._term, free=True)
        found = self._reader.solutions(text)
        return Timeline(found.columns, found.rows, sparql=found.sparql, look_up=self._reader.labels)

    def passages(self, fact: str | Person) -> Table:
        """Return the sentences that say something.

        Args:
            fact: an event, participation, office holding or name use, by IRI or as ``event/x…``; or a
                person: the sentences that name them.

        Raises:
            UsageError: the graph does not know it.
        """
        text = str(fact.iri if isinstance(fact, Person) else fact)
        iri = URIRef(text) if text.startswith(("http://", "https://")) else ID[text]
        if not self.ask("ASK { ?fact ?property ?value }", fact=iri):
            raise UsageError(f"The graph knows no {iri[:200]}.")
        return self.query(_PASSAGES, fact=iri)

    def label(self, iri: str) -> str:
        """Return the preferred label of a thing; its IRI if it has none."""
        return self._reader.labels([URIRef(iri)]).get(URIRef(iri), iri)

    @cached_property
    def _examples(self) -> dict[str, ExampleQuery]:
        return {query.key: query for query in read_catalogue(resource_path("queries", "examples"))}

    @cached_property
    def _people(self) -> PersonDirectory:
        return PersonDirectory(self._reader)

    def _term(self, name: str, value: object, like: Term | None) -> Term:
        if isinstance(value, Person) or (name == "person" and isinstance(value, str)):
            return self._person_iri(value)
        return rdf_term(value, like)

    def _person_iri(self, value: object) -> URIRef:
        if not isinstance(value, str | Person):
            raise UsageError(f"{type(value).__name__} is no person; give a key, an IRI or a name.")
        return self.person(value).iri

    def _table(self, found: Solutions) -> Table:
        return Table(found.columns, found.rows, sparql=found.sparql, look_up=self._reader.labels)
