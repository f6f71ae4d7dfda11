"""What the admin's menus show of signing in: the person's other practices, and the pages about oneself."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem, SubmenuMenuItem

from ..models.practice import installation_address
from ..scoping import Kind, current_scope, remember
from .practices import A_PAGE, practices_of


def _at_the_installation(name: str) -> str:
    return installation_address(reverse(name))


class OwnPractices:
    """The menu's inner part: the first practices by name, made for each request, in one query."""

    media = MenuItem("", "").media

    def menu_items_for_request(self, request) -> list[MenuItem]:
        """Nothing at the installation's own host, nor for whoever has only this one practice."""
        if current_scope().kind is not Kind.PRACTICE:
            return []
        found = remember("own_practices", lambda: list(practices_of(request.user)[: A_PAGE + 1]))
        if len(found) < 2:
            return []
        items = [
            MenuItem(practice.name, practice.admin_url, name=f"practice-{practice.slug}", icon_name="home", order=order)
            for order, practice in enumerate(found[:A_PAGE])
        ]
        everything = MenuItem("All of them", _at_the_installation("my_practices"), name="all-practices", order=A_PAGE)
        return [*items, everything]

    def render_component(self, request):
        return [item.render_component(request) for item in self.menu_items_for_request(request)]


@hooks.register("register_admin_menu_item")
def your_practices():
    return SubmenuMenuItem("Your practices", OwnPractices(), name="your-practices", icon_name="home", order=9500)


# Words, name of the address, what it is for; at the installation's host.
ABOUT_ONESELF = [
    ("Where you are signed in", "sign_ins", "See your sign-ins and end them."),
    ("Change your password", "account_change_password", "One password for all your practices."),
    ("Second factor", "mfa_index", "Sign in with an app's code or a passkey as well."),
]


def _register(words, name, help_text):
    @hooks.register("register_account_menu_item")
    def item(request):
        return {"label": words, "url": _at_the_installation(name), "help_text": help_text}


for _entry in ABOUT_ONESELF:
    _register(*_entry)


@hooks.register("register_account_menu_item")
def leave_this_practice(request):
    if current_scope().kind is not Kind.PRACTICE:
        return None
    return {
        "label": "Leave this practice",
        "url": reverse("leave_practice"),
        "help_text": "End your own place here. What you wrote stays.",
    }
