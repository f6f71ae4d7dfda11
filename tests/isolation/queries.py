"""Query strings and bodies that no form offers: choosers, bulk actions, the admin's interface for its own scripts."""

import re
from collections.abc import Callable

from .marks import CONTENT, FACT
from .visitor import Ask

# Every list is searched for both words of B, and read beyond its end.
LISTS = re.compile(r"index|list|search|choose|explore|report|history|usage|type_use|autocomplete|api:\w+:listing|users")
ON_LISTS = [f"q={FACT}", f"q={CONTENT}", "ordering=-id&p=999"]


def _page_choosers(b) -> list[str]:
    page, home = b.pages["article"].pk, b.pages["home"].pk
    return [
        "page_type=articles.articlepage",
        f"page_type=articles.articlepage&target_pages[]={page}&match_subclass=true",
        f"page_type=articles.articlepage&target_pages[]={home}&user_perms=copy_to",
        f"multiple=1&id={page}&id={home}",
        f"allow_external_link=true&link_url=http://zanzibar.anteroom.localhost/&link_text={FACT}",
        f"q={CONTENT}&page_type=pages.basepage",
    ]


def _ids(b, *tables) -> list[str]:
    return [f"id={key}" for table in tables for key in sorted(b.keys[table])[:2]]


# Beginning of a view's name -> query strings that name B's things. Each is compared with its ghost.
NAMING_B: dict[str, Callable] = {
    "wagtailadmin_choose_page": _page_choosers,
    "wagtailadmin_choose_page_chosen_multiple": lambda b: [
        f"id={b.pages[name].pk}" for name in ("article", "draft", "restricted", "home")
    ],
    "wagtailimages_chooser": lambda b: [
        *_ids(b, "media_practiceimage"),
        *(f"collection_id={key}" for key in sorted(b.keys["wagtailcore_collection"])),
        "tag=zanzibar-quokka-tag",
        f"select_format=true&multiple=1&id={min(b.keys['media_practiceimage'])}",
    ],
    "wagtaildocs_chooser": lambda b: [
        *_ids(b, "media_practicedocument"),
        *(f"collection_id={key}" for key in sorted(b.keys["wagtailcore_collection"])),
    ],
    "wagtailsnippetchoosers_faq": lambda b: _ids(b, "faq_faqentry"),
    "wagtailsnippetchoosers_booking": lambda b: _ids(b, "booking_bookingoffer"),
    "wagtailadmin_tag": lambda b: [f"term={FACT[:4]}", f"term={CONTENT[:4]}", "term=Zanzibar Quokka tag"],
    "wagtailadmin_api:pages": lambda b: [
        f"child_of={b.pages['home'].pk}",
        f"descendant_of={b.pages['home'].pk}&fields=*",
        f"ancestor_of={b.pages['article'].pk}",
        f"child_of={b.pages['home'].pk}&for_explorer=1",
        f"search={CONTENT}&fields=*",
        f"id={b.pages['article'].pk}",
        "html_path=zanzibar-quokka-article",
        "slug=zanzibar-quokka-article",
        "site=zanzibar.anteroom.localhost",
        "order=-id&limit=200&offset=500",
        f"translation_of={b.pages['article'].pk}",
    ],
    "wagtailadmin_api:images": lambda b: [
        f"search={CONTENT}", *_ids(b, "media_practiceimage"), "tags=zanzibar", "fields=*", "order=random"
    ],
    "wagtailadmin_api:documents": lambda b: [
        f"search={CONTENT}", *_ids(b, "media_practicedocument"), "tags=zanzibar", "fields=*"
    ],
    "wagtailimages:index": lambda b: [
        f"collection_id={max(b.keys['wagtailcore_collection'])}", "tag=Zanzibar Quokka tag"
    ],
    "wagtaildocs:index": lambda b: [f"collection_id={max(b.keys['wagtailcore_collection'])}"],
    "wagtailadmin_pages:set_page_position": lambda b: ["position=1"],
    "wagtailadmin_pages:copy": lambda b: [f"next=/admin/pages/{b.pages['home'].pk}/"],
    "wagtailadmin_login": lambda b: [f"next=/admin/pages/{b.pages['home'].pk}/"],
    "wagtailadmin_pages:revisions_index": lambda b: [f"user={min(b.keys['practices_user'])}"],
    "wagtail_serve": lambda b: [
        f"topic={b.pages['topic'].slug}", f"author={b.pages['profile of Ada'].slug}", "page=2", "page=999"
    ],
    "search": lambda b: [f"q={FACT}", f"q={CONTENT}", f"q={FACT}+{CONTENT}+article&page=2"],
    "wagtailusers_users:index": lambda b: [f"group={min(b.keys['practices_practice'])}"],
}  # fmt: skip

