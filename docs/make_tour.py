"""Makes docs/tour.md: drives the real program in tmux at 80x24, by keyboard alone, and captures what it shows.

python docs/make_tour.py        needs tmux, and tui-tracker on the path of this Python
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOCKET = f"tui-tracker-tour-{os.getpid()}"  # so that two walks on one machine do not meet
# (what is done and why, keys, whether the screen is shown)
STEPS: tuple[tuple[str, list[str], bool], ...] = (
    ("An empty plan says how to begin, and asks who you are.", ["Business Assurance", "C-s"], True),
    (
        "`i` shows the folders of this machine; `e` takes a path that is typed. Everything is seen before anything is kept.",
        ["i", "e", "{sample}", "Enter"],
        True,
    ),
    (
        "`enter` brings it in as one change. What green means is asked once for each plan: services differ, and reports print the key.",
        ["Enter"],
        True,
    ),
    (
        "`1`: green means done, in both. The summary shows how much is really done; the arrows go from number to number.",
        ["1", "1"],
        True,
    ),
    (
        "`2` is the register; `j` goes down, `enter` opens a task. `:` `1/3` goes to one from anywhere.",
        ["2", ":", "1/3", "Enter"],
        True,
    ),
    (
        "`m` moves its date. The form reads the date back while it is typed; a date that moves wants a reason.",
        ["m", "sep 27"],
        True,
    ),
    (
        "Saved: the line above the footer says what was done and which key takes it back.",
        ["Tab", "Trainer off sick", "C-s"],
        False,
    ),
    (
        "`n` adds an evidence note: what was said, on which day, by whom. It is entered by you and said by them.",
        ["n", "Fourth session held, 22 people", "Tab", "yesterday"],
        True,
    ),
    ("`ctrl+s` keeps it; `r` says complete on their word and asks for QA.", ["C-s", "r"], True),
    ("`s` records the sign-off that is due: first QA …", ["s"], True),
    ("… with a verdict, a signer and a comment …", ["1", "Attendance lists seen", "C-s"], False),
    (
        "… then sampling. *Not yet* wants a comment and puts progress back to what it was.",
        ["s", "3", "Two lists are missing", "C-s"],
        True,
    ),
    ("`u` takes it back, and says so.", ["u"], True),
    (
        "`ctrl+n` adds a task to the area, `J` joins another one into it. The old reference keeps finding it.",
        ["C-n", "Ask partners what they use", "C-s", "J", "T6", "Enter"],
        False,
    ),
    ("`:` `1/6` finds the task that T6 was joined into.", [":", "1/6", "Enter"], True),
    (
        "`S` fixes the plan under a name, `E` writes it as a paper, here with its notes. What should not be public is listed before a byte is written.",
        ["S", "June paper", "C-s", "E", "Tab", "Tab", "Tab", "Tab", "BSpace", "BSpace", "yes", "C-s"],
        True,
    ),
    (
        "`r` makes names roles and leaves addresses out. What else might be somebody is shown once, with its sentence …",
        ["r"],
        True,
    ),
    ("… and `a` takes it as nobody, and writes the paper. It is not asked about again.", ["a"], True),
    ("`ctrl+q` closes the app and says what was done today.", ["C-q"], True),
    ("Opened again, everything is there; `9` and `enter` show the history.", ["{again}", "9", "Enter"], True),
)


def tmux(*args: str) -> str:
    return subprocess.run(
        ["tmux", "-L", SOCKET, *args], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


def screen() -> str:
    """What the terminal shows once it has stopped changing."""
    before, same = "", 0
    for _ in range(100):
        time.sleep(0.12)
        now = tmux("capture-pane", "-t", "tour", "-p")
        same = same + 1 if now == before else 0
        if same >= 4:
            break
        before = now
    return before


def press(key: str, sample: Path, command: str) -> None:
    if key == "{again}":
        tmux("send-keys", "-t", "tour", "-l", command)
        tmux("send-keys", "-t", "tour", "Enter")
        time.sleep(2.5)
    elif key in ("Enter", "Tab", "Escape", "BSpace") or re.fullmatch(r"C-.", key):
        tmux("send-keys", "-t", "tour", key)
    else:
        text = str(sample) if key == "{sample}" else key
        for char in text:  # one at a time and not too fast: a burst is taken for a paste
            tmux("send-keys", "-t", "tour", "-l", char)
            time.sleep(0.03)
    screen()


def main(to: Path = ROOT / "docs" / "tour.md") -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        for file in ("northshire.xlsx",):
            (folder / file).write_bytes((ROOT / "sample_data" / file).read_bytes())
        command = f"{sys.executable} -m tui_tracker --plan plan.db"
        env = {**os.environ, "HOME": str(folder / "home"), "PS1": "$ "}
        for key in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "TUI_TRACKER_PLAN"):
            env.pop(key, None)
        subprocess.run(
            ["tmux", "-L", SOCKET, "new-session", "-d", "-s", "tour", "-x", "80", "-y", "24", "sh"],
            check=True,
            env=env,
            cwd=folder,
        )
        try:
            press("{again}", folder / "northshire.xlsx", command)
            parts = [walk(text, keys, shown, command) for text, keys, shown in STEPS]
            paper = next(folder.glob("plan-*.md")).read_text(encoding="utf-8")
        finally:
            press("C-q", folder, command)  # what the app keeps for the next time is written before the folder goes
            tmux("kill-server")
    head = "# A tour, by keyboard alone, at 80x24\n\nMade by `python docs/make_tour.py`, which presses these keys in a real terminal on the sample plan.\n"
    tail = "The paper begins:\n\n```\n" + "\n".join(paper.splitlines()[:22]) + "\n```\n"
    text = "\n".join([head, *parts, tail])
    text = re.sub(r"head [0-9a-f]{16,64}", "head …", text)
    text = text.replace(f"{folder}/", "")
    to.write_text(text, encoding="utf-8", newline="\n")


def walk(text: str, keys: list[str], shown: bool, command: str) -> str:
    for key in keys:
        press(key, Path("northshire.xlsx"), command)
    names = {"Enter": "enter", "Tab": "tab", "BSpace": "backspace"}
    listed = " ".join(f"`{names.get(k, k.replace('C-', 'ctrl+'))}`" for k in keys if not k.startswith("{"))
    made = f"{text}\n\nKeys: {listed or 'the command again'}\n"
    if shown:
        lines = screen().rstrip("\n").splitlines()
        lines = [line.replace(command, "tui-tracker --plan plan.db") for line in lines]
        made += "\n```\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"
    return made


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:2]))
