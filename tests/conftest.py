"""Hypothesis tries new programs at every run, except in CI: there a failure is the change's."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
