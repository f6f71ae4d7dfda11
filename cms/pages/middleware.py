"""What Wagtail's editor asks for by a name that our pages do not have."""

# Wagtail's script for links in text asks for this model whatever WAGTAIL_PAGE_MODEL names; its view then answers 404.
ANY_PAGE = "wagtailcore.page"
CHOOSERS = {"wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"}


class LinkChooserMiddleware:
    """Takes "any page of Wagtail's own model" for "any page", so that text can link to pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.url_name in CHOOSERS and request.GET.get("page_type") == ANY_PAGE:
            request.GET = request.GET.copy()
            del request.GET["page_type"]
