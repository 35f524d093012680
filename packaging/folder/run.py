"""Starts tui_tracker from the folder it lies in; nothing is installed. Any Python from 3.11 on: py -3 -X utf8 run.py"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
APP = os.path.join(HERE, "app")


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  # any Python of the machine may be asked to start it
        sys.exit(f"tui-tracker: this is Python {sys.version_info[0]}.{sys.version_info[1]}; it needs 3.11 or newer.")
    if not os.path.isdir(os.path.join(APP, "tui_tracker")):
        sys.exit(f"tui-tracker: {HERE} is not whole: its folder app is missing. Unpack all of the zip again.")
    # lxml is the one package with a part for each Python; without it everything but Word files works.
    sys.path[:0] = [APP, os.path.join(HERE, f"lxml-cp{sys.version_info[0]}{sys.version_info[1]}")]
    from tui_tracker.cli import main as run

    run()


if __name__ == "__main__":
    main()
