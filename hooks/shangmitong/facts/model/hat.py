"""Who does a thing: the few hats that every job of a firm comes down to."""

from __future__ import annotations

from .base import Line, Model, Name, Slug


class Hat(Model):
    """A hat: in a small firm one person wears several, in a large one several people wear the same."""

    id: Slug
    """帽子代号。"""
    name: Name
    """书里的叫法。"""
    does: Line
    """管哪些事。"""
    words: tuple[Name, ...] = ()
    """书里还会用到的、戴这顶帽子的人，如“班长”。"""
    titles: tuple[Name, ...] = ()
    """别的厂里多半叫什么。"""


ACTS = ("发现人", "批准人", "陪同人", "计时人", "经办人", "律师")
"""Who somebody is in a thing that is going on, whatever his hat."""
