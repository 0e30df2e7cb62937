"""What the script of the query page decides by itself: which names are offered, and which views there are."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

WEB = Path(__file__).parents[2] / "web"

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="Node or web/node_modules is missing",
)

_RUN = """
import { buildSync } from "esbuild";
const source = %s;
const { outputFiles } = buildSync({
  stdin: { contents: source, resolveDir: "src/query", loader: "ts" },
  bundle: true, write: false, format: "esm", platform: "node", tsconfigRaw: "{}",
});
await import("data:text/javascript;base64," + Buffer.from(outputFiles[0].contents).toString("base64"));
"""


def evaluated(imports: str, expression: str) -> Any:
    """Return the value of an expression over the sources of the script."""
    source = f"{imports}\nconsole.log(JSON.stringify({expression}));"
    done = subprocess.run(
        ["node", "--input-type=module", "-e", _RUN % json.dumps(source)],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_term_is_found_by_its_name_by_its_label_in_any_language_and_by_a_part_of_it() -> None:
    cases = {
        "okg:Mee": ("okg:Meeting", 0),
        "mee": ("okg:Meeting", 0),
        "встр": ("okg:Meeting", 1),
        "person": ("okg:metWith", 2),
        "with": ("okg:metWith", 3),
        "foaf:Mee": ("okg:Meeting", None),
        "x": ("okg:Meeting", None),
    }
    labels = {"okg:Meeting": ["meeting", "встреча"], "okg:metWith": ["encountered a person"]}
    asked = [[typed, name, labels[name]] for typed, (name, _) in cases.items()]
    ranks = evaluated(
        'import { rankOf } from "./terms";', f"{json.dumps(asked)}.map(([t, n, l]) => rankOf(t, n, l))"
    )
    assert dict(zip(cases, ranks, strict=True)) == {typed: rank for typed, (_, rank) in cases.items()}


def test_a_prefix_that_the_query_declares_gives_names_of_its_own() -> None:
    query = "prefix status: <https://w3id.org/osce-kg/vocab/event-status/> PREFIX e: <http://e/> SELECT"
    term = {
        "name": r"okgv:event-status\/occurred",
        "iri": "https://w3id.org/osce-kg/vocab/event-status/occurred",
    }
    names = evaluated(
        'import { declaredPrefixes, namesOf } from "./terms";',
        f"namesOf({json.dumps(term)}, declaredPrefixes({json.dumps(query)}))",
    )
    assert names == ["status:occurred", r"okgv:event-status\/occurred"]


@pytest.mark.parametrize(
    ("query", "line", "column", "marked"),
    [
        ("SELECT * {\n  nix:a ?p ?o }", 2, 3, "nix:a"),
        ('SELECT * { ?s ?p "\U0001f600" } LIMITS', 1, 24, "LIMITS"),
        ("SELECT * {\n  ?s ?p ?o", 2, 11, "o"),
        ("SELECT", 9, 99, "T"),
        ("", 1, 1, ""),
    ],
)
def test_a_mistake_is_marked_at_its_place(query: str, line: int, column: int, marked: str) -> None:
    found = evaluated(
        'import { Text } from "@codemirror/state"; import { diagnosticOf } from "./checking";',
        f"(() => {{ const text = Text.of({json.dumps(query.splitlines() or [''])});"
        f" const {{ from, to }} = diagnosticOf({{ hint: '', line: {line}, column: {column} }}, text);"
        " return text.sliceString(from, to); })()",
    )
    assert found == marked


def solutions(names: str, *rows: str) -> str:
    """Return solutions as the script reads them; ``<…>`` is a link, ``-`` is unbound."""

    def cell(text: str) -> dict[str, str | None] | None:
        if text == "-":
            return None
        iri = text.strip("<>") if text.startswith("<") else None
        return {"text": text.strip("<>"), "iri": iri, "address": iri}

    cells = [[cell(text) for text in row.split()] for row in rows]
    return json.dumps({"names": names.split(), "rows": cells, "elements": []})


def test_a_column_fits_a_view_only_if_all_that_it_holds_does() -> None:
    answer = solutions(
        "visit state day year name maybe",
        "<http://x/id/event/1> <http://x/id/state/KAZ> 2004-04-06 2004 Astana <http://x/1>",
        "- <http://x/id/state/UKR> 2005-05 2005/2006 2005x text",
    )
    assert evaluated('import { columnsOf } from "./solutions";', f"columnsOf({answer})") == {
        "things": [0, 1],
        "dates": [2, 3],
        "places": [0, 1],
    }


def test_equal_names_of_two_people_stay_two_nodes_and_one_pair_is_one_edge() -> None:
    answer = solutions(
        "who whoLabel whom weight",
        "<http://x/1> Ivanov <http://x/2> 2",
        "<http://x/3> Ivanov <http://x/2> -",
        "<http://x/2> Berg <http://x/1> 3",
        "<http://x/2> Berg <http://x/2> 9",
    )
    drawing = evaluated('import { networkOf } from "./edges";', f"networkOf({answer}, 0, 2)")
    nodes = {node[0]: (number, node[1]) for number, node in enumerate(drawing["nodes"])}
    assert {key: label for key, (_, label) in nodes.items()} == {
        "http://x/1": "Ivanov",
        "http://x/2": "Berg",
        "http://x/3": "Ivanov",
    }
    edges = {frozenset((one, other)): weight for one, other, weight in drawing["edges"]}
    one, two, three = (nodes[f"http://x/{number}"][0] for number in (1, 2, 3))
    assert edges == {frozenset((one, two)): 5, frozenset((three, two)): 1}


@pytest.mark.parametrize(
    ("dates", "bins"),
    [
        (["2004-11", "2005-02", "2004-11"], {"2004-11": 2, "2004-12": 0, "2005-01": 0, "2005-02": 1}),
        (["2004", "2004-06", "2006-01"], {"2004": 2, "2005": 0, "2006": 1}),
        (["0999-12", "0999-12"], {"0999-12": 2}),
    ],
)
def test_the_bins_of_a_timeline_have_no_gaps(dates: list[str], bins: dict[str, int]) -> None:
    found = evaluated('import { binsOf } from "./bins";', f"binsOf({json.dumps(dates)})")
    assert found == [[name, count, 0] for name, count in bins.items()]
