"""`python -m blame3d` is `blame3d`."""

import sys

from blame3d.cli import main

if __name__ == "__main__":  # worker processes import this module again
    sys.exit(main())
