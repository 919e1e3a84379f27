"""Answers in the formats of others: an ELMO report, a European Digital Credential. Advice, and marked as such."""
