"""Makes ``table.csv`` from pinned packages and the overlay: ``python -m stream.gazetteer.build``.

Run by hand when a source is pinned anew; nothing at run time imports it.
"""
