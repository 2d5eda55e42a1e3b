"""The mock interview: what is asked, how it goes, what it showed. Pure, but for ``store``, which keeps it in a file."""
