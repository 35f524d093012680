"""Any plan file → a Proposal: what was read, dropped and doubted, before anything is written."""
