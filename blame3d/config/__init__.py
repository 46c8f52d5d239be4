"""Settings: one frozen value, resolved as flags > environment > file > defaults."""

from blame3d.config.options import OPTIONS, Settings, convert
from blame3d.config.resolve import resolve
from blame3d.config.store import default_path, reset, store

__all__ = ["OPTIONS", "Settings", "convert", "default_path", "reset", "resolve", "store"]
