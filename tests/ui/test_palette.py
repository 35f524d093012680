"""Colours can be read, and told apart by colour-blind eyes: contrast by WCAG, differences by CIEDE2000 under simulation."""

from __future__ import annotations

import math

import pytest

from tui_tracker.ui.palette import PALETTES

SURFACES = ("background", "surface", "raised", "panel")
TEXTS = (
    "foreground", "muted", "accent", "complete", "on_target", "behind_target", "not_started", "deferred", "ongoing", "unknown", "pastdate",
    "changed", "assured", "G", "A", "R", "B",
)  # fmt: skip
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    made = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return made[0], made[1], made[2]


def contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        r, g, b = linear(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, matrix: tuple[Triple, ...]) -> Triple:
    rgb = linear(colour)
    made = [min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in matrix]
    return made[0], made[1], made[2]


def lab(rgb: Triple) -> Triple:
    r, g, b = rgb
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )  # fmt: skip
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Triple, two: Triple) -> float:
    """CIEDE2000 (Sharma, Wu, Dalal 2005)."""
    l1, a1, b1 = one
    l2, a2, b2 = two
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = h2 - h1
    turn = 0 if c1 * c2 == 0 else turn - 360 if turn > 180 else turn + 360 if turn < -180 else turn
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (
        h1 + h2
        if c1 * c2 == 0
        else (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
        if abs(h1 - h2) > 180
        else (h1 + h2) / 2
    )
    t = (
        1 - 0.17 * math.cos(math.radians(hm - 30)) + 0.24 * math.cos(math.radians(2 * hm)) + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.2 * math.cos(math.radians(4 * hm - 63))
    )  # fmt: skip
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * math.sqrt(cm**7 / (cm**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    dl, dc = (l2 - l1) / sl, (c2 - c1) / sc
    return math.sqrt(dl**2 + dc**2 + (dh / sh) ** 2 + rt * dc * dh / sh)


def test_the_measures_themselves() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("contrast", 7.0)])
def test_every_text_can_be_read_on_every_surface(theme: str, least: float) -> None:
    p = PALETTES[theme]
    low = {(t, s): round(c, 2) for t in (*TEXTS, "faint") for s in SURFACES if (c := contrast(p[t], p[s])) < least}
    assert not low
    assert min(contrast(p[n], p["background"]) for n in p if n.startswith("fill_")) >= 3


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
@pytest.mark.parametrize(
    "names", [("complete", "on_target", "behind_target"), ("fill_complete", "fill_on_target", "fill_behind_target")]
)
def test_colour_blind_eyes_tell_the_three_apart(theme: str, names: tuple[str, ...]) -> None:
    p = PALETTES[theme]
    for matrix in BLINDNESS.values():
        colours = [lab(seen(p[n], matrix)) for n in names]
        apart = [difference(colours[i], colours[j]) for i in range(3) for j in range(i)]
        assert min(apart) >= 15


def test_every_theme_names_the_same_colours() -> None:
    assert len({frozenset(p) for p in PALETTES.values()}) == 1
