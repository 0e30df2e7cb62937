"""Packed files from parts that were packed each alone, as one member: some readers stop after the first.

A part ends at a full byte and refers to nothing before it (as ``pigz --independent`` does), so that parts
can be strung together. What comes last in the file, the checksum of all that was packed, follows from those
of the parts, by the arithmetic of CRC-32 (RFC 1952; polynomials over two elements).
"""

from __future__ import annotations

import zlib
from typing import Final

import numpy as np
import numpy.typing as npt

# Neither name nor time, or equal content would give different files; no word on the operating system.
HEADER: Final = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF))
_END: Final = b"\x03\x00"
_LEVEL: Final = 6
_POLYNOMIAL: Final = np.uint32(0xEDB88320)
_ZERO: Final = np.uint32(0)
_ONE: Final = np.uint32(1)
# Polynomials have the lowest power in the highest bit.
_UNITY: Final = np.array([1 << 31], np.uint32)
_X: Final = np.array([1 << 30], np.uint32)
_DIGIT: Final = 8
"""Bits of the numbers of bytes that are taken at once."""


def pack(content: bytes) -> bytes:
    """Pack a part of a file."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)


def ending(checksums: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> bytes:
    """Return what comes after the last part.

    Args:
        checksums, sizes: CRC-32 and number of bytes of the parts, as they are when not packed.
    """
    total = combined_checksum(checksums, sizes)
    return _END + total.to_bytes(4, "little") + (int(sizes.sum()) % 2**32).to_bytes(4, "little")


def combined_checksum(checksums: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> int:
    """Return the CRC-32 of all parts together: each counts times x to the number of bits that follow it."""
    following = int(sizes.sum()) - np.cumsum(sizes)
    moved = checksums.astype(np.uint32)
    power = _X
    for _ in range(3):  # to the eighth: a byte
        power = _product(power, power)
    while following.any():  # digit by digit, from a table of the powers that a digit stands for
        powers = _UNITY
        for _ in range(_DIGIT):
            powers = np.concatenate([powers, _product(power, powers)])
            power = _product(power, power)
        moved = _product(powers[following % len(powers)], moved)
        following = following // len(powers)
    return int(np.bitwise_xor.reduce(moved, initial=0))


def _product(left: npt.NDArray[np.uint32], right: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Multiply polynomials modulo that of CRC-32, each with each, or one with all."""
    product = np.zeros(np.broadcast(left, right).shape, np.uint32)
    for bit in range(31, -1, -1):
        product ^= np.where((left >> np.uint32(bit)) & _ONE, right, _ZERO)
        right = (right >> _ONE) ^ np.where(right & _ONE, _POLYNOMIAL, _ZERO)
    return product
