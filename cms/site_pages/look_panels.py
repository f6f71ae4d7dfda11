"""The owner's form for the look: what stands where."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel

LOOK_PANELS = [
    FieldPanel("theme"),
    MultiFieldPanel(
        [
            HelpPanel(template="wagtailadmin/looks/palettes.html"),
            FieldRowPanel([FieldPanel("brand"), FieldPanel("second"), FieldPanel("paper")]),
            HelpPanel(template="wagtailadmin/looks/remarks.html"),
        ],
        heading="Colours",
    ),
    MultiFieldPanel(
        [FieldPanel("faces"), FieldRowPanel([FieldPanel("corners"), FieldPanel("density")])],
        heading="Letters and space",
    ),
    MultiFieldPanel([FieldPanel("logo"), FieldPanel("logo_alone"), FieldPanel("logo_in_the_dark")], heading="Logo"),
]
