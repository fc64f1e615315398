import pytest
from babel import Locale

from app.names.countries import LANGUAGES, names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_countries(language):
    assert len(Locale.parse(language).territories) > 200


def test_a_country_is_called_by_many_names():
    assert {"ألمانيا", "آلمان", "Германия", "德国", "Alemania", "גרמניה"} <= set(names("DE"))


def test_no_country_no_names():
    assert names("QQ") == ()
