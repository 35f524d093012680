"""The field itself: records, words, dates, rules and figures. Standard library only, no I/O, no clock."""
