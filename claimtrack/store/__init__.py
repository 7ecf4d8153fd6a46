"""Articles, claims and figures in one SQLite file.

``schema`` makes and upgrades the file (the only user of sqlite-utils), ``write`` puts extractions into it, ``read``
answers questions with nothing but the standard library, ``filters`` turns what an analyst asks for into SQL.
"""
