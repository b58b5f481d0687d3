#!/usr/bin/env python
"""Start a command of the product."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkcentrum.settings")
    if sys.argv[1:2] in (["demo"], ["demo_accounts"]):
        os.environ.setdefault("WERKCENTRUM_DEMO", "1")  # asking for the demo by name switches its setting on
    if sys.argv[1:2] == ["runserver"]:
        os.environ["WERKCENTRUM_WEB"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
