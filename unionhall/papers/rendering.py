"""How does a paper become Word, and how are the words of a Word file read back? Always in Chinese: it is for its receivers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils import translation
from docx import Document
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate

from .content import Content

TEMPLATE = Path(__file__).parent / "paper.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(content: Content, *, number: str, issuer: str) -> bytes:
    """The paper as a Word file."""
    template = DocxTemplate(TEMPLATE)
    with translation.override("zh-hans"):
        template.render(
            {"title": content.title, "number": number, "doubts": content.doubts, "blocks": content.blocks},
            autoescape=True,
        )
    rendered: Any = template.docx  # get_docx() would load the empty template anew
    properties = rendered.core_properties
    properties.author, properties.title = issuer, f"{content.title} {number}"
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def words_in(source: IO[bytes]) -> str:
    """Every word of a Word file: text, tables, headers, footers, and what it says of itself. Raises ValueError."""
    source.seek(0)
    try:
        document = Document(source)
        told = document.core_properties
        lines = [told.author, told.title, told.subject, told.comments, told.keywords, told.last_modified_by]
        lines += [text for part in _parts(document) for text in part]
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise ValueError("This is no Word file that can be read.") from error
    return "\n".join(line for line in lines if line)


def text_of(source: IO[bytes]) -> str:
    """The text a reader sees, in order: paragraphs and rows of tables."""
    source.seek(0)
    return "\n".join(_lines(Document(source).element.body))


def _parts(document: Any) -> Iterator[Iterator[str]]:
    yield _lines(document.element.body)
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name.startswith("/word/") and name.endswith(".xml") and name != "/word/document.xml":
            element = getattr(part, "_element", None)
            if element is not None:
                yield _lines(element)
            else:
                yield iter([part.blob.decode("utf-8", "ignore")])


def _lines(element: Any) -> Iterator[str]:
    """Each paragraph as one line, whatever box, row or note it stands in."""
    for paragraph in element.iter("{*}p"):
        text = "".join(node.text or "" for node in paragraph.iter("{*}t", "{*}delText"))
        if text.strip():
            yield text
