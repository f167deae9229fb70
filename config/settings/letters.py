"""What letters need to know of the installation."""

from config.settings.environment import KIND, Kind

# A letter that no municipality sent says VOORBEELD on every page. There is no switch: only production goes without.
LETTERS_WATERMARK = KIND is not Kind.PRODUCTION
