"""The page cache: kept rightly, forgotten rightly."""
