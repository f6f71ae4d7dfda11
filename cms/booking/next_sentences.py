"""What happens after a reader has rung, written or booked, where the owner has said nothing of it."""

SENTENCES = {
    "phone": "We listen first, say honestly whether we are the right people, and agree on a time with you. "
    "You need not decide anything on the telephone.",
    "email": "We read what you write ourselves and answer by e-mail. Then you choose a time with us, or leave it "
    "there.",
    "service": "You choose a time there, and the booking service sends you a confirmation. "
    "If a time no longer suits, its message says how to change it.",
    "request": "We read your request ourselves and answer in the way you asked for. Nothing is booked until we have "
    "agreed on a time with you.",
}
WAITING = "We put you on the list and get in touch when a place comes free. You can take your name off at any time."


def next_sentence(offer) -> str:
    """For the offer's way to book; a waiting list has its own."""
    return WAITING if offer.has_waiting_list else SENTENCES[offer.way]
