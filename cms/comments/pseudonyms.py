"""A gentle name for whoever would rather not give their own."""

import secrets

MANNERS = ["Quiet", "Gentle", "Patient", "Early", "Late", "Distant", "Steady", "Careful", "Mild", "Small", "Calm", "Brave", "Kindly", "Hopeful", "Curious", "Silver", "Amber", "Northern", "Southern", "Winter", "Summer", "Morning", "Evening", "Wandering"]
BEINGS = ["Heron", "Wren", "Otter", "Hedgehog", "Swallow", "Willow", "Hazel", "Rowan", "Curlew", "Sparrow", "Badger", "Fern", "Lapwing", "Linnet", "Meadow", "Juniper", "Moth", "Dormouse", "Plover", "Thrush", "Clover", "Lantern", "Harbour", "Pebble"]


def suggested() -> str:
    """Like "Quiet Heron": one of some hundreds, at random, kept nowhere."""
    return f"{secrets.choice(MANNERS)} {secrets.choice(BEINGS)}"
