"""What the screens look like, and which headers go with them."""

from typing import Any

from config.settings.environment import BASE_DIR, ENVIRONMENT

NONE, SELF = "'none'", "'self'"

# Nothing inline and nothing from elsewhere: what is injected into a page cannot run, and no page can be framed.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# The name of a file of design tokens in static/theme; a municipality adds its own and names it here.
THEMES = tuple(sorted(path.stem for path in (BASE_DIR / "config" / "static" / "theme").glob("*.css")))
PORTAL_THEME = ENVIRONMENT.choice("PORTAL_THEME", THEMES, default="voorbeeld")

TEMPLATE_DIRS = [BASE_DIR / "config" / "templates"]
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
FORM_RENDERER = "grants.portal.fields.HouseRenderer"

# With what the identifiers of open data begin: a publisher registers its own at 360Giving.
OPEN_DATA_PREFIX = ENVIRONMENT.text("OPEN_DATA_PREFIX", default="360G-voorbeeld")
