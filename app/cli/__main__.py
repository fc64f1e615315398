"""``python -m app.cli``: the same as the command ``dateline``."""

from app.cli import main

if __name__ == "__main__":
    main()
