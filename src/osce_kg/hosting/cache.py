"""Answers kept for others who ask the same of the same build."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from osce_kg.hosting.messages import Headers, WorkerRequest

LONGEST_KEPT: Final = 1 << 20
"""Bytes of the longest body that is kept: one answer must not drive out all others."""
_OVERHEAD: Final = 1000
"""Bytes that an answer takes beside its body, roughly."""
_DECIDING: Final = frozenset({b"accept", b"accept-language", b"content-type", b"host"})
"""Headers that an answer may depend on, beside the coding."""
_FOR_ONE_ONLY: Final = frozenset({b"range", b"if-match", b"authorization", b"cookie"})


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer.

    Attributes:
        headers: with its ETag.
        body: all of it.
    """

    status: int
    headers: Headers
    body: bytes

    @property
    def etag(self) -> bytes:
        """The entity tag; empty if it has none."""
        return next((value for name, value in self.headers if name == b"etag"), b"")


def key_of(version: str, request: WorkerRequest) -> bytes | None:
    """Return what tells requests apart that may have different answers; None: the answer is for one only.

    Args:
        version: of the data.
        request: what is asked.
    """
    if request.method not in ("GET", "HEAD", "POST"):
        return None
    deciding = []
    for header in request.headers:  # all lines of the same name: the application sees all of them
        if header[0] in _FOR_ONE_ONLY:
            return None
        if header[0] in _DECIDING:
            deciding.append(header)
    method = "GET" if request.method == "HEAD" else request.method
    # As Python writes it, so that no part can pass for another, or for two.
    parts = repr((version, method, request.scheme, request.target, request.query, request.coding, deciding))
    digest = hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=24)
    digest.update(request.body)
    return digest.digest()


def may_be_kept(status: int, headers: Headers) -> bool:
    """Tell whether the application lets this answer be given to others: it then says ``no-cache``.

    ``no-cache`` means: keep it, and ask whether it is still right. As long as the data are the same, it is.
    """
    return status == 200 and b"no-cache" in dict(headers).get(b"cache-control", b"")


class AnswerCache:
    """Answers by key; those that were not asked for the longest go first when there is no more room."""

    def __init__(self, size: int) -> None:
        """Make room for so many bytes."""
        self._room = size
        self._taken = 0
        self._answers: OrderedDict[bytes, KeptAnswer] = OrderedDict()

    @property
    def taken(self) -> int:
        """Bytes that the answers take, roughly."""
        return self._taken

    def get(self, key: bytes) -> KeptAnswer | None:
        """Return the answer kept under the key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: bytes, answer: KeptAnswer) -> None:
        """Keep an answer, if it is not too long."""
        if len(answer.body) > LONGEST_KEPT or key in self._answers:
            return
        self._answers[key] = answer
        self._taken += len(answer.body) + _OVERHEAD
        while self._taken > self._room:
            _, former = self._answers.popitem(last=False)
            self._taken -= len(former.body) + _OVERHEAD

    def clear(self) -> None:
        """Forget all answers."""
        self._answers.clear()
        self._taken = 0
