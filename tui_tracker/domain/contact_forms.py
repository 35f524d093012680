"""How somebody is reached, by its form: e-mails, addresses inside a network, drive paths, telephone numbers."""

from __future__ import annotations

import re

from tui_tracker.patterns import pattern

_EMAIL = pattern(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}(?:\.[\w-]{1,63})+|localhost\b)")
_URL = pattern(r"(?:https?|ftp|file)://[^\s<>\"“”]+|(?<![\w@.])www\.[^\s<>\"“”]+", re.IGNORECASE)
# Folders may hold spaces; the last part runs to its ending where it has one, else to the next blank.
_PATH = pattern(
    r"(?<![\w:/])(?:[A-Za-z]:[\\/]|\\\\[\w.$-]+\\|//[\w.$-]+/)(?:[^\\/:*?\"<>|\n]{1,80}[\\/])*"
    r"(?:[^\\/:*?\"<>|\n]{1,80}?\.[A-Za-z0-9]{1,5}\b|[^\s\\/:*?\"<>|]*)"
)
_HOST = pattern(
    r"(?<![\w@./-])(?:[\w-]+(?:\.[\w-]+)*\.(?:local|internal|intra|intranet|lan|corp|home)\b|[\w-]+\.sharepoint\.com\b"
    r"|(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}(?![\d.]))[^\s<>\"“”]*",
    re.IGNORECASE,
)
_PHONE = pattern(r"(?<![\w/])(?:\+\d{1,3}|00\d{1,3}|\(?0)[\d\s().–-]{7,17}\d(?!\d)")
_PHONE_DIGITS = range(10, 15)
_PRIVATE = pattern(r"^(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+$")
_INTERNAL_SUFFIX = (".local", ".internal", ".intra", ".intranet", ".lan", ".corp", ".home")


def found(text: str) -> tuple[list[tuple[str, str]], str]:
    """(kind, words) of every finding, and the text with blanks in the place of all that has such a form."""
    made = []
    for kind, form in _forms(text):
        for m in form.finditer(text):
            what = kind or _url_kind(m[0])
            if what and (what != "phone" or _is_somebodys(m[0])):
                made.append((what, m[0]))
        text = form.sub(lambda m: " " * len(m[0]), text)
    return made, text


def _forms(text: str) -> list[tuple[str, re.Pattern[str]]]:
    """The forms worth looking for; a character that each must hold is looked for first."""
    made = []
    if "@" in text:
        made.append(("e-mail", _EMAIL))
    if "://" in text or "www." in text.casefold():
        made.append(("", _URL))
    if "\\" in text or ":/" in text or "//" in text:
        made.append(("drive path", _PATH))
    if "." in text:
        made.append(("intranet address", _HOST))
    if "0" in text or "+" in text:
        made.append(("phone", _PHONE))
    return made


def _is_somebodys(phone: str) -> bool:
    """Whether a number may be one person's: not those of 0800, 0808 and 03, which organisations have."""
    digits = re.sub(r"\D", "", phone)
    return len(digits) in _PHONE_DIGITS and not re.match(r"0(?:80[08]|3\d\d)", digits)


def _url_kind(url: str) -> str | None:
    """Whether an address is inside a network: no dot in its host, an inner suffix, a private number; None for the open web."""
    if url.casefold().startswith("file:"):
        return "drive path"
    host = re.sub(r"^\w+://", "", url).split("/")[0].split("@")[-1].split(":")[0].casefold()
    inner = (
        "." not in host
        or host.endswith(_INTERNAL_SUFFIX)
        or _PRIVATE.match(host)
        or host.endswith(".sharepoint.com")
        or "intranet" in host.split(".")
        or host.split(".")[0] in ("teams", "zoom", "meet")
        or any(sign in url.casefold() for sign in ("meetup-join", "-my.sharepoint.", "/personal/"))
    )
    return "intranet address" if inner else None
