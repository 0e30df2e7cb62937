"""A thousand focus nodes in all layouts that people write: each is found where the generator wrote it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from osce_kg.validation import validate_graph

NODES = 1000
OKG = "https://w3id.org/osce-kg/ontology#"
NAMESPACE = "http://example.org/ns#"
SHAPES = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:S> a sh:NodeShape ; sh:targetClass <{OKG}State> ; sh:property <urn:needs-label> , <urn:number> .
<urn:needs-label> sh:path <{OKG}label> ; sh:minCount 1 .
<urn:number> sh:path <{NAMESPACE}number> ; sh:maxInclusive -1 .
"""
DIRECTIVES = (
    f"@prefix : <{NAMESPACE}> . @prefix o: <{OKG}> .\n",
    f"PREFIX  :  <{NAMESPACE}>\n",
    "@base <http://example.org/other/> .\n",
    f"@base <{NAMESPACE}> .\n",
    f"BASE <{NAMESPACE}>\n",
)
NOISE = (
    '"a # b ; c . :node1 d"',
    '"""long\n# :node2 o:State .\n"" \\""" ; . """',
    "'''it's\r\n<http://example.org/ns#node3> . '''",
    '"\\u00e9\\n😀é"@en-GB',
    '"1"^^:type',
    "[ :p [ :q 'x' ; :r ( 1 :node4 ) ] ; ]",
    "( 1.5 -2e3 true [] () ( :node5 'y'@en ) )",
    "<http://example.org/\\u0061#b>",
    ":dotted.name",
    ":esc\\,ape\\;d",
    "_:shared",
)
GAPS = (" ", "  ", "\t", "\n", "\r\n", "\n\n", " # comment . ; :node6 a o:State .\n", "\n  ")

Write = Callable[[random.Random], tuple[str, dict[int, tuple[int, int]], dict[int, tuple[int, int]]]]


class Writer:
    """Writes text and knows where it is, in lines and in columns of code points."""

    def __init__(self) -> None:
        self.text = ""
        self._line, self._column = 1, 1

    def write(self, text: str) -> tuple[int, int]:
        """Write, and return where the text begins."""
        start = (self._line, self._column)
        self.text += text
        for character in text:
            self._column += 1
            if character == "\n":
                self._line, self._column = self._line + 1, 1
        return start


