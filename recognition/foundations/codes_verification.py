"""Codes of what is found out about signatures."""

from __future__ import annotations

from recognition.foundations.codes import Code

_AGAIN = "Download the document again from its issuer; if that does not help, ask the issuer for a new one."
_FORGERY = "A document whose signature fails counts for nothing, not even as an unsigned one: somebody touched it."

CODES: dict[str, Code] = {
    "bad_signature": Code("the signature does not hold", _FORGERY, _AGAIN),
    "malformed": Code(
        "the signature is not written as the standard has it",
        "What can be written in two ways can be forged in one of them, so only one way is taken.",
        _AGAIN,
    ),
    "algorithm_forbidden": Code(
        "the signature's algorithm proves nothing",
        "Without an algorithm, or with a secret that everybody knows, anybody can sign.",
        _AGAIN,
    ),
    "unsupported_critical_header": Code(
        "a rule of the signature is not known",
        "The signer marked it as one that nobody may pass over.",
        "Ask the issuer for the credential without that rule.",
    ),
    "wrong_type": Code(
        "what is signed is no credential",
        "An access token, for example, is signed as well, and shows nothing about a qualification.",
        "Give the credential itself.",
    ),
    "unknown_issuer": Code(
        "nobody you trust is shown to have signed",
        "Anybody can make a key. A signature proves an issuer only where the key is known to be the issuer's.",
        "Name a folder of certificates or keys that you trust: --trust DIR.",
    ),
    "issuer_mismatch": Code(
        "the signer is not the issuer",
        "Whoever may sign for one institution may not sign for another.",
        "Ask the issuer; or say in trust.yaml (signs_for) that this signer may sign for it.",
    ),
    "key_without_issuer": Code(
        "a trusted key of nobody in particular",
        "A bare key does not name its holder.",
        "Say in trust.yaml whose it is: file, and signs_for.",
    ),
    "issuer_not_named": Code(
        "the document names no issuer",
        "There is nothing that the signer could be compared with.",
        "Ask the issuer; or say in trust.yaml that the signer signs_for any.",
    ),
    "certificate_expired": Code(
        "the signer's certificate was not valid then",
        "A certificate counts on the days for which it was given.",
        "Ask the issuer for a document that is signed with a valid certificate.",
    ),
    "weak_signature": Code(
        "the signature holds, but others can make it too",
        "SHA-1 and short keys were broken; such a signature shows no more than an unsigned document does.",
        "Ask the issuer for a document that is signed with today's methods.",
    ),
    "several_signatures": Code(
        "more than one signature",
        "Which of them speaks for which part cannot be decided without the signers.",
        "Ask the issuer for a document with one signature.",
    ),
    "signature_covers_part": Code(
        "the signature does not cover the whole document",
        "What stands outside the signed part could have been added by anybody.",
        "Give the signed document itself, as its issuer made it.",
    ),
    "proof_not_checked": Code(
        "a kind of proof that could not be checked",
        "Data Integrity proofs need canonical RDF and contexts, which no maintained library checks offline.",
        "Ask the issuer for the credential as JWT or JAdES.",
    ),
    "expired": Code(
        "the credential has expired",
        "It says itself until when it is valid.",
        "Ask the issuer for a new one; whether an expired one counts is for the law to say.",
    ),
    "not_yet_valid": Code(
        "the credential is not valid yet",
        "It says itself from when it is valid.",
        "Wait for that day, or give the day with --on.",
    ),
    "validity_unreadable": Code(
        "a day of validity cannot be read",
        "Without it nobody can say whether the credential is still valid.",
        "Ask the issuer for a corrected credential.",
    ),
    "foreign_timestamp": Code(
        "something beside the signature was made for another one",
        "Time stamps and counter-signatures are not signed by the signature; these show that others had a hand in it.",
        "Ask the holder for the document as the issuer gave it out.",
    ),
    "revoked": Code(
        "the issuer has withdrawn the credential",
        "A withdrawn or suspended credential counts for nothing.",
        "Ask the issuer why.",
    ),
    "status_unknown": Code(
        "whether it was withdrawn could not be checked",
        "The credential names a list, and no valid copy of it is in your folder of trust.",
        "Put a copy of the issuer's status list into the folder, and verify again.",
    ),
    "trust_unreadable": Code(
        "the folder of trust has a file that cannot be used",
        "Trust that was meant and not taken would be found out too late.",
        "Keep only certificates, public keys, status lists and trust.yaml there.",
    ),
    "verify_not_installed": Code(
        "signatures cannot be verified here",
        "The packages that do it are an extra of this package, and are not installed.",
        "Install them with the extra `verify`: pip install recognition[verify].",
    ),
    "not_verified": Code(
        "the signature was not verified",
        "The packages that verify signatures are not installed, so the document counts as an unsigned one.",
        "Install them with the extra `verify`: pip install recognition[verify].",
    ),
}
