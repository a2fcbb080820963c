"""Sphinx: the directive `seamap`.

    .. seamap:: VIEW
       :path: ../app
       :caption: How a connection comes to life

In HTML the diagram is drawn by Mermaid: that of sphinxcontrib.mermaid if that extension is loaded, or else the script
that `seamap_mermaid_js` names. Other builders get the same as text.
"""

import html
import os

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .program import OPTIONS, ProgramError, draw

logger = logging.getLogger(__name__)

ARROWS = {"solid": "calls", "thick": "awaits", "dotted": "runs later or elsewhere", "broken": "cannot work",
          "open": "relates to"}


class seamap_diagram(nodes.General, nodes.Element):
    """A diagram until the builder is known. Its children say the same as text."""


class seamap_picture(nodes.raw):
    """A diagram that a script in the page draws."""


# --- text ---


def describe_arrow(edge):
    says, label = ARROWS.get(edge["kind"], edge["kind"]), edge["label"]
    if label and edge["kind"] == "dotted":
        says = label
    elif label:
        says = f"{says} ({label})"
    return [nodes.Text(f"{says} "), nodes.literal("", edge["to"])]


def describe(diagram):
    """A sentence, and a list of all boxes with what leads from them."""
    arrows = {}
    for edge in diagram["edges"]:
        arrows.setdefault(edge["from"], []).append(edge)
    boxes = nodes.bullet_list()
    for node in diagram["nodes"]:
        # the first line of the label is the name, the last may say where it is; both are in the key
        what = ", ".join(line for line in node["label"].split("\n")[1:] if not node["key"].startswith(line))
        item = nodes.list_item("", nodes.paragraph("", "", nodes.literal("", node["key"]),
                                                   nodes.Text(f": {what}" if what else "")))
        if node["key"] in arrows:
            item += nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", "", *describe_arrow(edge)))
                                            for edge in arrows[node["key"]]))
        boxes += item
    captions = [nodes.paragraph("", caption) for caption in diagram["captions"]]
    summary = [nodes.paragraph("", diagram["summary"])] if diagram["summary"] else []
    return [*summary, *([boxes] if diagram["nodes"] else []), *captions]


# --- the directive ---


def watched(env):
    """The directories that each document depends on, with their times. Sphinx itself knows only files."""
    if not hasattr(env, "seamap_directories"):
        env.seamap_directories = {}
    return env.seamap_directories


def time_of(path):
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return None


class SeamapDirective(SphinxDirective):
    required_arguments = 1
    option_spec = {
        **{name: directives.unchanged_required for name in ("path", "caption", "alt", *OPTIONS)},
        "name": directives.unchanged,
        "class": directives.class_option,
        "align": lambda argument: directives.choice(argument, ("left", "center", "right")),
    }

    def run(self):
        try:
            drawing = self.draw()
        except ProgramError as error:
            return [self.state.document.reporter.warning(f"seamap: {error}", line=self.lineno)]
        for message in drawing.messages:
            logger.warning("seamap: %s", message, location=self.get_location(), type="seamap", subtype="source")
        for path in drawing.files:
            self.env.note_dependency(path)
        watched(self.env).setdefault(self.env.docname, {}).update((path, time_of(path)) for path in drawing.directories)
        return [self.wrap(seamap_diagram("", *describe(drawing.diagram), code=drawing.mermaid(self.options.get("alt")),
                                         alt=self.options.get("alt", drawing.diagram["summary"])))]

    def draw(self):
        """Paths in the document are seen from it, or with a slash from the source directory, as Sphinx has it."""
        config = self.config
        given = [line.strip() for line in self.options.get("path", "").splitlines() if line.strip()]
        paths = [self.env.relfn2path(path)[1] for path in given] or config.seamap_path
        options = [(name, word) for name in OPTIONS for word in self.options.get(name, "").split()]
        return draw(config.seamap_program, self.arguments[0], self.env.seamap_confdir, paths, options, config.seamap_options)

    def wrap(self, diagram):
        outer = diagram
        if "caption" in self.options:
            words, messages = self.state.inline_text(self.options["caption"], self.lineno)
            outer = nodes.figure("", diagram, nodes.caption(self.options["caption"], "", *words), *messages)
        if "align" in self.options:
            outer["align"] = self.options["align"]
        outer["classes"] += self.options.get("class", [])
        self.set_source_info(outer)
        self.add_name(outer)
        return outer


# --- what a builder makes of it ---


def make_picture(app, diagram):
    attributes = {name: diagram[name] for name in ("ids", "names", "classes", "align") if diagram.get(name)}
    if "sphinxcontrib.mermaid" in app.extensions:
        from sphinxcontrib.mermaid import mermaid
        return mermaid(code=diagram["code"], options={}, alt=diagram["alt"], **attributes)
    identity = "".join(f' id="{html.escape(name)}"' for name in diagram["ids"][:1])
    classes = html.escape(" ".join(["mermaid", *diagram["classes"]]))
    return seamap_picture("", f'<pre{identity} class="{classes}">\n{html.escape(diagram["code"])}</pre>\n', format="html")


def write_out(diagram):
    """Puts the text in place of the diagram and its figure: text is not to float, and may be longer than a page."""
    outer = diagram.parent if isinstance(diagram.parent, nodes.figure) else diagram
    target = [nodes.target("", "", ids=outer["ids"])] if outer["ids"] else []
    title = [nodes.paragraph("", "", nodes.strong("", "", *caption.children)) for caption in outer.findall(nodes.caption)]
    outer.replace_self([*target, *title, *diagram.children])


def choose_form(app, doctree, _docname):
    draws = app.builder.format == "html" and app.builder.name != "epub"  # readers of e-books run no scripts
    for diagram in list(doctree.findall(seamap_diagram)):
        if draws:
            diagram.replace_self(make_picture(app, diagram))
        else:
            write_out(diagram)


def add_script(app, pagename, _templatename, _context, doctree):
    if not doctree or not next(doctree.findall(seamap_picture), None):
        return
    if app.config.seamap_mermaid_js:
        app.add_js_file(app.config.seamap_mermaid_js)
    elif app.config.seamap_mermaid_js is None:
        logger.warning("seamap: nothing draws the diagrams: load sphinxcontrib.mermaid, or set seamap_mermaid_js to a "
                       "copy of mermaid.min.js (to '' when the pages have it from elsewhere)",
                       location=pagename, type="seamap", subtype="mermaid")


# --- incremental and parallel builds ---


def remember_directory(app):
    app.env.seamap_confdir = str(app.confdir)


def find_outdated(_app, env, _added, _changed, _removed):
    return [name for name, directories in watched(env).items()
            if any(time_of(path) != time for path, time in directories.items())]


def forget(_app, env, docname):
    watched(env).pop(docname, None)


def merge(_app, env, docnames, other):
    watched(env).update((name, watched(other)[name]) for name in docnames if name in watched(other))


def setup(app):
    app.add_config_value("seamap_program", "seamap", "env", str)
    app.add_config_value("seamap_path", [], "env", (list, tuple))
    app.add_config_value("seamap_options", [], "env", (list, tuple))
    app.add_config_value("seamap_mermaid_js", None, "html", (str, type(None)))
    app.add_directive("seamap", SeamapDirective)
    app.connect("builder-inited", remember_directory)
    app.connect("doctree-resolved", choose_form)
    app.connect("html-page-context", add_script)
    app.connect("env-get-outdated", find_outdated)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
