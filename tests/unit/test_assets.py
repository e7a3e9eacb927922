"""What a browser draws charts with: the published file as it is, of the version that the figures are written for."""

from __future__ import annotations

import re
from hashlib import sha256

from plotly.offline import get_plotlyjs_version

from pages.shared import assets

# Of plotly.js-cartesian-dist-min 4.1.1, as it was published.
DIGEST = "79542150855a52c567260e3137095dbe2b744e6d702a5cabe67da246942fba7a"


def test_the_library_of_charts_is_the_published_one_with_its_licence() -> None:
    held = (assets.FOLDER / assets.PLOTLY).read_bytes()
    assert sha256(held).hexdigest() == DIGEST
    assert f"plotly.js (cartesian - minified) v{get_plotlyjs_version()}" in held[:200].decode()
    assert get_plotlyjs_version() in assets.PLOTLY
    assert b"Licensed under the MIT license" in held[:300]


def test_an_address_changes_with_its_file() -> None:
    for name in (assets.PLOTLY, assets.CHART, "ita.css", "ita.js"):
        digest = sha256((assets.FOLDER / name).read_bytes()).hexdigest()
        assert re.fullmatch(rf"/app/static/{re.escape(name)}\?v={digest[:12]}", assets.address(name))
