"""Texts by parts of their signature: locality-sensitive hashing, in two arrays.

A band is two lanes of the signature; two texts of resemblance s meet in one of 16 bands with
probability 1 - (1 - s^2)^16: 0.78 at 0.3, 0.94 at 0.4, 0.99 at 0.5, 0.999 at 0.6.
Not here: which texts there are (``index``), whether one found is a copy (``match``).
"""

import struct
from array import array
from collections.abc import Sequence
from itertools import compress
from mmap import mmap
from operator import itemgetter
from typing import Final, Generic, Protocol, TypeVar

from stream.stages.text import SIGNATURE_AT

BANDS: Final = 16
BAND_BYTES: Final = 4
PER_BAND: Final = 6
"""Texts given per band and search: the newest; one that another band gave counts twice."""

_SIGNED: Final = BANDS * BAND_BYTES
_LANES: Final = struct.Struct(f"<{BANDS}I")
_EACH: Final = sum(1 << 8 * BAND_BYTES * band for band in range(BANDS))
"""A one for each band: times a number, that number in each band's 32 bits."""
_SHIFTED: Final = _EACH * (0xFFFFFFFF >> 13)
_NUMBERED: Final = sum(band << 8 * BAND_BYTES * band for band in range(BANDS))
_LINK: Final = 0xFFFFFFFF
_BUCKETS: Final = 2
"""Places a band has for each slot of the window: half of them or more stay empty."""


class Signed(Protocol):
    """What may stand in a slot: a packed fingerprint, and whether it is looked for by bands."""

    @property
    def packed(self) -> bytes: ...
    @property
    def searched(self) -> bool: ...


Entry = TypeVar("Entry", bound=Signed)


class Bands(Generic[Entry]):
    """The chains of a window of ``limit`` slots; ``numbers`` tells which text a slot had last.

    Chained as in a deflate window (RFC 1951, section 4): newest first, so that a text costs 4
    bytes a band, and leaves all chains at once when another takes its slot. A link is the slot and
    1, as 0 ends a chain, and above them bits of the band of what was put there: one with others
    than wanted is passed by without a look at the text. Empty slots are cut out of a chain when
    they are met, so that no search walks over them twice.
    """

    __slots__ = (
        "_bucket",
        "_chains",
        "_heads",
        "_mask",
        "_numbers",
        "_placed",
        "_slot",
        "_tag",
        "_texts",
    )

    def __init__(self, limit: int, numbers: Sequence[int], texts: Sequence[Entry | None]) -> None:
        self._numbers = numbers
        self._texts = texts
        self._slot = (1 << limit.bit_length()) - 1
        self._tag = _LINK ^ self._slot
        mask = (1 << max(4, (_BUCKETS * limit - 1).bit_length())) - 1
        self._bucket = mask
        self._mask = _EACH * mask
        self._heads = _zeros(BANDS * (mask + 1))
        self._chains = _zeros(BANDS * limit)
        self._placed: tuple[bytes, tuple[int, ...], tuple[int, ...]] = b"", (), ()

    def enter(self, signature: bytes, slot: int) -> None:
        """Put what now stands in a slot at the beginning of its chains."""
        heads, first, link, tag = self._heads, slot * BANDS, slot + 1, self._tag
        _, places, keys = self._place(signature)
        self._chains[first : first + BANDS] = array("I", itemgetter(*places)(heads))
        for place, key in zip(places, keys, strict=True):
            heads[place] = key & tag | link

    def sharing(self, signature: bytes, oldest: int, end: int) -> dict[int, Entry]:
        """Give by number what shares a band, of the numbers from ``oldest`` up to ``end``."""
        found: dict[int, Entry] = {}
        _, places, keys = self._place(signature)
        for band in compress(range(BANDS), itemgetter(*places)(self._heads)):
            self._follow(places[band], band, keys[band], signature, oldest, end, found)
        return found

    def _follow(
        self,
        place: int,
        band: int,
        key: int,
        signature: bytes,
        oldest: int,
        before: int,
        found: dict[int, Entry],
    ) -> None:
        """Walk a chain; what is not older than the one before it has left the window since.

        So has what is behind a text of another chain, which took the slot of one of this. That is
        looked at from the third on: most chains are shorter, and what has left is never found.
        """
        texts, chains, trusted, left = self._texts, self._chains, 2, PER_BAND
        start = band * BAND_BYTES
        wanted, start = signature[start : start + BAND_BYTES], SIGNATURE_AT + start
        links, at = self._heads, place
        while left > 0 and (link := links[at]):
            slot = (link & self._slot) - 1
            onward, other = slot * BANDS + band, (link ^ key) & self._tag
            if other and trusted:
                trusted -= 1
            elif not oldest <= (number := self._numbers[slot]) < before:
                return
            else:
                text, before = texts[slot], number
                if text is None:
                    links[at] = chains[onward]
                    continue
                if not other and text.searched and text.packed.startswith(wanted, start):
                    left -= 2 if number in found else 1
                    found[number] = text
                elif other and self._place_of(text.packed[start:][:BAND_BYTES], band) != place:
                    return
            links, at = chains, onward

    def _place_of(self, lanes: bytes, band: int) -> int:
        """Give where the chain of one band begins, as ``_place`` has it."""
        key = int.from_bytes(lanes, "little")
        return ((key ^ key >> 13) & self._bucket) * BANDS + band

    def _place(self, signature: bytes) -> tuple[bytes, tuple[int, ...], tuple[int, ...]]:
        """Give where the chain of each band begins, and its key; asked twice for what is added.

        The key is both lanes as one number, the place ``(key ^ key >> 13)`` within the mask; made
        for all bands as one long number.
        """
        if self._placed[0] != signature:
            keys = int.from_bytes(signature[:_SIGNED], "little")
            places = ((keys ^ keys >> 13 & _SHIFTED) & self._mask) * BANDS + _NUMBERED
            self._placed = (
                signature,
                _LANES.unpack(places.to_bytes(_SIGNED, "little")),
                _LANES.unpack_from(signature),
            )
        return self._placed


def _zeros(count: int) -> memoryview:
    """Give zeroed 32-bit numbers; anonymous memory is only taken as it is touched."""
    return memoryview(mmap(-1, 4 * count)).cast("I")
