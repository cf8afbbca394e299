"""QR codes: for paper a grid of dark and light modules, which the press draws as one black shape; for a screen SVG."""

from __future__ import annotations

from io import BytesIO

import segno

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def qr_modules(address: str) -> list[str]:
    """Return the rows of the code for `address`, "1" for a dark module, without the white border.

    Error correction is at least M, so that a crease or a stain does not stop a phone.
    """
    code = segno.make_qr(address, error="m")
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]


def qr_svg(address: str) -> str:
    """Return the code for `address` as an SVG, black on white with its white border, 4 px a module."""
    out = BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(
        out, kind="svg", border=QUIET, scale=4, light="white", xmldecl=False, nl=False, svgclass=None, lineclass=None
    )
    return out.getvalue().decode()
