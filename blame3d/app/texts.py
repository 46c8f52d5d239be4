"""Every sentence that the running program shows, in English and Italian."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "it")

_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    # labels of actions: short, as on a button
    "key.forward": ("Walk", "Avanti"),
    "key.left": ("Left", "Sinistra"),
    "key.back": ("Back", "Indietro"),
    "key.right": ("Right", "Destra"),
    "key.up": ("Jump", "Salta"),
    "key.down": ("Crouch", "Accovacciati"),
    "key.sprint": ("Sprint", "Corri"),
    "key.slow": ("Slow walk", "Passo lento"),
    "key.fire": ("Gun", "Arma"),
    "key.look_up": ("Look up", "Guarda su"),
    "key.look_down": ("Look down", "Guarda giù"),
    "key.look_left": ("Look left", "Guarda a sinistra"),
    "key.look_right": ("Look right", "Guarda a destra"),
    "key.zoom": ("Zoom", "Zoom"),
    "key.wider": ("Wider view", "Vista più larga"),
    "key.narrower": ("Narrower view", "Vista più stretta"),
    "key.third": ("From behind", "Da dietro"),
    "key.fly": ("Fly", "Volo"),
    "key.noclip": ("Noclip", "Attraversa"),
    "key.faster": ("Faster", "Più veloce"),
    "key.slower": ("Slower", "Più lento"),
    "key.unstuck": ("Unstuck", "Sbloccati"),
    "key.footing": ("Last footing", "Ultimo appoggio"),
    "key.device": ("Device", "Dispositivo"),
    "key.picture": ("Picture", "Foto"),
    "key.help": ("Help", "Aiuto"),
    "key.hud": ("Display", "Strumenti"),
    "key.numbers": ("Numbers", "Numeri"),
    "key.borderless": ("Full screen", "Schermo intero"),
    "key.menu": ("Menu", "Menu"),
    # help: one line each
    "help.forward": ("walk forwards", "cammina in avanti"),
    "help.left": ("step left", "passo a sinistra"),
    "help.back": ("walk backwards", "cammina all'indietro"),
    "help.right": ("step right", "passo a destra"),
    "help.up": ("jump; rise when flying", "salta; sali in volo"),
    "help.down": ("crouch; sink when flying", "accovacciati; scendi in volo"),
    "help.sprint": ("sprint", "corri al massimo"),
    "help.slow": ("walk slowly", "cammina piano"),
    "help.fire": ("hold to charge the gun, let go to fire", "tieni: carica l'arma; lascia: spara"),
    "help.look_up": ("look up", "guarda in alto"),
    "help.look_down": ("look down", "guarda in basso"),
    "help.look_left": ("look left", "guarda a sinistra"),
    "help.look_right": ("look right", "guarda a destra"),
    "help.zoom": ("zoom while held", "zoom finché premuto"),
    "help.wider": ("wider field of view", "campo visivo più largo"),
    "help.narrower": ("narrower field of view", "campo visivo più stretto"),
    "help.third": ("see yourself from behind, and back", "guardati da dietro, e torna"),
    "help.fly": ("fly, and land again", "vola, e atterra di nuovo"),
    "help.noclip": ("pass through walls", "passa attraverso i muri"),
    "help.faster": ("fly faster; nearer, from behind", "vola più veloce; da dietro: più vicino"),
    "help.slower": ("fly slower; farther, from behind", "vola più piano; da dietro: più lontano"),
    "help.unstuck": ("free yourself when stuck", "liberati se sei incastrato"),
    "help.footing": ("back to the last firm ground", "torna all'ultimo appoggio"),
    "help.device": (
        "take the device off that hides you; put it on again",
        "togli il dispositivo che ti nasconde; rimettilo",
    ),
    "help.picture": ("save a picture of this place", "salva una foto di questo luogo"),
    "help.help": ("this page", "questa pagina"),
    "help.hud": ("instruments on and off", "mostra o nascondi gli strumenti"),
    "help.numbers": ("frame times and the address", "tempi dei fotogrammi e indirizzo"),
    "help.borderless": ("full screen and back (also Alt+Enter)", "schermo intero (o Alt+Invio)"),
    "help.menu": ("pause; the mouse is free", "pausa; il mouse è libero"),
    "help.mouse": ("look around; click to take the mouse", "guarda intorno; clic: prendi il mouse"),
    "film.pause": ("stop, and go on", "ferma, e riprendi"),
    "film.back": ("five seconds back", "indietro di cinque secondi"),
    "film.on": ("five seconds on", "avanti di cinque secondi"),
    "film.frame_back": ("a frame back", "indietro di un fotogramma"),
    "film.frame_on": ("a frame on", "avanti di un fotogramma"),
    "film.faster": ("faster", "più veloce"),
    "film.slower": ("slower, then backwards", "più piano, poi all'indietro"),
    "film.chapter_back": ("chapter back", "capitolo precedente"),
    "film.chapter_on": ("chapter on", "capitolo successivo"),
    "film.begin": ("the beginning", "l'inizio"),
    "film.end": ("the end", "la fine"),
    "film.skip": ("next piece, if there is one", "il pezzo successivo, se c'è"),
    "film.step": ("step out and walk; back again", "esci e cammina; torna"),
    "film.eyes": ("through somebody's eyes, and back", "con gli occhi di qualcuno, e torna"),
    "film.click": ("stop; low in the picture, seek", "ferma; in basso, scorri il film"),
    "group.film": ("FILM", "FILM"),
    "group.move": ("MOVE", "MOVIMENTO"),
    "group.look": ("LOOK", "SGUARDO"),
    "group.travel": ("TRAVEL", "VIAGGIO"),
    "group.program": ("PROGRAM", "PROGRAMMA"),
    "name.mouse1": ("Left button", "Tasto sinistro"),
    "name.mouse": ("Mouse", "Mouse"),
    "name.enter": ("Return", "Invio"),
    "name.home": ("Home", "Inizio"),
    "name.end": ("End", "Fine"),
    "name.page_up": ("Page ↑", "Pag ↑"),
    "name.page_down": ("Page ↓", "Pag ↓"),
    "name.space": ("Space", "Spazio"),
    "name.lcontrol": ("Ctrl", "Ctrl"),
    "name.lshift": ("Shift", "Maiusc"),
    "name.lalt": ("Alt", "Alt"),
    "name.caps_lock": ("CapsLock", "BlocMaiusc"),
    "name.arrow_up": ("↑", "↑"),
    "name.arrow_down": ("↓", "↓"),
    "name.arrow_left": ("←", "←"),
    "name.arrow_right": ("→", "→"),
    "name.wheel_up": ("Wheel ↑", "Rotella ↑"),
    "name.wheel_down": ("Wheel ↓", "Rotella ↓"),
    "name.print_screen": ("PrtSc", "Stamp"),
    "name.escape": ("Esc", "Esc"),
    "first.move": ("walk · mouse to look", "cammina · mouse per guardare"),
    "first.picture": ("a picture", "una foto"),
    "first.help": ("all keys", "tutti i tasti"),
    # menu
    "menu.title": ("PAUSE", "PAUSA"),
    "menu.resume": ("Resume", "Riprendi"),
    "menu.help": ("Help", "Aiuto"),
    "menu.settings": ("Settings", "Impostazioni"),
    "menu.copy": ("Copy address", "Copia indirizzo"),
    "menu.goto": ("Go to…", "Vai a…"),
    "menu.places": ("Places", "Luoghi"),
    "menu.wake": ("The opening again", "Di nuovo l'inizio"),
    "menu.keys": ("Keys", "Tasti"),
    "menu.keep": ("Keep this place", "Ricorda questo luogo"),
    "menu.forget": ("Close the gun's holes", "Chiudi i fori dell'arma"),
    "menu.quit": ("Quit", "Esci"),
    "menu.back": ("Back", "Indietro"),
    "menu.hint": (
        "↑ ↓ choose   ← → change   Enter accept   Esc back",
        "↑ ↓ scegli   ← → cambia   Invio conferma   Esc indietro",
    ),
    "help.close": ("{keys} closes this page", "{keys} chiude questa pagina"),
    "goto.keys": ("Enter goes there   Esc back", "Invio va lì   Esc indietro"),
    "keys.title": ("KEYS", "TASTI"),
    "keys.hint": (
        "Enter gives another key   Delete the first ones again   Esc back",
        "Invio cambia il tasto   Canc rimette i primi   Esc indietro",
    ),
    "keys.asking": (
        "Press the key for “{action}”   Esc keeps it as it is",
        "Premi il tasto per «{action}»   Esc lo lascia com'è",
    ),
    "keys.press": ("press a key", "premi un tasto"),
    "keys.taken": (
        "{key} was the key of “{other}”, which has none now.",
        "{key} era il tasto di «{other}», che ora non ne ha.",
    ),
    "keys.fixed": ("{key} keeps its meaning.", "{key} mantiene il suo significato."),
    "places.title": ("PLACES", "LUOGHI"),
    "places.hint": (
        "Enter goes there   Delete strikes out   Esc back",
        "Invio va lì   Canc elimina   Esc indietro",
    ),
    "places.sure": ("Delete again strikes it out", "Ancora Canc per eliminarlo"),
    "places.none": ("No place has been kept yet.", "Nessun luogo ricordato."),
    "toast.device_off": ("The device is off: you can be seen", "Dispositivo tolto: ti vedono"),
    "toast.device_on": ("The device is on: the City forgets", "Dispositivo messo: ti dimenticano"),
    "toast.caught": ("Caught. The device is on again.", "Preso. Il dispositivo è di nuovo messo."),
    "toast.kept": ("Kept: {name}", "Ricordato: {name}"),
    "menu.seed": ("Seed {seed}", "Seme {seed}"),
    "goto.title": ("GO TO", "VAI A"),
    "goto.hint": (
        "An address (blame://…), x,y,z in metres, or any word as a seed.   Ctrl+V pastes",
        "Un indirizzo (blame://…), x,y,z in metri, o una parola come seme.   Ctrl+V incolla",
    ),
    "settings.title": ("SETTINGS", "IMPOSTAZIONI"),
    "set.sensitivity": ("Mouse sensitivity", "Sensibilità del mouse"),
    "set.invert_y": ("Invert up and down", "Inverti su e giù"),
    "set.fov": ("Field of view", "Campo visivo"),
    "set.quality": ("Quality", "Qualità"),
    "set.frame_rate": ("Keep frames a second", "Fotogrammi al secondo da tenere"),
    "set.bob": ("Head bob", "Oscillazione del passo"),
    "set.charge": ("Charge the gun", "Carica dell'arma"),
    "set.roll": ("Head tilt", "Inclinazione del passo"),
    "set.recoil": ("Recoil", "Rinculo"),
    "set.shake": ("Shake of the picture", "Scossa dell'immagine"),
    "set.volume": ("Volume", "Volume"),
    "set.volume_ambience": ("Volume of the place", "Volume del luogo"),
    "set.volume_body": ("Volume of your body", "Volume del corpo"),
    "set.volume_effects": ("Volume of events", "Volume degli eventi"),
    "set.mono": ("Mono sound", "Suono mono"),
    "set.fullscreen": ("Full screen", "Schermo intero"),
    "set.lang": ("Language", "Lingua"),
    "value.on": ("on", "sì"),
    "value.off": ("off", "no"),
    "value.hold": ("while held", "tenendo premuto"),
    "value.toggle": ("press twice", "premendo due volte"),
    "value.low": ("low", "bassa"),
    "value.medium": ("medium", "media"),
    "value.high": ("high", "alta"),
    "value.ultra": ("ultra", "massima"),
    "value.en": ("English", "English"),
    "value.it": ("Italiano", "Italiano"),
    # notes and toasts
    "note.waiting": ("Waiting for the world ahead…", "In attesa del mondo davanti…"),
    "note.click": ("Click to take the mouse", "Clic per prendere il mouse"),
    "note.software": (
        "Drawing on the CPU ({renderer}): smaller pictures, low frame rates.",
        "Disegno con la CPU ({renderer}): immagini più piccole, meno fotogrammi.",
    ),
    "toast.closed": ("The City is whole again here", "Qui la Città è di nuovo intera"),
    "toast.saving": ("Taking the picture…", "Scatto la foto…"),
    "toast.saved": ("Picture saved: {path}", "Foto salvata: {path}"),
    "toast.unsaved": ("Picture not saved: {why}", "Foto non salvata: {why}"),
    "toast.copied": ("Address copied", "Indirizzo copiato"),
    "toast.address": ("{address}", "{address}"),
    "toast.fly": ("Flying, {speed} m/s", "In volo, {speed} m/s"),
    "toast.walk": ("Walking", "A piedi"),
    "toast.noclip": ("Noclip, {speed} m/s", "Attraverso i muri, {speed} m/s"),
    "toast.speed": ("{speed} m/s", "{speed} m/s"),
    "toast.fov": ("Field of view {fov}°", "Campo visivo {fov}°"),
    "toast.nowhere": ("No firm ground to go back to yet", "Ancora nessun appoggio a cui tornare"),
    "toast.footing": ("Back on firm ground", "Di nuovo su terreno fermo"),
    "toast.edge": (
        "You are at the edge of the computable world (±9·10¹² m).",
        "Sei al confine del mondo calcolabile (±9·10¹² m).",
    ),
    "toast.unstuck": ("Freed", "Liberato"),
    "toast.unstored": ("Settings not stored: {why}", "Impostazioni non salvate: {why}"),
    # films
    "film.keys": (
        "Space pause · ← → seconds · , . frames · ↑ ↓ speed · Page chapters · N next · "
        "E eyes · Return step out",
        "Spazio pausa · ← → secondi · , . fotogrammi · ↑ ↓ velocità · Pag capitoli · "
        "N successivo · E occhi · Invio esci",
    ),
    "film.out": (
        "Return back into the picture · P freeze the others",
        "Invio torna nell'inquadratura · P ferma gli altri",
    ),
    # instruments
    "hud.stratum": ("STRATUM {n}", "STRATO {n}"),
    "hud.open": ("DEVICE OFF", "DISPOSITIVO TOLTO"),
    "hud.seen": ("SEEN", "VISTO"),
    "hud.climbed": ("CLIMBED {metres}", "SALITI {metres}"),
    "state.walk": ("walking", "a piedi"),
    "state.air": ("in the air", "in aria"),
    "state.fly": ("flying", "in volo"),
    "state.noclip": ("noclip", "attraverso"),
    "state.waiting": ("waiting", "in attesa"),
}

KEYS: Final = frozenset(_TEXTS)


class Texts:
    """The texts of one language; `texts("id", name=value)` fills the places in braces."""

    def __init__(self, lang: str) -> None:
        self.lang = lang if lang in LANGUAGES else "en"

    def __call__(self, key: str, /, **values: object) -> str:
        text = _TEXTS[key][LANGUAGES.index(self.lang)]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        return key in _TEXTS


def system_language() -> str:
    """`it` when the system speaks Italian, else `en`."""
    found = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not found:
        found = locale.getlocale()[0] or ""
    return "it" if found.lower().startswith("it") else "en"
