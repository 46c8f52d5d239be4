"""The cast, built of numbers: each module makes one figure out of the solids of `solids`."""
