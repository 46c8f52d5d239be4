"""The set pieces: one immutable value each, staged at its place in the City.

programme   which there are              players   how people stand and go, and hunters wait
places      in which City
walks       ways on foot                         runners   hunters on floors, walls, undersides
tower       a Watchtower at work, the wall that gives      effects   splinters
pipefield   what stands about the place of the first two
watchtower  number 2; watchtower_marks: when and where; _people, _flight, _losses, _pack, _matter:
            what they do; _shots, _chase: where the camera is
wanderer    number 3; wanderer_cast: who is in it
"""
