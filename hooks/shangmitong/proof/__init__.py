"""Proof before printing: every PDF of a folder is checked as a print shop would."""
