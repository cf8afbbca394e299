"""QR codes as a grid of dark and light modules; the press draws them as one black shape."""

from __future__ import annotations

import segno

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def qr_modules(address: str) -> list[str]:
    """Return the rows of the code for `address`, "1" for a dark module, without the white border.

    Error correction is at least M, so that a crease or a stain does not stop a phone.
    """
    code = segno.make_qr(address, error="m")
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
