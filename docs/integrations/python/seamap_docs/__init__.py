"""Diagrams by seamap: seamap_docs.sphinx is an extension for Sphinx, seamap_docs.mkdocs a plugin for MkDocs."""
