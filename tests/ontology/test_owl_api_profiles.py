"""The OWL API finds our ontology in OWL 2 DL and RL, and judges axioms as our own check does.

It needs Debian's libowlapi-java and a JDK: ``.ci/install-owl-api`` installs them where that is possible.
"""

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
from owl_rl_cases import CASES, HEADER, INSIDE, OUTSIDE

REPOSITORY = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "owlapi" / "OwlProfiles.java"
JARS = Path("/usr/share/java")

FAULTS_IN_OURS = {
    "a union above a class": "okg:Event rdfs:subClassOf [ a owl:Class ;"
    " owl:unionOf ( okg:Meeting okg:Visit ) ] .",
    "a restriction above a class": "okg:Visit rdfs:subClassOf [ a owl:Restriction ; owl:onProperty okg:host ;"
    " owl:someValuesFrom okg:Agent ] .",
    "a range of xsd:date": "okg:startLatest rdfs:range xsd:date .",
    "an irreflexive transitive property": "okg:locatedIn a owl:IrreflexiveProperty .",
    "an irreflexive chain": "okg:metWith owl:propertyChainAxiom ( okg:participantIn okg:hasParticipant ) .",
    "an undeclared class": "okg:Embassy rdfs:subClassOf okg:Organization .",
    "an undeclared annotation": "okg:Person skos:altLabel 'human' .",
    "a data property under an object property": "okg:title rdfs:subPropertyOf okg:post .",
}


def owl_api_is_here() -> bool:
    if shutil.which("java") is None or not (JARS / "owlapi-distribution.jar").exists():
        return False
    modules = subprocess.run(["java", "--list-modules"], capture_output=True, text=True, check=False)
    return "jdk.compiler@" in modules.stdout


pytestmark = pytest.mark.skipif(
    not owl_api_is_here(),
    reason="no OWL API here: .ci/install-owl-api installs it (Debian's libowlapi-java and a JDK)",
)


@pytest.fixture(scope="module")
def violations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The profiles that each case leaves; all in one run of Java, since starting it takes longest."""
    folder = tmp_path_factory.mktemp("profiles")
    ours = "".join(
        (REPOSITORY / "ontology" / name).read_text(encoding="utf-8")
        for name in ("osce-kg.ttl", "alignments.ttl")
    )
    prefixes = HEADER.partition("@prefix : ")[0]
    texts = {"ours": ours}
    texts |= {f"ours with {name}": ours + prefixes + fault for name, fault in FAULTS_IN_OURS.items()}
    texts |= {name: HEADER + axiom for name, axiom in CASES.items()}
    files = {folder / f"{number}.ttl": name for number, name in enumerate(texts)}
    for file, name in files.items():
        file.write_text(texts[name], encoding="utf-8")
    run = subprocess.run(
        ["java", "-cp", f"{JARS}/*", str(PROGRAM), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, set[str]] = defaultdict(set)
    seen = set()
    for line in run.stdout.splitlines():
        file, profile = line.split("\t")[:2]
        if profile == "axioms":
            seen.add(files[Path(file)])
        else:
            found[files[Path(file)]].add(profile)
    assert seen == set(texts)
    return found


def test_our_ontology_and_its_alignments_are_in_owl_2_dl_and_owl_2_rl(
    violations: dict[str, set[str]],
) -> None:
    assert violations["ours"] == set()


@pytest.mark.parametrize("fault", FAULTS_IN_OURS)
def test_a_fault_planted_in_our_ontology_is_found(violations: dict[str, set[str]], fault: str) -> None:
    assert violations[f"ours with {fault}"] != set()


@pytest.mark.parametrize("name", INSIDE)
def test_the_owl_api_lets_through_what_our_check_lets_through(
    violations: dict[str, set[str]], name: str
) -> None:
    assert violations[name] == set()


@pytest.mark.parametrize("name", OUTSIDE)
def test_the_owl_api_finds_what_our_check_finds(violations: dict[str, set[str]], name: str) -> None:
    assert violations[name] != set()
