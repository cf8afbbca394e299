"""What a page may load and run: its own site's files, and no script or style in the page but those that stand there now.

Source of the rules: Content Security Policy Level 3 (W3C), delivered by a meta element because a county's host may not
let headers be set.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

_INLINE = re.compile(r"<(script|style)\b(?![^>]*(?:\ssrc=|json))[^>]*>(.*?)</\1>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'
_FIXED = (
    "default-src 'none'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'self'"
)


def with_policy(page: str) -> str:
    """Return an HTML page with its policy as the first thing after its character set."""
    allowed: dict[str, list[str]] = {"script": [], "style": []}
    for name, text in _INLINE.findall(page):
        source = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
        if source not in allowed[name]:
            allowed[name].append(source)
    kinds = "".join("; " + " ".join((f"{name}-src 'self'", *found)) for name, found in allowed.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_FIXED}{kinds}">'
    return page.replace(_CHARSET, _CHARSET + meta, 1)
