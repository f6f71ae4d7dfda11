"""A plain Wagtail blog, written as Wagtail's documentation shows it: what our own article is measured against."""
