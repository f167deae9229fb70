"""What signing in asks, and how long it lasts."""

from config.settings.environment import ENVIRONMENT, KIND, Kind

LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"

# Whether who works here needs a second factor beside a password. Without one an installation is for trying out.
SECOND_FACTOR = ENVIRONMENT.flag("SECOND_FACTOR", default=KIND.is_installed)

# Whether who applies may register with an address of e-mail, beside DigiD and eHerkenning: a municipality chooses to.
SIGN_UP = ENVIRONMENT.flag("SIGN_UP", default=not KIND.is_installed)

# After how many minutes without a click somebody signs in again, and after how many hours whatever they did (BIO2 8.05).
SIGNED_IN_IDLE_MINUTES = ENVIRONMENT.whole_number("SIGNED_IN_IDLE_MINUTES", minimum=5, maximum=240, default=30)
SIGNED_IN_HOURS = ENVIRONMENT.whole_number("SIGNED_IN_HOURS", minimum=1, maximum=24, default=10)

# How many minutes a proof of who somebody is suffices for what signs, pays or gives a role.
PROOF_MINUTES = ENVIRONMENT.whole_number("PROOF_MINUTES", minimum=1, maximum=480, default=15)

# A session stays readable for longer than it is valid, so that it still knows whose text it keeps.
SESSION_COOKIE_AGE = 2 * 24 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# An installation to practise on: it says so on every page, and nothing that it makes can reach a bank or an applicant.
TRAINING = KIND in {Kind.DEVELOPMENT, Kind.TRAINING}