TABLE_OF = {
    "basepage": "pages_basepage",
    "practiceimage": "media_practiceimage",
    "practicedocument": "media_practicedocument",
    "faqentry": "faq_faqentry",
    "bookingoffer": "booking_bookingoffer",
    "user": "practices_user",
}


def bulk_ids(side, path: str) -> str:
    """``id=…`` of this side's rows for a bulk action's address, or nothing where it has none."""
    model = path.split("/")[4]
    if model == "basepage":
        return "&".join(f"id={side.pages[name].pk}" for name in ("article", "waiting", "draft"))
    keys = sorted(side.keys.get(TABLE_OF.get(model, ""), ()))[:2]
    return "&".join(f"id={key}" for key in keys)


def naming_b(world, door, path: str, *, lists: bool) -> list[Ask]:
    """GET requests to the address with query strings that name B's things."""
    # What a list draws anew while somebody types is drawn by the list's own view.
    queries = [*ON_LISTS] if lists and LISTS.search(door.name) and not door.name.endswith("results") else []
    for beginning, make in NAMING_B.items():
        if door.name.startswith(beginning):
            queries += make(world.b)
    if door.name == "wagtail_bulk_action":
        own, theirs = bulk_ids(world.a, path), bulk_ids(world.b, path)
        queries += [theirs, f"{own}&{theirs}", f"id=all&parentId={world.b.pages['home'].pk}", "id=all"]
    return [Ask("GET", f"{path}?{query}") for query in dict.fromkeys(queries)]


def _api_actions(world):
    """The actions of the interface that Wagtail's own scripts use, with destinations in B."""
    a, b = world.a.pages["article"].pk, world.b.pages
    bodies = [
        ("copy", {"destination_page_id": b["index"].pk, "recursive": True}),
        ("copy", {"destination_page_id": b["home"].pk, "slug": "free"}),
        ("move", {"destination_page_id": b["index"].pk, "position": "last-child"}),
        ("create_alias", {"destination_page_id": b["index"].pk}),
        ("revert_to_page_revision", {"revision_id": min(world.b.keys["wagtailcore_revision"])}),
        ("copy_for_translation", {"locale": "fr", "copy_parents": True}),
    ]
    for page in (a, b["article"].pk):
        for action, body in bodies:
            yield Ask("POST", f"/admin/api/main/pages/{page}/action/{action}/", body)
            yield Ask("POST", f"/admin/api/main/pages/{page}/action/{action}/", body, kind="json")


def _pings(world):
    revision = max(world.b.keys["wagtailcore_revision"])
    article = world.a.pages["article"].pk
    session = min(world.b.keys["wagtailadmin_editingsession"])
    yield Ask("POST", f"/admin/editing-sessions/ping/pages/basepage/{article}/{session}/", {"is_editing": "1"})
    yield Ask(
        "POST", f"/admin/editing-sessions/ping/pages/basepage/{article}/{session}/", {"revision_id": str(revision)}
    )


def _sign_in(world):
    """B's own credentials at A's host, and a letter for somebody of B."""
    data = {
        "username": "owner@zanzibar.example",
        "login": "owner@zanzibar.example",
        "password": "a-long-enough-password",
    }
    yield Ask("POST", "/admin/login/", data)
    yield Ask("POST", "/admin/password_reset/", {"email": "owner@zanzibar.example"})


def _hosts(world):
    for headers in (
        {"x-forwarded-host": "zanzibar.anteroom.localhost"},
        {"forwarded": "host=zanzibar.anteroom.localhost"},
        {"referer": "http://zanzibar.anteroom.localhost/admin/"},
    ):
        yield Ask("GET", "/", headers=headers)
        yield Ask("GET", "/admin/", headers=headers)


def special(world) -> list[Ask]:
    """Requests that no page of Wagtail's offers."""
    return [ask for make in (_api_actions, _pings, _sign_in, _hosts) for ask in make(world)]
