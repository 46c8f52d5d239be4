"""The set pieces: one immutable value each, staged at its place in the City.

programme   which there are              players   how people stand and go, and hunters wait
wanderer    number 3; wanderer_cast: who is in it   effects   splinters, fire, vapour
"""
