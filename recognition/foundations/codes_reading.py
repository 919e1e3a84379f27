"""Codes of reading: what can be wrong with a document before anything in it is judged."""

from __future__ import annotations

from recognition.foundations.codes import Code

CODES: dict[str, Code] = {
    "not_found": Code(
        "no such file",
        "The path leads to nothing, or to a folder.",
        "Check the path; name one file.",
    ),
    "not_readable": Code(
        "the file cannot be opened",
        "The system refused to open or read it.",
        "Check the rights of the file and whether the disk is there.",
    ),
    "empty": Code(
        "the document is empty",
        "There is nothing in it but space.",
        "Export or download the document again.",
    ),
    "too_large": Code(
        "the document is too large",
        "A document, or one value in it, is larger than any honest one; reading it could exhaust the machine.",
        "Split the document, or leave attachments out.",
    ),
    "decompression_limit": Code(
        "the compressed document unpacks to too much",
        "A few bytes can unpack to gigabytes, so unpacking stops at the limit.",
        "Send the document unpacked and check what is in it.",
    ),
    "not_gzip": Code(
        "the compressed document is damaged",
        "It is cut off, altered, or has other bytes behind it.",
        "Fetch it again from where it was issued.",
    ),
    "not_base64": Code(
        "the base64 text is damaged",
        "It has characters or padding that base64 does not allow.",
        "Copy or fetch it again, whole.",
    ),
    "encoding_forbidden": Code(
        "the document is in an encoding that is not read",
        "XML is read in UTF-8, or in UTF-16 with a byte order mark; JSON and YAML in UTF-8. Guessing an encoding would "
        "change names.",
        "Save the document as UTF-8.",
    ),
    "encoding_wide": Code(
        "the document is in UTF-16",
        "Its byte order mark tells so for sure; the encoding that its first line names is not needed.",
        "Nothing.",
    ),
    "unknown_format": Code(
        "no reader knows this document",
        "Neither its kind nor its root element or schema is one that is read.",
        "Export it as ELMO, Europass, Open Badges, CLR or a dossier in YAML or JSON.",
    ),
    "not_well_formed": Code(
        "the document breaks the syntax of its format",
        "A broken document has no certain meaning, so nothing of it is used.",
        "Look at the place named; most often something is missing just before it.",
    ),
    "doctype_forbidden": Code(
        "the XML document has a DOCTYPE",
        "A DOCTYPE can pull in files and addresses or add data; no standard that is read needs one.",
        "Remove the DOCTYPE line.",
    ),
    "xml_version": Code(
        "the XML version is not 1.0",
        "Other versions let control characters in; no standard that is read uses them.",
        "Export the document as XML 1.0.",
    ),
    "too_deep": Code(
        "the document is nested too deeply",
        "No honest document nests this deeply; reading it could exhaust the machine.",
        "Flatten the document or check where it came from.",
    ),
    "too_many_nodes": Code(
        "the document has too many parts",
        "Elements, attributes or values beyond the limit could exhaust the machine.",
        "Split the document.",
    ),
    "name_too_long": Code(
        "a name is too long",
        "The name of an element, an attribute or a key has more characters than any standard uses.",
        "Check where the document came from.",
    ),
    "duplicate_key": Code(
        "a key stands twice in one mapping",
        "Programs differ on which of the two counts.",
        "Keep the right one.",
    ),
    "key_not_string": Code(
        "a key is not text",
        "Keys such as 1, true or a list mean different things to different programs.",
        "Put the key in quotes.",
    ),
    "alias_forbidden": Code(
        "the YAML uses an anchor, an alias or a merge",
        "They hide what a file says from its reader, and a few of them can stand for millions of values.",
        "Write the value out where it is used.",
    ),
    "tag_forbidden": Code(
        "the YAML uses a tag",
        "A tag changes what a value is, up to running code.",
        "Remove the tag; put text in quotes.",
    ),
    "directive_forbidden": Code(
        "the YAML starts with a directive",
        "Directives change the version or the tags of the file.",
        "Remove the line that starts with %.",
    ),
    "multi_document": Code(
        "the YAML holds more than one document",
        "Only the first would be read and the rest would be lost without a word.",
        "Put each document in a file of its own.",
    ),
    "invalid_value": Code(
        "a value is not what it must be",
        "Its type, form or size is not one that this place takes; it is never converted by guess.",
        "Write the value in the form named; put text that looks like a number in quotes.",
    ),
    "unknown_key": Code(
        "a key is not known here",
        "A misspelt key would be ignored in silence, and with it what the author meant.",
        "Use the key named in the hint, or remove it.",
    ),
    "missing_key": Code(
        "a key is missing",
        "Without it the rest has no certain meaning.",
        "Add the key.",
    ),
    "unknown_word": Code(
        "a word is not in the closed list of this place",
        "Only the listed words have a meaning here.",
        "Use one of the words of the list.",
    ),
    "unknown_kind": Code(
        "a kind is not known",
        "The word that says what this is stands in no list of kinds.",
        "Use one of the kinds of the language.",
    ),
}
