"""What the screens look like, and which headers go with them."""

from typing import Any

from config.settings.environment import BASE_DIR, ENVIRONMENT, VAR_DIR

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

# A theme is a small file of design tokens: ours, or one that `manage.py theme` made of the tokens of a municipality.
OWN_THEMES = VAR_DIR / "theme"
OWN_THEMES.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "config" / "static", ("theme", OWN_THEMES)]
THEMES = tuple(
    sorted({path.stem for at in (BASE_DIR / "config" / "static" / "theme", OWN_THEMES) for path in at.glob("*.css")})
)
PORTAL_THEME = ENVIRONMENT.choice("PORTAL_THEME", THEMES, default="voorbeeld")

TEMPLATE_DIRS = [BASE_DIR / "config" / "templates"]
FORM_RENDERER = "grants.portal.fields.HouseRenderer"

# With what the identifiers of open data begin: a publisher registers its own at 360Giving.
OPEN_DATA_PREFIX = ENVIRONMENT.text("OPEN_DATA_PREFIX", default="360G-voorbeeld")
