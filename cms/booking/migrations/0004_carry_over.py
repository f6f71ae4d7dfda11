"""Addresses become services with identifiers, and the one practitioner of an offer the only one of several."""

from django.db import migrations


def carry_over(apps, schema_editor):
    """An address becomes "another link", and the one practitioner the only one of several."""
    BookingOffer = apps.get_model("booking", "BookingOffer")
    for offer in BookingOffer._base_manager.iterator(chunk_size=500):
        if offer.url:
            offer.service, offer.service_details = "other", {"url": offer.url}
        if offer.way == "link":
            offer.way = "service"
        offer.save()
        if offer.practitioner_id:
            offer.practitioners.add(offer.practitioner_id)


def carry_back(apps, schema_editor):
    """What has no place in the tables before is lost: other services than a link, and all practitioners but one."""
    BookingOffer = apps.get_model("booking", "BookingOffer")
    for offer in BookingOffer._base_manager.iterator(chunk_size=500):
        offer.url = offer.service_details.get("url", "")
        if offer.way not in ("phone", "email"):
            offer.way = "link" if offer.url else "phone"
        offer.practitioner = offer.practitioners.order_by("pk").first()
        if offer.state != "open":
            offer.state = "closed"
        offer.save()


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0003_services_and_states'),
    ]

    operations = [
        migrations.RunPython(carry_over, carry_back),
    ]
