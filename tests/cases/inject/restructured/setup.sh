#!/usr/bin/env bash
mkdir ../out
cat >../out/doc.rst <<'DOC'
Seams
=====

How to write it::

    .. seamap:begin init

.. seamap:begin init
.. seamap:end

The end.
DOC
