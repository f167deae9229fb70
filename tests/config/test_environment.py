import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import Environment, Kind


def reading(**variables: str) -> Environment:
    return Environment(variables)


def test_a_text_is_read_without_the_spaces_around_it() -> None:
    assert reading(NAME=" waarde ").text("NAME") == "waarde"


def test_a_default_stands_in_for_a_variable_that_is_absent() -> None:
    assert reading().text("NAME", default="waarde") == "waarde"


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^NAME is missing: set it in the environment\.$"):
        reading().text("NAME")


@pytest.mark.parametrize("blank", ["", "  "])
def test_an_empty_variable_is_no_reason_to_take_the_default(blank: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^NAME is empty: give it a value, or remove it\.$"):
        reading(NAME=blank).text("NAME", default="waarde")


@pytest.mark.parametrize(
    ("written", "meant"), [("true", True), ("YES", True), ("1", True), ("False", False), ("no", False), ("0", False)]
)
def test_a_flag_is_read_in_each_of_its_spellings(written: str, meant: bool) -> None:
    assert reading(FLAG=written).flag("FLAG") is meant


@pytest.mark.parametrize("default", [True, False])
def test_a_flag_that_is_absent_takes_its_default(default: bool) -> None:
    assert reading().flag("FLAG", default=default) is default


def test_a_flag_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(
        ImproperlyConfigured, match=r"^FLAG must be one of true, 1, yes, false, 0, no, not 'misschien'\.$"
    ):
        reading(FLAG="misschien").flag("FLAG")


@pytest.mark.parametrize("written", ["1", "9"])
def test_a_whole_number_may_lie_on_its_bounds(written: str) -> None:
    assert reading(COUNT=written).whole_number("COUNT", minimum=1, maximum=9) == int(written)


@pytest.mark.parametrize("written", ["0", "10", "-1", "1.5", "een", "²", "1e3"])
def test_a_whole_number_out_of_bounds_or_shape_is_refused(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="^COUNT must be a whole number from 1 up to 9, not "):
        reading(COUNT=written).whole_number("COUNT", minimum=1, maximum=9)


def test_names_are_read_from_a_list_with_commas() -> None:
    assert reading(HOSTS="a.nl, b.nl").names("HOSTS") == ["a.nl", "b.nl"]


def test_an_empty_name_in_a_list_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="^HOSTS has an empty name between its commas"):
        reading(HOSTS="a.nl,,b.nl").names("HOSTS")


def test_a_choice_outside_its_options_is_refused_with_the_options() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^COLOUR must be one of red, blue, not 'green'\.$"):
        reading(COLOUR="green").choice("COLOUR", ("red", "blue"))


def test_a_url_of_another_scheme_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^SERVER must start with redis://, not 'http'\.$"):
        reading(SERVER="http://host").url("SERVER", ("redis",))


def test_a_refused_url_does_not_show_its_password() -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        reading(SERVER="http://user:geheim@host:poort/").url("SERVER", ("redis",))
    assert "geheim" not in str(refusal.value)


def test_an_environment_does_not_show_its_values() -> None:
    assert "geheim" not in repr(reading(SECRET_KEY="geheim"))


def test_an_installation_is_for_development_unless_told() -> None:
    assert reading().kind() is Kind.DEVELOPMENT


@pytest.mark.parametrize(
    ("kind", "installed"),
    [("development", False), ("test", False), ("training", True), ("production", True)],
)
def test_training_and_production_are_installed(kind: str, installed: bool) -> None:
    assert reading(AANJAGER_ENV=kind).kind().is_installed is installed


def test_a_misspelt_kind_is_refused() -> None:
    with pytest.raises(
        ImproperlyConfigured, match="^AANJAGER_ENV must be one of development, test, training, production"
    ):
        reading(AANJAGER_ENV="prod").kind()
