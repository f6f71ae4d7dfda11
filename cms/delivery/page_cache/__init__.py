"""Finished public pages, kept by what they show and forgotten when it changes (docs/decisions/0031)."""
