"""Papers: views in, text or bytes out. Nothing here reads the plan itself."""
