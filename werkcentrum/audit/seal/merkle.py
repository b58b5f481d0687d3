"""A hash tree as in Certificate Transparency (RFC 6962 section 2.1): SHA-256, leaves and nodes each with a prefix."""

from hashlib import sha256


def leaf(data: bytes) -> bytes:
    """Hash of one row: SHA-256 of 0x00 and the row."""
    return sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Hash of two neighbours: SHA-256 of 0x01 and both."""
    return sha256(b"\x01" + left + right).digest()


def _split(number: int) -> int:
    """The largest power of two smaller than `number` (two or more)."""
    return 1 << (number - 1).bit_length() - 1


def root(leaves: list[bytes]) -> bytes:
    """The root over the leaves in their order; of no leaves the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    at = _split(len(leaves))
    return node(root(leaves[:at]), root(leaves[at:]))


def path(leaves: list[bytes], place: int) -> list[tuple[str, bytes]]:
    """What proves that leaf number `place` is under the root: neighbours upwards, each "left" or "right"."""
    if len(leaves) == 1:
        return []
    at = _split(len(leaves))
    if place < at:
        return [*path(leaves[:at], place), ("right", root(leaves[at:]))]
    return [*path(leaves[at:], place - at), ("left", root(leaves[:at]))]


def climb(start: bytes, steps: list[tuple[str, bytes]]) -> bytes:
    """The root that follows from a leaf and its path."""
    for side, other in steps:
        start = node(other, start) if side == "left" else node(start, other)
    return start
