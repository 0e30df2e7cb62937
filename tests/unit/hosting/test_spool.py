"""What is written comes out in order, however slowly it is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osce_kg.hosting import spool
from osce_kg.hosting.spool import Spool


@given(steps=st.lists(st.one_of(st.binary(min_size=1, max_size=30), st.none()), max_size=40))
def test_bytes_come_out_as_they_went_in(steps: list[bytes | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "_IN_MEMORY", 40)
        patch.setattr(spool, "_PART", 16)
        tested = Spool()
        read = b""
        for step in steps:
            if step is None:
                read += tested.read()
            else:
                tested.write(step)
        while part := tested.read():
            read += part
        tested.close()
    assert read == b"".join(step for step in steps if step is not None)
