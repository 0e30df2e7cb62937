#!/usr/bin/env python3
"""Schemathesis: asks for everything that the OpenAPI document describes, in good and in odd ways.

The requests are the same in each run. An answer has to be one that the document names, in a form named there.
"""
# /// client
# pypi = ["schemathesis==4.32.5"]
# ///

import json
import re
import sys
import tempfile
import urllib.request
from pathlib import Path

from served_release import Release, check, equal, holds, run, run_checks

REQUESTS_OF_AN_OPERATION = 15
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)


@check
def the_document_describes_this_server(release: Release) -> None:
    with urllib.request.urlopen(release.url("openapi.json")) as answer:
        document = json.load(answer)
    equal(document["openapi"], "3.1.0")
    equal({"/sparql", "/id/{key}", "/dump/{name}", "/healthz", "/metrics"} - document["paths"].keys(), set())


@check
def every_answer_is_one_that_the_document_describes(release: Release) -> None:
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", release.url("openapi.json")]
    fixed = ["--generation-deterministic", "--max-examples", str(REQUESTS_OF_AN_OPERATION)]
    phases = ["--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS), "--continue-on-failure"]
    with tempfile.TemporaryDirectory() as folder:  # it leaves notes where it runs
        told = run([*command, *fixed, *phases, "--no-color"], folder=folder).decode()
    counts = re.search(r"(\d+) generated, (\d+) passed", told)
    holds(counts is not None and counts[1] == counts[2] and int(counts[1]) > 100, told)


run_checks()
