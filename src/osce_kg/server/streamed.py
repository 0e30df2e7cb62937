"""The body of an answer that is computed while it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Final

from osce_kg.querying.execution import Answer

_IN_MEMORY: Final = 4 << 20
_PART: Final = 1 << 16


class StreamedAnswer:
    """An answer as the body of a response.

    The query engine writes, it cannot be asked for the next part. A host that can take what is written calls
    ``write_to``; any other WSGI server iterates, and gets the parts after the last one was computed.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def write_to(self, output: IO[bytes]) -> None:
        """Compute the answer into an output.

        Raises:
            MachineError: the store cannot be read; what was written is incomplete.
        """
        self._answer.write_to(output)

    def __iter__(self) -> Iterator[bytes]:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
            self.write_to(body)
            body.seek(0)
            while part := body.read(_PART):
                yield part
