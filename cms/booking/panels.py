"""The form of an offer, part by part."""

from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

OFFER_PANELS = [
    FieldPanel("name"),
    FieldPanel("slug"),
    FieldPanel("for_whom"),
    FieldRowPanel([FieldPanel("length"), FieldPanel("fee")]),
    FieldRowPanel([FieldPanel("in_person"), FieldPanel("online"), FieldPanel("by_phone")], heading="Where"),
    FieldPanel("practitioners", widget=CheckboxSelectMultiple),
    FieldPanel("regions"),
    MultiFieldPanel(
        [
            FieldPanel("way"),
            FieldPanel("booking_paste"),
            HelpPanel(template="wagtailadmin/booking/understood.html"),
            HelpPanel(template="wagtailadmin/link_checks/notice.html"),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("hours")]),
            FieldPanel("takes_texts"),
            FieldPanel("email"),
            FieldPanel("asks_free_text"),
            FieldPanel("what_next"),
        ],
        heading="How to book",
    ),
    MultiFieldPanel(
        [
            FieldPanel("state"),
            FieldRowPanel([FieldPanel("waiting_time"), FieldPanel("closed_until")]),
            FieldPanel("refer_to"),
            FieldPanel("refer_url"),
        ],
        heading="Is there room?",
    ),
    FieldPanel("is_default"),
]
