"""Use cases. Each reads, asks the domain, and builds one Change; nothing else writes."""
