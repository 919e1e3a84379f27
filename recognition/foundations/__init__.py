"""Ground that everything stands on: problems, days, intervals, amounts, text. Imports nothing of ours."""
