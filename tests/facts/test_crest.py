"""A crest only draws: an SVG that runs, fetches or swells is refused."""

from __future__ import annotations

import pytest

from shangmitong.facts.checks.drawn_by_others import svg_fault

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HOSTILE = [
    f"{HEAD}><script>alert(1)</script></svg>",
    f'{HEAD}><x:SCRIPT xmlns:x="http://www.w3.org/2000/svg"/></svg>',
    f'{HEAD} onload="alert(1)"/>',
    f'{HEAD}><rect ONCLICK="x()"/></svg>',
    f"{HEAD}><foreignObject><p/></foreignObject></svg>",
    f'{HEAD}><image href="https://a.example/x.png"/></svg>',
    f'{HEAD}><use xlink:href="other.svg#a"/></svg>',
    f'{HEAD}><a href="java&#115;cript:x"><rect/></a></svg>',
    f'{HEAD}><image href="data:image/svg+xml;base64,AA"/></svg>',
    f"{HEAD}><style>@import 'x.css';</style></svg>",
    f"{HEAD}><style>a{{fill:url(//a.example/x)}}</style></svg>",
    f"{HEAD}><style>a{{fill:\\75rl(x)}}</style></svg>",
    f'{HEAD}><rect style="fill:url( &quot;http://a.example&quot;)"/></svg>',
    f'{HEAD}><a href="#b"><set attributeName="href" to="javascript:x"/></a></svg>',
    f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}>&a;</svg>',
    f'<?xml-stylesheet href="x.css"?>{HEAD}/>',
    f"{HEAD}><rect></svg>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_runs_or_fetches_is_refused(text: str) -> None:
    assert svg_fault(text.encode())


@pytest.mark.parametrize(
    "body",
    [
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)" style="stroke:url(\'#g\')"/>',
        '<path id="p" d="M0 0h1"/><use xlink:href="#p"/><image href="data:image/png;base64,AA"/>',
        "<style>.a{fill:#123456}</style><title>县徽</title>",
    ],
)
def test_what_only_draws_is_taken(body: str) -> None:
    assert svg_fault(f"{HEAD}>{body}</svg>".encode()) == ""


def test_other_encodings_are_refused() -> None:
    assert svg_fault(f"{HEAD}/>".encode("utf-16"))
