"""The plain project's one application."""
