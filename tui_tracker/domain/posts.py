"""Ranks and posts of fire and rescue services, as papers write them."""

from __future__ import annotations

# From chief fire officer down to crew manager, shortened as every service does.
RANKS = ("CFO", "DCFO", "ACFO", "ACO", "DCO", "AM", "GM", "SM", "WM", "CM")
RANKS_IN_FULL = (
    "Chief Constable",
    "Area Manager",
    "Group Manager",
    "Station Manager",
    "Watch Manager",
    "Crew Manager",
    "Firefighter",
)
