import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import Environment, Kind
from config.settings.security import allowed_hosts, secret_key

STRONG = "Zq3-" * 5 + "x8RkLmw0TyuIoPasDfGhJkLzXcVbNm"
INSTALLED = [Kind.TRAINING, Kind.PRODUCTION]


def test_a_developer_gets_one_key_that_only_he_can_read(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    first = secret_key(Environment({}), Kind.DEVELOPMENT, file)
    assert secret_key(Environment({}), Kind.DEVELOPMENT, file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = pool.map(lambda _: secret_key(Environment({}), Kind.DEVELOPMENT, tmp_path / "secret_key"), range(40))
    assert len(set(keys)) == 1


def test_two_developers_do_not_share_a_key(tmp_path: Path) -> None:
    keys = {secret_key(Environment({}), Kind.DEVELOPMENT, tmp_path / name) for name in ("a", "b")}
    assert len(keys) == 2


@pytest.mark.parametrize("kind", INSTALLED)
def test_an_installed_system_must_be_given_its_key(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is missing"):
        secret_key(Environment({}), kind, tmp_path / "secret_key")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("weak", ["short", "a" * 60, "abcabcabcab" * 6, "django-insecure-" + STRONG])
def test_a_weak_key_is_refused_wherever_it_is_given(kind: Kind, weak: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="^SECRET_KEY is weak") as refusal:
        secret_key(Environment({"SECRET_KEY": weak}), kind, tmp_path / "secret_key")
    assert weak not in str(refusal.value)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_strong_key_is_taken_as_given(kind: Kind, tmp_path: Path) -> None:
    assert secret_key(Environment({"SECRET_KEY": STRONG}), kind, tmp_path / "secret_key") == STRONG


def test_a_developer_answers_to_his_own_machine_only() -> None:
    assert allowed_hosts(Environment({}), Kind.DEVELOPMENT) == ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize("kind", INSTALLED)
def test_an_installed_system_must_be_told_its_hosts_and_may_not_answer_to_all(kind: Kind) -> None:
    with pytest.raises(ImproperlyConfigured, match="^ALLOWED_HOSTS is missing"):
        allowed_hosts(Environment({}), kind)
    with pytest.raises(ImproperlyConfigured, match="^ALLOWED_HOSTS must name the hosts"):
        allowed_hosts(Environment({"ALLOWED_HOSTS": "a.nl,*"}), kind)
    assert allowed_hosts(Environment({"ALLOWED_HOSTS": "a.nl"}), kind) == ["a.nl"]
