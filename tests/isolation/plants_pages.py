"""Pages of every type with every block, in every state, of both practices."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.articles.models import ArticleIndexPage, TopicPage
from cms.booking.models import BookingCount, BookingOffer
from cms.faq.models import FaqEntry
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.people.models import Credential
from cms.site_pages.models import ContactPage, HomePage, PracticeSettings, ServiceIndexPage, ServicePage, StandardPage
from tests.building import make_article, make_picture, make_profile
from tests.cms.sample_blocks import EVERY_BLOCK

from .register import plant

# Values that are choices, names or addresses and no words.
NO_WORDS = {"basis", "picture", "bank", "offer", "url", "articles", "level", "year", "doi"}


def in_words_of(side, value, name=""):
    """A neutral block with every text in the practice's own words."""
    if name in NO_WORDS:
        return value
    if isinstance(value, dict):
        return {key: in_words_of(side, item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [in_words_of(side, item, name) for item in value]
    return side(value) if isinstance(value, str) else value


FACTS = ("strapline", "hours", "street")


@plant("media.PracticeImage", "media.PracticeTag", "media.PracticeRendition")
def pictures(side):
    for title in ("room", "garden"):
        picture = make_picture(side(title), uploaded_by_user=side.people.owner)
        picture.description, picture.credit = side("alternative text"), side("credit")
        picture.file.save(f"{side(title).replace(' ', '-').lower()}.jpg", picture.file, save=True)
        picture.tags.add(side("tag"), side("second tag"))
        picture.get_rendition("width-300")


@plant("practices.Practice", "practices.PracticeHost")
def facts(side):
    practice = side.practice
    # Facts that operators keep with the owner; nobody's words about anybody.
    practice.strapline, practice.hours, practice.address = (f"{practice.name} {each}" for each in FACTS)
    practice.save()
    practice.hosts.create(host=f"www.{practice.slug}.example")


@plant("people.PractitionerPage", "people.Credential")
def profiles(side):
    picture = PracticeImage.objects.first()
    for name, person in (("Ada", side.people.owner), ("Bo", side.people.practitioner)):
        page = make_profile(
            side(name),
            person=person,
            listing_image=picture,
            introduction=side("introduction"),
            role_title=side("role"),
            supervision=side("supervised"),
            about=f"<p>{side('about')}</p>",
            interests=side("interests"),
            languages=side("language"),
            owner=person,
        )
        Credential.objects.create(
            page=page, title=side("diploma"), body=side("college"), number=side("number"), region=side("region"),
            verify_url=f"https://{side.practice.slug}-college.example/",
        )  # fmt: skip
        side.pages[f"profile of {name}"] = page


@plant("booking.BookingOffer", "booking.BookingCount", "faq.FaqEntry")
def bank_and_offers(side):
    for text in ("how long?", "how much?"):
        entry = FaqEntry(question=side(text), answer=f"<p>{side('answer')}</p>")
        entry.save()
        entry.save_revision(user=side.people.owner)
        entry.answer = f"<p>{side('better answer')}</p>"
        entry.save()
        entry.save_revision(user=side.people.editor)
    offer = BookingOffer.objects.create(
        name=side("first talk"), slug=f"{side.practice.slug}-first-talk", for_whom=side("couples"),
        length=side("an hour"), fee=side("a fee"), email=f"book@{side.practice.slug}.example",
        service="other", service_details={"url": f"https://{side.practice.slug}.example/book"}, phone="+441632960002",
        regions=side("a region"), what_next=side("what is next"), refer_to=side("a colleague"),
    )  # fmt: skip
    offer.practitioners.set([side.pages["profile of Ada"]])
    BookingCount.objects.create(offer=offer, day=timezone.localdate(), what="opened", number=3)


def _resolver(side):
    found = {
        "picture": lambda: PracticeImage.objects.first(),
        "bank": lambda: FaqEntry.objects.first(),
        "offer": lambda: BookingOffer.objects.filter(is_default=False).first(),
        "article": lambda: side.pages["other article"],
    }
    return lambda kind, name: found[kind]()


@plant("articles.TopicPage", "articles.ArticlePage", "articles.ArticleAuthor")
def articles(side):
    index, picture = ArticleIndexPage.objects.get(), PracticeImage.objects.first()
    topic = index.add_child(instance=TopicPage(title=side("topic"), introduction=side("introduction")))
    topic.neutral_title = side("neutral topic")
    topic.save_revision().publish()
    side.pages |= {"index": index, "topic": topic}
    common = {
        "authors": [side.pages["profile of Ada"]],
        "topics": [topic],
        "listing_image": picture,
        "picture_caption": side("caption"),
        "seo_title": side("search title"),
        "search_description": side("search words"),
        "written_with": side("guest"),
        "content_note": side("what it speaks of"),
        "neutral_title": side("neutral title"),
        "owner": side.people.practitioner,
    }
    side.pages["other article"] = make_article(side("other article"), **common)
    blocks = [{name: in_words_of(side, value)} for name, value, _ in EVERY_BLOCK]
    link = f'<p>{side("see")} <a id="{topic.pk}" linktype="page">{side("topic")}</a></p>'
    article = make_article(side("article"), blocks, resolve=_resolver(side), **common)
    article.body.append(("paragraph", link))
    article.save_revision(user=side.people.practitioner).publish()
    article.title = side("article, newer draft")
    article.save_revision(user=side.people.practitioner)
    side.pages["article"] = article
    for name in ("draft", "waiting", "sent back", "scheduled", "locked"):
        page = make_article(side(name), live=name == "locked", **common)
        side.pages[name] = page
    for name in ("restricted", "alias source"):
        side.pages[name] = make_article(side(name), **common)


@plant("wagtailcore.PageViewRestriction")
def states(side):
    scheduled = side.pages["scheduled"]
    scheduled.go_live_at = timezone.now() + timedelta(days=3)
    scheduled.expire_at = timezone.now() + timedelta(days=30)
    scheduled.save_revision(user=side.people.editor).publish()
    locked = side.pages["locked"]
    locked.locked, locked.locked_by, locked.locked_at = True, side.people.editor, timezone.now()
    locked.save()
    PageViewRestriction.objects.create(
        page_id=side.pages["restricted"].pk, restriction_type="password", password=side("password")
    )
    index = BasePage.objects.get(pk=side.pages["index"].pk)
    side.pages["alias source"].create_alias(parent=index, update_slug=side("alias").replace(" ", "-").lower())


@plant("site_pages.HomePage", "site_pages.ServicePage", "site_pages.StandardPage", "site_pages.ContactPage")
def other_pages(side):
    offer, picture = BookingOffer.objects.filter(is_default=False).first(), PracticeImage.objects.first()
    service = ServicePage(
        title=side("service"), introduction=side("introduction"), offer=offer, listing_image=picture,
        picture_caption=side("caption"), body=[("paragraph", f"<p>{side('service words')}</p>")],
    )  # fmt: skip
    ServiceIndexPage.objects.get().add_child(instance=service)
    home = HomePage.objects.get()
    for page in (home, *StandardPage.objects.all(), *ContactPage.objects.all(), *ServiceIndexPage.objects.all()):
        page.title, page.introduction = side(page.title), side("introduction")
        if hasattr(page, "neutral_title"):
            page.neutral_title = side("neutral page")
        if hasattr(page, "body"):
            page.body, page.picture_caption = [("paragraph", f"<p>{side('words')}</p>")], side("caption")
        page.save_revision(user=side.people.owner).publish()
    service.save_revision(user=side.people.owner).publish()
    side.pages |= {"home": home, "service": service, "standing": StandardPage.objects.first()}


@plant("site_pages.PracticeSettings")
def look_and_menus(side):
    look = PracticeSettings.objects.get(site=side.practice.site)
    home = BasePage.objects.get(pk=side.pages["home"].pk)
    look.menu = [("item", {"page": home, "words": side("start"), "url": ""})]
    look.footer_links = [("item", {"page": home, "words": side("start"), "url": ""})]
    look.footer_text = side("footer")
    for name in ("advice_notice", "emergency_notice", "credentials_notice", "business_facts", "access_limits"):
        setattr(look, name, side(name.replace("_", " ")))
    look.brand, look.logo = f"#{side.practice.pk % 0xFFFFFF:06x}", PracticeImage.objects.first()
    look.save()
