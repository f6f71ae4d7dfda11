"""The countries that practices can be in: those whose crisis lines and notices the installation knows."""

from django.db import models


class Country(models.TextChoices):
    """ISO 3166 codes. A country is added together with its entry in the crisis register."""

    AUSTRALIA = "AU", "Australia"
    CANADA = "CA", "Canada"
    IRELAND = "IE", "Ireland"
    NEW_ZEALAND = "NZ", "New Zealand"
    UNITED_KINGDOM = "GB", "United Kingdom"
    UNITED_STATES = "US", "United States"


class Language(models.TextChoices):
    """The languages that articles are written in, as BCP 47 tags for the ``lang`` attribute."""

    ENGLISH_AU = "en-au", "English (Australia)"
    ENGLISH_CA = "en-ca", "English (Canada)"
    ENGLISH_GB = "en-gb", "English (United Kingdom)"
    ENGLISH_IE = "en-ie", "English (Ireland)"
    ENGLISH_NZ = "en-nz", "English (New Zealand)"
    ENGLISH_US = "en-us", "English (United States)"
