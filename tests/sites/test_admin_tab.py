"""Who has two practices open tells their tabs apart by their names."""

from tests.conftest import signed_in
from tests.sites.practices import operators_browser


def test_the_tab_names_the_practice_and_elsewhere_the_product(alder, operator):
    title = "<title>{} - {}</title>".format
    assert title("Dashboard", "Alder Practice") in signed_in(alder.editor, alder.practice).get("/admin/").text
    assert title("Dashboard", "Anteroom") in operators_browser(operator).get("/admin/").text