def turtle(
    random_: random.Random, *, graphs: bool = False
) -> tuple[Writer, dict[int, tuple[int, int]], dict]:
    writer = Writer()
    nodes: dict[int, tuple[int, int]] = {}
    numbers: dict[int, tuple[int, int]] = {}
    writer.write("\ufeff".removeprefix("\ufeff") + DIRECTIVES[0] + DIRECTIVES[3])

    def gap() -> None:
        writer.write(random_.choice(GAPS))

    for number in range(NODES):
        if random_.random() < 0.1:
            writer.write("\n" + random_.choice(DIRECTIVES[:2] + DIRECTIVES[3:]))
        in_graph = graphs and random_.random() < 0.3
        if in_graph:
            writer.write(random_.choice(("{", ":graph {", "GRAPH :graph\n{", "[] { ")))
        name = random_.choice(
            (
                f":node{number}",
                f"<{NAMESPACE}node{number}>",
                f"<#node{number}>",
                f"<http://example.org/ns#n\\u006Fde{number}>",
            )
        )
        nodes[number] = writer.write(name)
        gap()
        writer.write(random_.choice(("a", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")))
        gap()
        writer.write("o:State")
        for _ in range(random_.randrange(4)):
            gap()
            writer.write(";")
            gap()
            writer.write(":noise")
            gap()
            writer.write(random_.choice(NOISE))
            while random_.random() < 0.3:
                writer.write(" ,")
                writer.write(random_.choice(NOISE))
        gap()
        writer.write("; :number 0 ,")
        gap()
        writer.write("-7 ,")
        gap()
        numbers[number] = writer.write(f"{number}") if number else (0, 0)
        writer.write(" , -8 ;" if number else " -8 ;")
        gap()
        writer.write("}" if in_graph and random_.random() < 0.5 else ". }" if in_graph else ".")
        writer.write(random_.choice(("", *GAPS)))
    return writer, nodes, numbers


def check(tmp_path: Path, name: str, data: bytes, nodes: dict, numbers: dict) -> None:
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    (tmp_path / name).write_bytes(data)
    report = validate_graph([tmp_path / name], shapes=tmp_path / "shapes.ttl")
    assert report.focus_nodes == NODES
    found = {
        int(finding.focus_node.removeprefix(f"<{NAMESPACE}node").rstrip(">")): (finding.line, finding.column)
        for finding in report.findings
        if finding.shape == "urn:needs-label"
    }
    assert found == nodes
    if numbers:
        values = {
            int(finding.value.split('"')[1]): (finding.statement.line, finding.statement.column)
            for finding in report.findings
            if finding.shape == "urn:number" and finding.value.split('"')[1] != "0"
        }
        assert values == {number: place for number, place in numbers.items() if number}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("graphs", [False, True])
def test_all_of_a_thousand_nodes_and_statements_are_where_they_were_written(
    tmp_path: Path, seed: int, graphs: bool
) -> None:
    writer, nodes, numbers = turtle(random.Random(seed), graphs=graphs)
    name = "data.trig" if graphs else "data.ttl"
    check(tmp_path, name, writer.text.encode("utf-8-sig" if seed == 2 else "utf-8"), nodes, numbers)


@pytest.mark.parametrize("name", ["data.nt", "data.nq"])
def test_all_of_a_thousand_lines_are_found(tmp_path: Path, name: str) -> None:
    random_ = random.Random(4)
    writer = Writer()
    nodes = {}
    numbers = {}
    graph = " <urn:graph>" if name == "data.nq" else ""
    for number in random_.sample(range(NODES), NODES):
        writer.write(random_.choice(("", "# <urn:x> comment .\n", "\r\n", "\n")))
        writer.write(random_.choice(("", " ", "\t")))
        subject = f"<{NAMESPACE}node{number}>"
        nodes[number] = writer.write(subject)
        writer.write(f" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{OKG}State>{graph} .\n")
        writer.write(f'<urn:é> <urn:p> "{subject} 😀 \\" ."@en{graph} . # comment\r\n')
        writer.write(f"{subject}<{NAMESPACE}number>")
        numbers[number] = writer.write(f'"{number}"')
        writer.write(f"^^<http://www.w3.org/2001/XMLSchema#integer>{graph}.\n")
    check(tmp_path, name, writer.text.encode(), nodes, numbers)


def test_all_of_a_thousand_elements_are_found(tmp_path: Path) -> None:
    random_ = random.Random(5)
    writer = Writer()
    nodes = {}
    writer.write(
        '<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        f'  xmlns:o="{OKG}" xmlns:n="{NAMESPACE}" xml:base="{NAMESPACE}">\n'
    )
    for number in range(NODES):
        writer.write(random_.choice(("", "\n", "\r\n", "<!-- <o:State rdf:about='#node7'/> é -->\n  ")))
        about = random_.choice((f'rdf:about="{NAMESPACE}node{number}"', f"rdf:ID='node{number}'"))
        nodes[number] = writer.write(f"<o:State\n {about}>")
        writer.write(
            random_.choice(("<n:noise>é😀 &lt;o:State/&gt;</n:noise>", "<n:noise><n:T/></n:noise>\n", ""))
        )
        writer.write("</o:State>")
    writer.write("</rdf:RDF>")
    check(tmp_path, "data.rdf", writer.text.encode(), nodes, {})


def test_all_of_a_thousand_objects_are_found(tmp_path: Path) -> None:
    random_ = random.Random(6)
    writer = Writer()
    nodes = {}
    writer.write(
        f'{{"@context": {{"n": "{NAMESPACE}", "o": "{OKG}", "id": "@id", "@vocab": "urn:"}},\n"@graph": ['
    )
    for number in range(NODES):
        writer.write(random_.choice((" ", "\n", "\r\n\t")))
        writer.write(
            random_.choice(("{", '{"noise": "é😀 \\" {\\"@id\\": 1}", ', '{"noise": [1, {"x": [true]}], '))
        )
        writer.write(' "@type": "o:State",\n' if (first := random_.random() < 0.5) else "")
        name = random_.choice((f"n:node{number}", f"{NAMESPACE}node{number}", f"n:n\\u006fde{number}"))
        nodes[number] = writer.write(f'"{random_.choice(("id", "@id"))}": "{name}"')
        writer.write("}" if first else ', "@type": "o:State"}')
        writer.write("," if number + 1 < NODES else "]}")
    check(tmp_path, "data.jsonld", writer.text.encode(), nodes, {})
