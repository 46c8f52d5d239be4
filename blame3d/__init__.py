"""blame3d: walk, watch and photograph an endless generated City."""

__version__ = "0.1.0"
