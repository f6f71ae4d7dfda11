"""Telephone numbers: stored as E.164, shown the way a country writes them."""

import phonenumbers


def to_e164(number: str, country: str) -> str:
    """The number as E.164 (``+441632960147``); without a country code it is read as the given country's.

    Raises ValueError, with a sentence for the person who typed it, when it can not be a telephone number.
    Numbers that regulators reserve for fiction are possible numbers, and accepted.
    """
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException as error:
        raise ValueError(f"“{number}” is no telephone number. Write it like +44 1632 960147.") from error
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError(f"“{number}” has too few or too many digits. Write it like +44 1632 960147.")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def for_reading(number: str, country: str) -> str:
    """An E.164 number for a reader in the country: national form at home, international form elsewhere."""
    if not number:
        return ""
    parsed = phonenumbers.parse(number)
    at_home = phonenumbers.country_code_for_region(country) == parsed.country_code
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
