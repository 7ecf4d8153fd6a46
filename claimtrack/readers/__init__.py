"""Files and streams to articles; the text is frozen from here on.

``walk`` finds the files, ``decode`` makes text of bytes, ``frontmatter``, ``lines`` and ``html`` take one kind each
apart, ``fields`` checks what is known about an article, ``articles`` puts them together.
"""

from claimtrack.readers.articles import iter_articles
from claimtrack.readers.fields import Defaults, parse_published

__all__ = ["Defaults", "iter_articles", "parse_published"]
