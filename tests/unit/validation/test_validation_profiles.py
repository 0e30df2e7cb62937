"""Profiles switch rules off and change severities, and say so when they cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import SH

from osce_kg.errors import InputError, MissingInputError
from osce_kg.namespaces import SHAPES
from osce_kg.resources import resource_path
from osce_kg.validation.profiles import profile_names, read_profile, under_profile
from osce_kg.validation.shapes import Shapes, load_shapes

TWO_RULES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/osce-kg/shapes#> .
shape:name a sh:PropertyShape ; sh:targetClass <urn:Person> ; sh:path <urn:name> ; sh:minCount 1 .
shape:nick a sh:PropertyShape ; sh:targetClass <urn:Person> ; sh:path <urn:nick> ; sh:minCount 1 ;
    sh:severity sh:Info .
"""


def written(directory: Path, text: str) -> Path:
    (directory / "profiles").mkdir()
    (directory / "profiles" / "own.toml").write_text(text, encoding="utf-8")
    return directory


def shapes() -> Shapes:
    return Shapes(Graph().parse(data=TWO_RULES), "two rules")


def test_a_rule_is_switched_off_and_the_shapes_given_stay_as_they_are(tmp_path: Path) -> None:
    profile = read_profile(written(tmp_path, 'deactivated = ["nick"]'), "own")
    given = shapes()
    off = (SHAPES.nick, SH.deactivated, Literal(True))
    assert off in under_profile(given, profile).graph
    assert off not in given.graph


def test_a_rule_without_severity_is_a_violation_that_can_be_turned_into_a_warning(tmp_path: Path) -> None:
    profile = read_profile(written(tmp_path, '[severity]\nname = "warning"'), "own")
    graph = under_profile(shapes(), profile).graph
    assert set(graph.objects(SHAPES.name, SH.severity)) == {SH.Warning}
    assert set(graph.objects(SHAPES.nick, SH.severity)) == {SH.Info}


def test_all_rules_of_a_severity_change_but_those_that_are_named(tmp_path: Path) -> None:
    text = '[severity]\nnick = "warning"\n[severity-instead-of]\nviolation = "info"\ninfo = "violation"'
    graph = under_profile(shapes(), read_profile(written(tmp_path, text), "own")).graph
    assert set(graph.objects(SHAPES.name, SH.severity)) == {SH.Info}
    assert set(graph.objects(SHAPES.nick, SH.severity)) == {SH.Warning}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("deactivated = 1", "deactivated is not of the type list"),
        ("deactivated = [1]", "a list of names"),
        ('checks = "yes"', "checks is not of the type bool"),
        ("switched-off = []", "a profile has no switched-off"),
        ('[severity]\nname = "error"', "'error' is no severity"),
        ('[severity-instead-of]\nerror = "warning"', "'error' is no severity"),
        ("deactivated = [", "not a TOML file"),
    ],
)
def test_a_profile_that_says_what_none_can_say_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_profile(written(tmp_path, text), "own")


def test_a_rule_that_the_shapes_do_not_have_is_refused(tmp_path: Path) -> None:
    profile = read_profile(written(tmp_path, 'deactivated = ["nikc"]'), "own")
    with pytest.raises(InputError, match=r"own\.toml: the shapes have no rule nikc"):
        under_profile(shapes(), profile)


def test_an_unknown_profile_is_missing_and_the_known_ones_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no profile loose; known: own"):
        read_profile(written(tmp_path, ""), "loose")


def test_our_profiles_fit_our_shapes() -> None:
    directory = resource_path("shapes")
    assert profile_names(directory) == ["incoming", "release", "strict"]
    loaded = load_shapes(directory)
    graphs = {
        name: under_profile(loaded, read_profile(directory, name)).graph for name in profile_names(directory)
    }
    assert set(graphs["release"]) == set(loaded.graph)
    assert set(graphs["strict"].objects(None, SH.severity)) == {SH.Violation}
    deactivated = set(graphs["incoming"].subjects(SH.deactivated, None))
    assert SHAPES["label-unique"] in deactivated
    assert all(read_profile(directory, name).description for name in graphs)
