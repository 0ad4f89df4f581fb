"""Derivatives as screens and exports show them."""

from marsad.records import Attachment
from marsad.release.chain import told
from marsad.release.cleaning import one_line
from marsad.release.lookup import Lookup
from marsad.release.views import DerivativeView


def derivative_view(made: Attachment, lookup: Lookup) -> DerivativeView:
    """Return one file that was made of an original; what people typed of it is shown as names are."""
    documents = [document.id for document in lookup.snapshot.documents if document.original == made.original]

    def shown(words: str) -> str:
        return told(words, lookup, *documents)

    return DerivativeView(
        sha256=made.sha256,
        original=made.original,
        kind=made.kind,
        language=one_line(made.language),
        tool=shown(made.tool),
        version=shown(made.version),
        maker=shown(made.maker),
        confidence=made.confidence,
        size=made.size,
        name=shown(made.name),
        received=made.when,
        received_by=shown(made.who),
        why=shown(made.why),
    )
