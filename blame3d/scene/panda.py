"""Importing this module loads Panda3D, and does nothing else."""

import panda3d.core  # noqa: F401
