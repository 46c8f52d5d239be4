"""3, `wanderer`: one shot. A myth walks in, with power out of all proportion; then it has to talk.

Place: a stair tower at the corner of a wall 700 m high, over an abyss; a footbridge leads to it and
a bridge passes over that, 12 m higher. It was found by a query: two floors of the walk network 50
to 115 m apart, the one higher, in free sight of each other, with a wall of less than 100 m close
behind the lower one, then more than a kilometre of air, and walls again. Axes of the site: x east,
y north, the origin on the footbridge between the three.

    wanderer_marks   places, moments, the line       wanderer_shots, wanderer_sounds
    wanderer_cast    the roles: wanderer_killy, wanderer_fishers, wanderer_pack, wanderer_matter
"""

from __future__ import annotations

from blame3d.setpieces import pipefield
from blame3d.setpieces.wanderer_cast import roles
from blame3d.setpieces.wanderer_marks import AFTER, CLOCK, FIRE, LANDS, RECOIL, TAKEN, beam
from blame3d.setpieces.wanderer_matter import bursts
from blame3d.setpieces.wanderer_shots import shots
from blame3d.setpieces.wanderer_sounds import sounds
from blame3d.timeline.keys import linear, track
from blame3d.timeline.piece import Chapter, Edit, SetPiece
from blame3d.timeline.words import Caption, Card
from blame3d.world.sites import HOME


def piece(seed: int = HOME) -> SetPiece:
    """The piece in a City; made anew, for it is a value. Raises DataError where it has no place."""
    site = pipefield.site(seed)
    return SetPiece(
        "wanderer",
        3,
        ("One shot", "Un colpo solo"),
        70.0,
        0x3A,
        site,
        shots(),
        roles(),
        sounds=sounds(),
        captions=_captions(),
        cards=(Card(0.0, 1.6, ("LOG 003", "WANDERER")), Card(67.2, 70.0, ("B L A M E 3 D",), 0.25)),
        edits=(Edit(FIRE, beam(site)),),
        bursts=bursts(),
        chapters=(
            Chapter(0.0, "The pack", "Il branco"),
            Chapter(9.0, "A black stroke", "Un tratto nero"),
            Chapter(19.0, "The gun", "La pistola"),
            Chapter(TAKEN, "The hole", "Il foro"),
            Chapter(RECOIL, "Recoil", "Il rinculo"),
            Chapter(LANDS + AFTER - 2.2, "He comes", "Arriva"),
            Chapter(54.6, "The eye", "L'occhio"),
        ),
        stands=(
            (11.6, -76.0, 12.0),
            (12.3, -84.0, 12.0),
            (12.6, -64.0, 12.0),
            (11.8, -40.0, 12.0),
            (12.0, -10.0, 12.0),
            (3.4, 1.2, 0.0),
            (-4.0, -1.2, 0.0),
            (-3.4, 1.2, 0.0),
            (2.6, -1.2, 0.0),
        ),
        standing=pipefield.standing,
        warp=track(*CLOCK, ease=linear),
    )


def _captions() -> tuple[Caption, ...]:
    return (
        Caption(2.2, 4.4, "Don't move. Don't breathe.", "Fermi. Non respirate.", "zuru"),
        # What his eye shows him.
        Caption(14.7, 16.8, "HUMAN: THREE. SAFEGUARD: TWELVE.", "UMANI: TRE. SAFEGUARD: DODICI."),
        Caption(17.6, 19.0, "LAST AMPOULE: INJECTED.", "ULTIMA FIALA INIETTATA."),
        Caption(19.3, 21.2, "BEAM EMITTER: CHARGED.", "EMETTITORE: CARICO."),
        Caption(49.2, 51.2, "Who… are you?", "Chi… sei?", "zuru"),
        Caption(52.6, 54.6, "Show me… your eye.", "Fammi vedere… l'occhio.", "killy"),
        Caption(61.4, 63.8, "No Net Terminal Gene.", "Niente gene terminale.", "killy"),
    )
