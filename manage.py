#!/usr/bin/env python
"""Django's command line, with a scope for the commands that work on the whole installation."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
    from django.core.management import execute_from_command_line

    from sites.scoping import scope_of_command

    with scope_of_command(sys.argv[1] if len(sys.argv) > 1 else ""):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
