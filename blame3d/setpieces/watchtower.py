"""2, `watchtower`: seen is dead. Hunger, youth, and the rule: what the eye finds, the City kills.

Place: that of `wanderer`, so that the two join (same axes, same marks at the end); pipes and blank
columns stand about it (`pipefield`). Eight come over the bridge above, down to a platform with a
hatch; a column opens; what the wall gives drives them back along the footbridge.
"""

from __future__ import annotations

from typing import Final

from blame3d.setpieces import pipefield
from blame3d.setpieces.watchtower_cast import roles
from blame3d.setpieces.watchtower_marks import AT_HATCH, CORNERED, ENDS, HUNTED, RUNS
from blame3d.setpieces.watchtower_matter import breaths, smoke
from blame3d.setpieces.watchtower_shots import shots
from blame3d.setpieces.watchtower_sounds import sounds
from blame3d.timeline.piece import Chapter, SetPiece
from blame3d.timeline.words import Caption, Card
from blame3d.world.sites import HOME

_TITLE_S: Final = 1.6


def piece(seed: int = HOME) -> SetPiece:
    """The piece in a City; made anew, for it is a value. Raises DataError where it has no place."""
    return SetPiece(
        "watchtower",
        2,
        ("Seen is dead", "Chi è visto muore"),
        ENDS,
        0x2A,
        pipefield.site(seed),
        shots(),
        roles(),
        sounds=sounds(),
        captions=_captions(),
        cards=(Card(0.0, _TITLE_S, ("LOG 002", "WATCHTOWER")),),
        bursts=(*breaths(), *smoke()),
        chapters=(
            Chapter(0.0, "Eight", "In otto"),
            Chapter(AT_HATCH, "The hatch", "Il portello"),
            Chapter(37.0, "The eye", "L'occhio"),
            Chapter(60.0, "The wall gives", "Il muro dà"),
            Chapter(RUNS, "Run", "La corsa"),
            Chapter(HUNTED, "Harpoons", "Gli arpioni"),
            Chapter(CORNERED, "No way out", "Nessuna uscita"),
        ),
        stands=(
            (12.0, -76.0, 12.0),
            (12.0, -40.0, 12.0),
            (36.0, -6.5, 0.0),
            (50.8, 4.8, 0.0),
            (50.8, -6.8, 0.0),
            (36.0, 4.6, 0.0),
            (31.0, 1.2, 0.0),
            (24.0, -1.2, 0.0),
            (14.8, 1.2, 0.0),
            (6.4, 1.2, 0.0),
        ),
        standing=pipefield.standing,
    )


def _captions() -> tuple[Caption, ...]:
    return (
        Caption(3.0, 5.4, "Keep the line taut.", "Tenete tesa la corda.", "zuru"),
        Caption(8.0, 10.2, "Hold him! Pull him up!", "Tenetelo! Tiratelo su!", "fusata"),
        Caption(13.0, 15.8, "They'll miss the armour.", "Si accorgeranno delle armature.", "tae"),
        Caption(16.6, 19.6, "Not if we bring food.", "Non se portiamo da mangiare.", "zuru"),
        Caption(25.4, 27.4, "Wait for it.", "Aspettate.", "fusata"),
        Caption(
            30.0, 32.8, "A dry flake. The pipe is empty.", "Una scaglia secca. Il tubo è vuoto.",
            "zuru",
        ),
        Caption(33.0, 36.8, "PIPE EMPTY. COMPANIONS: EIGHT.", "TUBO VUOTO. COMPAGNI: OTTO."),
        Caption(34.8, 36.9, "MOTION: ONE. FAR.", "MOVIMENTO: UNO. LONTANO."),
        Caption(39.8, 41.5, "That is no column.", "Non è una colonna.", "zuru"),
        Caption(43.0, 45.2, "Down! Don't move!", "A terra! Fermi!", "fusata"),
        Caption(49.2, 51.1, "It has passed…", "È passata…", "tae"),
        Caption(66.4, 68.4, "The wall. The wall!", "Il muro. Il muro!", "fisher-horns"),
        Caption(70.4, 72.2, "Run!", "Correte!", "zuru"),
        Caption(80.85, 82.2, "COMPANIONS: SEVEN.", "COMPAGNI: SETTE."),
        Caption(85.95, 87.3, "COMPANIONS: SIX.", "COMPAGNI: SEI."),
        Caption(87.6, 89.1, "COMPANIONS: FIVE.", "COMPAGNI: CINQUE."),
        Caption(91.9, 93.3, "COMPANIONS: FOUR.", "COMPAGNI: QUATTRO."),
        Caption(95.2, 96.7, "COMPANIONS: THREE.", "COMPAGNI: TRE."),
        Caption(96.0, 97.8, "Who is left?", "Chi è rimasto?", "tae"),
        Caption(98.8, 100.8, "Only us.", "Solo noi.", "fusata"),
        Caption(108.2, 109.9, "NO WAY OUT.", "NESSUNA USCITA."),
    )  # fmt: skip
