from __future__ import annotations

from pathlib import Path

from osce_kg.pipeline.checking import check_dump

SOUND = """<https://example.org/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<https://w3id.org/osce-kg/ontology#State> .
<https://example.org/x> <http://www.w3.org/2000/01/rdf-schema#label> "Kazakhstan"@en .
"""


def write(tmp_path: Path, text: str) -> Path:
    (tmp_path / "osce-kg.nt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_sound_dump_is_counted_without_a_warning(tmp_path: Path) -> None:
    record = check_dump(write(tmp_path, SOUND))
    assert (record.stage, record.engine, record.losses) == ("validation", "fast", ())
    assert dict(record.counts) == {"focusNodes": 1, "violations": 0, "warnings": 0, "infos": 0}


def test_violations_are_counted_and_warned_of(tmp_path: Path) -> None:
    record = check_dump(write(tmp_path, SOUND.replace("@en", "@ru")))
    assert dict(record.counts)["violations"] == 1
    assert [(loss.severity, loss.reason) for loss in record.losses] == [
        ("warning", "1 violation of the shapes; osce-kg validate shows them")
    ]
