"""The calendar: what went live, what will, what is due, by month and as a feed for calendar programs."""
