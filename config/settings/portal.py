"""What the screens look like, which headers go with them, and how long somebody stays signed in."""

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

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "sign-in"

# A working day: who leaves the desk for the night signs in again (BIO2 8.05).
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
