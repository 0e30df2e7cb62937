"""The report of a test run in EARL, as the working groups of W3C collect it from implementations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from osce_kg import __version__
from osce_kg.namespaces import BASE

PROJECT = BASE + "software"
ASSERTOR = BASE + "software#conformance-tests"

_HEAD = f"""\
@prefix doap: <http://usefulinc.com/ns/doap#> .
@prefix earl: <http://www.w3.org/ns/earl#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .

<> foaf:primaryTopic <{PROJECT}> ;
  foaf:maker <{ASSERTOR}> .

<{PROJECT}> a doap:Project, earl:TestSubject, earl:Software ;
  doap:name "osce-kg" ;
  doap:description "A knowledge graph of who met whom in the OSCE, and its SPARQL endpoint"@en ;
  doap:programming-language "Python" ;
  doap:release <{PROJECT}#{__version__}> .

<{PROJECT}#{__version__}> a doap:Version ;
  doap:name "osce-kg {__version__}" ;
  doap:revision "{__version__}" .

<{ASSERTOR}> a earl:Assertor, earl:Software ;
  foaf:name "The conformance tests of osce-kg" .
"""


class EarlReport:
    """What came of each test. One that was not run is told as untested.

    It says no time: the same outcomes are the same bytes.
    """

    def __init__(self, tests: Iterable[str]) -> None:
        self._outcomes: dict[str, tuple[str, str]] = dict.fromkeys(tests, ("untested", ""))

    def record(self, test: str, outcome: str, reason: str = "") -> None:
        """Note what came of a test.

        Args:
            test: its IRI.
            outcome: ``passed``, ``failed`` or ``inapplicable``.
            reason: why it is not passed, or what is to be known of how it passed.
        """
        assert test in self._outcomes, f"the report knows no test {test}"
        if self._outcomes[test][0] != "failed":  # of a test in several parts, all must pass
            self._outcomes[test] = outcome, reason

    @contextmanager
    def judged(self, test: str) -> Iterator[None]:
        """Note a test as passed if what is done with this context raises nothing, else as failed."""
        try:
            yield
        except BaseException:
            self.record(test, "failed")
            raise
        self.record(test, "passed")

    @property
    def outcomes(self) -> Mapping[str, str]:
        """Test to outcome."""
        return {test: outcome for test, (outcome, _) in self._outcomes.items()}

    def turtle(self) -> str:
        """Return the report, ordered by the IRIs of the tests."""
        return _HEAD + "".join(
            _assertion(test, outcome, reason) for test, (outcome, reason) in sorted(self._outcomes.items())
        )

    def write(self, path: Path) -> None:
        """Write the report as Turtle."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.turtle(), encoding="utf-8")


def _assertion(test: str, outcome: str, reason: str) -> str:
    mode = "notAvailable" if outcome == "untested" else "automatic"
    info = f' ; earl:info "{reason}"@en' if reason else ""
    return f"""
[] a earl:Assertion ;
  earl:assertedBy <{ASSERTOR}> ;
  earl:subject <{PROJECT}> ;
  earl:test <{test}> ;
  earl:mode earl:{mode} ;
  earl:result [ a earl:TestResult ; earl:outcome earl:{outcome}{info} ] .
"""
