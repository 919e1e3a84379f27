"""What things are: dossiers, rulesets, standards, assessments. Shapes and meanings only; nothing is decided here."""
