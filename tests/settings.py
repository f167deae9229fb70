"""The settings of an installation of kind `test`. Everything that differs in a test differs by that kind."""

import os

os.environ["AANJAGER_ENV"] = "test"

from config.settings import *  # noqa: F403 - the kind has to be set before the settings read it.
