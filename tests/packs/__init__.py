"""Return forms."""
