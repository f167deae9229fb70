"""What a process sees that starts with a given environment: each test starts one."""

import os
import subprocess
import sys

import pytest

from config.settings.environment import BASE_DIR

PRODUCTION = {
    "AANJAGER_ENV": "production",
    "SECRET_KEY": "Zq3-" * 5 + "x8RkLmw0TyuIoPasDfGhJkLzXcVbNm",
    "ALLOWED_HOSTS": "subsidies.example.nl",
    "EMAIL_URL": "smtp+tls://post:geheim@mail.example.nl",
    "EMAIL_FROM": "subsidies@example.nl",
    "PORTAL_URL": "https://subsidies.example.nl/",
}


def started(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={**kept, "DATABASE_URL": "sqlite:///var/test.sqlite3", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, **variables: str) -> str:
    done = started(f"from django.conf import settings; print(settings.{name})", **variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is empty"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is weak"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"SALT_SOURCE": "seeded"}, "SALT_SOURCE must be os here"),
        ({"SALT_SOURCE": "dice"}, "SALT_SOURCE must be one of os, seeded"),
        ({"BROKER_URL": "amqp://host"}, "BROKER_URL must start with"),
        ({"DATABASE_URL": "oracle://host"}, "DATABASE_URL must start with"),
        ({"SIGNED_IN_IDLE_MINUTES": "0"}, "SIGNED_IN_IDLE_MINUTES must be a whole number from 5 up to 240"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL must be one of"),
        ({"PORTAL_THEME": "bestaat-niet"}, "PORTAL_THEME must be one of voorbeeld"),
        ({"AANJAGER_ENV": "prod"}, "AANJAGER_ENV must be one of"),
    ],
)
def test_production_does_not_start_with_a_bad_variable_and_names_it(variables: dict[str, str], complaint: str) -> None:
    done = started("from django.conf import settings; settings.DEBUG", **{**PRODUCTION, **variables})
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {complaint}")


@pytest.mark.parametrize(
    ("kind", "watermark"),
    [("development", "True"), ("test", "True"), ("training", "True"), ("production", "False")],
)
def test_only_letters_of_production_go_without_watermark(kind: str, watermark: str) -> None:
    assert setting("LETTERS_WATERMARK", **{**PRODUCTION, "AANJAGER_ENV": kind}) == watermark


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("development", "True False dummy"),
        ("training", "True True dummy"),
        ("test", "False False dummy"),
        ("production", "False True smtp"),
    ],
)
def test_who_practises_is_told_so_and_only_production_sends_mail(kind: str, said: str) -> None:
    names = ("TRAINING", "SECOND_FACTOR", "EMAIL_BACKEND")
    found = [setting(name, **{**PRODUCTION, "AANJAGER_ENV": kind}) for name in names]
    assert " ".join([*found[:2], found[2].split(".")[-2]]) == said


@pytest.mark.parametrize("missing", ["EMAIL_URL", "EMAIL_FROM", "PORTAL_URL"])
def test_production_is_told_how_mail_leaves_and_what_it_names(missing: str) -> None:
    done = started(
        "from django.conf import settings; settings.DEBUG", **{k: v for k, v in PRODUCTION.items() if k != missing}
    )
    assert f"{missing} is missing" in done.stderr


def test_the_address_of_the_mail_server_says_how_it_is_spoken_to() -> None:
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS", "EMAIL_USE_SSL", "PORTAL_URL")
    found = [setting(name, **PRODUCTION) for name in names]
    assert found == ["mail.example.nl", "587", "post", "True", "False", "https://subsidies.example.nl"]


@pytest.mark.parametrize("kind", ["test", "training", "production"])
def test_only_a_developer_who_asks_for_them_sees_debug_pages(kind: str) -> None:
    assert setting("DEBUG", **{**PRODUCTION, "AANJAGER_ENV": kind, "DEBUG_PAGES": "true"}) == "False"
    assert [setting("DEBUG"), setting("DEBUG", DEBUG_PAGES="true")] == ["False", "True"]


def test_production_stores_passwords_with_a_slow_hash() -> None:
    assert setting("PASSWORD_HASHERS", **PRODUCTION) == "['django.contrib.auth.hashers.PBKDF2PasswordHasher']"


def test_production_passes_the_deployment_check_of_django() -> None:
    done = started(
        "from django.core.management import execute_from_command_line as run; "
        "run(['manage.py', 'check', '--deploy', '--tag', 'security', '--fail-level', 'WARNING'])",
        **PRODUCTION,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), done.stderr


def test_the_embedded_broker_gets_its_folders() -> None:
    setting("CELERY_BROKER_URL")
    assert (BASE_DIR / "var" / "broker" / "queue").is_dir()


def test_a_shared_task_uses_the_broker_of_the_settings() -> None:
    done = started(
        "import django, textwrap; django.setup(); from celery import shared_task; "
        "task = shared_task(textwrap.dedent, name='x'); print(task.app.main, task.app.conf.broker_url)",
    )
    assert done.stdout.strip() == "aanjager filesystem://localhost", done.stderr


def test_nothing_loads_weasyprint_at_the_start() -> None:
    code = "import django, sys; django.setup(); import config.urls; print('weasyprint' in sys.modules)"
    assert started(code).stdout.strip() == "False"
