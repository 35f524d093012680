"""``python -m tui_tracker`` is the command line."""

from tui_tracker.cli import main

if __name__ == "__main__":
    main()
