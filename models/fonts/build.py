"""Make the interface's two fonts from the npm packages of IBM Plex (needs fonttools, brotli).

    python models/fonts/build.py SOURCE_DIR

SOURCE_DIR holds `IBMPlexMono-Light.woff2` and `IBMPlexSansCondensed-Light.woff2` from
@ibm/plex-mono 2.5.0 and @ibm/plex-sans-condensed 2.0.0 (fonts/complete/woff2). Panda3D does not
read woff2, hence the conversion. "Plex" is a Reserved Font Name of the licence (OFL.txt), so the
converted fonts carry other names.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = {
    "IBMPlexMono-Light.woff2": ("mono.ttf", "Blame3D Mono"),
    "IBMPlexSansCondensed-Light.woff2": ("text.ttf", "Blame3D Text"),
}
RANGES = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D]
RANGES += [0x2022, 0x2026, 0x2032, 0x2033, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212]
RANGES += [0x25B2, 0x25BC, 0x2039, 0x203A]


def build(source: Path, target: Path, name: str) -> None:
    """Subset `source`, rename it `name` and write it as TrueType."""
    font = TTFont(source)
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 2, 4, 6, 13])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=RANGES)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = name
        elif record.nameID == 6:
            record.string = name.replace(" ", "")
    font.flavor = None
    font.save(target)


def main() -> None:
    for source, (target, name) in FONTS.items():
        build(Path(sys.argv[1]) / source, Path(__file__).parent / target, name)


if __name__ == "__main__":
    main()
