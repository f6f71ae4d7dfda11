"""Reads one demonstration practice from its data files and opens it, whole or not at all."""

import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.articles.models import ArticleAuthor, ArticleIndexPage, ArticlePage, TopicPage
from cms.articles.neutral import rich_text, to_stream
from cms.booking.models import BookingOffer
from cms.faq.models import FaqEntry
from cms.media.models import PracticeImage
from cms.pages.models import BasePage
from cms.people.models import Credential, PeopleIndexPage, PractitionerPage
from cms.site_pages.models import ContactPage, HomePage, PracticeSettings, ServiceIndexPage, ServicePage, StandardPage
from sites.models import Membership, Practice, User
from sites.provisioning import open_practice
from sites.scoping import across_practices, in_practice

from .comments import load_comments
from .installation import DATA, person, read_yaml
from .looks import dress
from .offers import load_offer
from .reviews import load_credential, load_reviews
from .under_way import load_under_way


class PracticeLoader:
    """One folder under practices/. See cms/demo/README.md for what its files hold."""

    def __init__(self, slug: str, password: str):
        self.folder = DATA / slug
        self.data = read_yaml(self.folder / "practice.yaml")
        self.password = password
        self.pictures, self.bank, self.offers, self.users, self.pages = {}, {}, {}, {}, {}

    @transaction.atomic
    def load(self) -> Practice:
        """Open the practice and fill it. A failure leaves nothing of it behind."""
        data, contact = self.data, self.data["contact"]
        practice = open_practice(
            slug=data["slug"],
            name=data["name"],
            strapline=data.get("strapline", ""),
            country=data["country"],
            time_zone=data["time_zone"],
            language=data["language"],
            phone=contact.get("phone", ""),
            email=contact.get("email", ""),
            address="\n".join(contact.get("address", [])),
            hours=contact.get("hours", ""),
        )
        with in_practice(practice):
            self.practice = practice
            self._load_people()
            self._load_pictures()
            self._load_pages()
            self._load_offers()
            self._load_bank()
            self._fill_pages()
            self._fill_articles()
            self._load_settings()
        # In a scope of its own, which has not yet looked up who may do what; and by the practice's clock.
        with in_practice(practice), timezone.override(practice.time_zone):
            load_reviews(self)
            load_under_way(self)
            load_comments(self)
        return practice

    # --- what a name in the words stands for ---

    def resolve(self, kind: str, name: str):
        """The object for a kind and a name of the neutral form, or None."""
        others = {"picture": self.pictures, "bank": self.bank, "offer": self.offers}
        if kind in others:
            return others[kind].get(name)
        return self.pages.get((kind, name))

    def stream(self, blocks):
        return to_stream(blocks or [], self.resolve)

    def _text(self, markdown):
        return rich_text(markdown or "", self.resolve)

    # --- people, pictures ---

    def _load_people(self):
        for entry in self.data["people"]:
            with across_practices():
                user = person(entry["email"], entry["name"], self.password)
            place = {"role": entry["role"], "reviews": entry.get("reviews", False)}
            Membership.everywhere.get_or_create(practice=self.practice, user=user, defaults=place)
            self.users[entry["key"]] = user

    def _load_pictures(self):
        for entry in read_yaml(self.folder / "pictures.yaml"):
            path = self.folder / "pictures" / f"{entry['stem']}.jpg"
            with path.open("rb") as file:
                picture = PracticeImage(
                    title=entry["title"],
                    description=entry["alt"],
                    credit=entry.get("credit", ""),
                    file=File(file, name=path.name),
                    collection=self.practice.collection,
                    uploaded_by_user=self._owner,
                )
                self._focus(picture, entry.get("focal"))
                picture.save()
            self.pictures[entry["stem"]] = picture

    @staticmethod
    def _focus(picture, focal):
        if focal:
            x, y = focal
            picture.focal_point_x, picture.focal_point_y = int(x * picture.width), int(y * picture.height)
            picture.focal_point_width = picture.focal_point_height = int(min(picture.width, picture.height) * 0.4)

    @property
    def _owner(self) -> User:
        return next(self.users[p["key"]] for p in self.data["people"] if p["role"] == "owner")

    # --- pages: first all of them, empty, so that every link finds its target; then their words ---

    def _load_pages(self):
        home = HomePage.objects.get(pk=self.practice.site.root_page_id)
        self.home = home
        index = {type(page): page for page in (child.specific for child in home.get_children())}
        self._know("page", "articles", index[ArticleIndexPage])
        self._know("page", "services", index[ServiceIndexPage])
        self._know("page", "people", index[PeopleIndexPage])
        self._know("page", "contact", index[ContactPage])
        for entry in self.data["people"]:
            if entry.get("profile"):
                profile = PractitionerPage(title=entry["name"], slug=entry["key"], owner=self.users[entry["key"]])
                self._know("person", entry["key"], self._under(index[PeopleIndexPage], profile))
        for entry in self.data["topics"]:
            topic = TopicPage(title=entry["title"], slug=entry.get("slug", entry["key"]))
            topic.introduction, topic.safety_mode = entry.get("introduction", ""), entry.get("safety_mode", False)
            self._know("topic", entry["key"], self._under(index[ArticleIndexPage], topic))
        for entry in self.data["services"]:
            service = ServicePage(title=entry["title"], slug=entry["slug"])
            self._know("service", entry["slug"], self._under(index[ServiceIndexPage], service))
        for entry in self.data["pages"]:
            page = StandardPage.objects.child_of(home).filter(slug=entry["slug"]).first()
            page = page or self._under(home, StandardPage(title=entry["title"], slug=entry["slug"]))
            self._know("page", entry["slug"], page)
        for slug in self.articles:
            article = ArticlePage(title=self.articles[slug]["title"], slug=slug, live=False)
            article.owner = self.users[self._first_author(self.articles[slug])]
            self._know("article", slug, self._under(index[ArticleIndexPage], article))

    def _know(self, kind, name, page):
        self.pages[kind, name] = page

    def _under(self, parent, page):
        if page.owner_id is None:
            page.owner = self._owner
        return BasePage.objects.get(pk=parent.pk).add_child(instance=page)

    @cached_property
    def articles(self) -> dict:
        files = sorted((self.folder / "articles").glob("*.yaml"))
        entries = {path.stem: read_yaml(path) for path in files}
        return dict(sorted(entries.items(), key=lambda item: str(item[1]["published"])))

    def _first_author(self, entry) -> str:
        return (entry.get("authors") or [self.data["people"][0]["key"]])[0]

    def _load_offers(self):
        BookingOffer.objects.all().delete()  # the one that provisioning gave
        for order, entry in enumerate(self.data["offers"]):
            people = [self.pages["person", key] for key in entry.get("practitioners", [])]
            self.offers[entry["key"]] = load_offer(entry, order, people)

    def _load_bank(self):
        for entry in self.data["bank"]:
            answer = self._text(entry["answer"])
            self.bank[entry["key"]] = FaqEntry.objects.create(question=entry["question"], answer=answer)

    def _fill_pages(self):
        self._fill_profiles()
        for entry in self.data["services"]:
            page = self.pages["service", entry["slug"]]
            page.offer = self.offers.get(entry.get("offer"))
            self._publish(page, entry)
        for entry in self.data["pages"]:
            self._publish(self.pages["page", entry["slug"]], entry)
        self._publish(self.pages["page", "contact"], self.data["contact_page"])
        for kind, page in list(self.pages.items()):
            if kind[0] == "topic" or kind in (("page", "articles"), ("page", "services"), ("page", "people")):
                # Afresh: the one at hand was read before it had children, and would be saved without them.
                type(page).objects.get(pk=page.pk).save_revision().publish()
        home = HomePage.objects.get(pk=self.home.pk)
        self._publish(home, self.data["home"])

    def _publish(self, page, entry):
        page.title = entry.get("title", page.title)
        page.introduction = (entry.get("introduction") or "").strip()
        page.listing_image = self.pictures.get(entry.get("picture"))
        page.body = self.stream(entry.get("body"))
        if isinstance(page, StandardPage):
            page.safety_mode = entry.get("safety_mode", False)
        page.full_clean()
        page.save_revision(user=self._owner).publish(user=self._owner)

    def _fill_profiles(self):
        for entry in self.data["people"]:
            profile = entry.get("profile")
            if not profile:
                continue
            page = self.pages["person", entry["key"]]
            page.person = self.users[entry["key"]]
            page.role_title = profile["role_title"]
            page.supervision = profile.get("supervision", "")
            page.introduction = profile["summary"].strip()
            page.listing_image = self.pictures.get(profile.get("portrait"))
            page.about = self._text(profile["about"])
            page.interests = "\n".join(profile.get("interests", []))
            page.languages = ", ".join(profile.get("languages", []))
            page.credentials = [
                Credential(**load_credential(credential)) for credential in profile.get("credentials", [])
            ]
            page.full_clean()
            page.save_revision(user=page.person).publish(user=self._owner)

    # --- articles ---

    def _fill_articles(self):
        for slug, entry in self.articles.items():
            page, published = self.pages["article", slug], self.moment(entry["published"])
            page.title = entry["title"]
            page.introduction = entry["introduction"].strip()
            page.search_description = entry.get("search_description", "").strip()
            page.listing_image = self.pictures.get(entry.get("hero", {}).get("picture"))
            page.picture_caption = entry.get("hero", {}).get("caption") or ""
            page.written_with = entry.get("written_with") or ""
            page.organisation_as_author = bool(entry.get("organisation_as_author"))
            page.contents = entry.get("contents", "auto")
            page.safety = entry.get("safety", "topics")
            page.neutral_title = entry.get("neutral_title", "")
            page.content_note = entry.get("content_note", "").strip()
            page.authors = [
                ArticleAuthor(profile=self.pages["person", key], sort_order=order)
                for order, key in enumerate(entry.get("authors") or [])
            ]
            page.topics = [self.pages["topic", key] for key in entry.get("topics", [])]
            page.published_at = page.first_published_at = published
            page.revised_at = self.moment(entry["updated"]) if entry.get("updated") else None
            page.body = self.stream(entry["body"])
            page.full_clean()
            # By nobody: they link to one another, and whoever published the first would be told that the second is
            # not public yet. tests/demonstration holds all of them against the article check.
            revision = page.save_revision(user=page.owner)
            revision.publish()
            # Older than the versions that wait for a decision, which are dated too.
            Revision.objects.filter(pk=revision.pk).update(created_at=page.revised_at or published)

    def moment(self, day) -> datetime.datetime:
        """Nine in the morning at the practice."""
        day = day if isinstance(day, datetime.date) else datetime.date.fromisoformat(str(day))
        return datetime.datetime.combine(day, datetime.time(9), tzinfo=ZoneInfo(self.data["time_zone"]))

    # --- look and menus ---

    def _load_settings(self):
        settings = PracticeSettings.objects.get(site=self.practice.site)
        dress(settings, {"theme": self.data["theme"], **self.data.get("look", {})}, self.folder, self._owner)
        settings.menu = [("item", {"page": self._menu_page(name)}) for name in self.data["menu"]]
        settings.footer_text = self.data["footer"]["text"].strip()
        settings.footer_links = [("item", {"page": self._menu_page(name)}) for name in self.data["footer"]["links"]]
        settings.save()

    def _menu_page(self, name: str):
        return self.pages["page", name.removeprefix("page:")]
