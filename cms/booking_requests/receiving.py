"""A request comes in: stored once, sealed, with its letters, in one transaction; sending follows on commit."""

from django.db import IntegrityError, transaction

from cms.booking.models import BookingOffer
from sites.models.owned import claim_for_scope
from sites.policies import people_with
from sites.roles import Ability, RoleKey
from sites.scoping import current_practice

from .letters import send_letters
from .models import BookingRequest, Letter, RequestSettings


def is_here(token: str) -> bool:
    """Whether the request of this token is stored at the practice in scope."""
    return BookingRequest.objects.filter(token=token).exists()


def receive(offer: BookingOffer, token: str, content: dict) -> BookingRequest:
    """Store a request with its letters. The same token a second time changes nothing and gives the first one."""
    chosen = RequestSettings.of_practice()
    request = BookingRequest(offer=offer, token=token)
    claim_for_scope(request)
    request.put(content, content["contact"])
    request.keep_for(chosen.keep_days)
    try:
        with transaction.atomic():
            request.save()
            Letter.objects.bulk_create(
                [Letter(practice=request.practice, request=request, recipient=each) for each in recipients(chosen)]
            )
            practice_id, pk = request.practice_id, request.pk
            # Robust: what cannot be queued now is found by the periodic work, and the reader is thanked.
            transaction.on_commit(lambda: send_letters.enqueue(practice_id, pk), robust=True)
    except IntegrityError:
        earlier = BookingRequest.objects.filter(token=token).first()
        if earlier is None:
            raise
        return earlier
    return request


def recipients(chosen: RequestSettings):
    """Who gets a letter, among the people of the practice in scope."""
    able = people_with(Ability.ANSWER)
    if chosen.letters_to == RequestSettings.Letters.ALL:
        return able
    if chosen.letters_to == RequestSettings.Letters.OWNERS:
        return able.filter(memberships__role=RoleKey.OWNER, memberships__practice=current_practice())
    return able.none()
