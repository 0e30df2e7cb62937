from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osce_kg.errors import InputError, MissingInputError
from osce_kg.hosting.admission import admit, read_token
from osce_kg.hosting.intake import RefusedRequestError

TOKEN = b"0123456789abcdef0123456789abcdef"


def scope(**headers: str | list[str]) -> dict[str, Any]:
    pairs = []
    for name, values in headers.items():
        for value in [values] if isinstance(values, str) else values:
            pairs.append((name.replace("_", "-").encode(), value.encode()))
    return {"headers": pairs}


def token_file(folder: Path, content: bytes = TOKEN + b"\n", mode: int = 0o600) -> Path:
    file = folder / "token"
    file.write_bytes(content)
    file.chmod(mode)
    return file


def test_the_token_is_read_without_its_line_end(tmp_path: Path) -> None:
    assert read_token(token_file(tmp_path)) == TOKEN


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o601])
def test_a_token_that_others_may_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(InputError, match="chmod 600"):
        read_token(token_file(tmp_path, mode=mode))


@pytest.mark.parametrize("content", [b"", b"short", TOKEN[:31], TOKEN + b" x", TOKEN + b"\xff", b"a" * 600])
def test_what_is_no_token_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="32 to 512"):
        read_token(token_file(tmp_path, content))


def test_a_token_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no token file"):
        read_token(tmp_path / "none")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_who_has_the_token_may_pass(scheme: str) -> None:
    admit(scope(authorization=f"{scheme} {TOKEN.decode()}"), TOKEN)
    admit(scope(authorization=f"{scheme} {TOKEN.decode()}", sec_fetch_site="none"), TOKEN)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer " + "x" * 32},
        {"authorization": f"Basic {TOKEN.decode()}"},
        {"authorization": TOKEN.decode()},
        {"authorization": f"Bearer {TOKEN.decode()}x"},
        {"authorization": f"Bearer {TOKEN.decode()[:-1]}"},
        {"authorization": [f"Bearer {TOKEN.decode()}"] * 2},
        {"cookie": f"token={TOKEN.decode()}"},
    ],
)
def test_who_has_not_learns_nothing(headers: dict[str, str | list[str]]) -> None:
    with pytest.raises(RefusedRequestError) as caught:
        admit(scope(**headers), TOKEN)
    assert (caught.value.status, str(caught.value)) == (401, "A token is needed here.")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": ["none", "cross-site"]},
    ],
)
def test_d11_pages_of_other_sites_may_not_pass_even_with_the_token(
    headers: dict[str, str | list[str]],
) -> None:
    with pytest.raises(RefusedRequestError) as caught:
        admit(scope(authorization=f"Bearer {TOKEN.decode()}", **headers), TOKEN)
    assert caught.value.status == 403
