"""Meetings, their agenda, and the actions that come of them."""
