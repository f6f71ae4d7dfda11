"""Tags of the plain project."""
