"""MkDocs: the plugin `seamap`.

    ```seamap
    view: init
    path: app
    ```

Such a block becomes a `mermaid` block, which the theme draws.
"""

import json
import pathlib
import re
import textwrap

import yaml
from mkdocs.config import base
from mkdocs.config import config_options as types
from mkdocs.plugins import BasePlugin, get_plugin_logger

from .program import OPTIONS, ProgramError, draw

logger = get_plugin_logger(__name__)

# Material paints the words of all boxes in one colour, and those in dark boxes cannot be read. What follows takes the
# place of its rules in a diagram of ours: the same but for that.
MATERIAL = (".label,.nodeLabel,.cluster span{font-family:var(--md-mermaid-font-family)}"
            ".label foreignObject{overflow:visible;line-height:normal}"
            ".cluster span{color:var(--md-mermaid-label-fg-color)}"
            ".edgeLabel,.edgeLabel p{color:var(--md-mermaid-edge-color);background-color:var(--md-mermaid-label-bg-color)}"
            ".flowchart-link{stroke:var(--md-mermaid-edge-color)}"
            "marker{fill:var(--md-mermaid-edge-color)!important}")

FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})(.*)")


def replace_blocks(markdown, language, replace):
    """Replaces the fenced blocks of a language that are not inside of others: replace(number of the line, body)."""
    lines, out, number = markdown.split("\n"), [], 0
    while number < len(lines):
        start, fence = number, FENCE.fullmatch(lines[number])
        number += 1
        if not fence or (fence[2][0] == "`" and "`" in fence[3]):
            out.append(lines[start])
            continue
        while number < len(lines) and not re.fullmatch(rf"[ \t]*{fence[2][0]}{{{len(fence[2])},}}[ \t]*", lines[number]):
            number += 1
        number += 1
        block = lines[start:number]
        if fence[3].strip() == language and number <= len(lines):
            text = replace(start + 1, textwrap.dedent("\n".join(block[1:-1])))
            block = textwrap.indent(text, fence[1]).split("\n") if text is not None else block
        out += block
    return "\n".join(out)


def as_list(name, value):
    values = value if isinstance(value, list) else [value]
    for item in values:
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            raise ProgramError(f"{name} takes a word or a list of words, not {item!r}")
    return [str(item) for item in values]


def read_block(text):
    """The block's keys, each with a list of words."""
    try:
        request = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ProgramError(f"the block is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(request, dict):
        raise ProgramError("the block needs lines like `view: init`")
    known = ("view", "path", "caption", "alt", *OPTIONS)
    for name in request:
        if name not in known:
            raise ProgramError(f"unknown key {name!r}; known are {', '.join(known)}")
    request = {name: as_list(name, value) for name, value in request.items()}
    if len(request.get("view", [])) != 1:
        raise ProgramError("the block names no view")
    return request


def suit_material(_line, body):
    """A diagram of ours, wherever it came from, with its colours."""
    if "class l_legend group" not in body or body.startswith("%%{"):
        return None
    settings = json.dumps({"themeCSS": MATERIAL})
    return f"```mermaid\n%%{{init: {settings}}}%%\n{body}\n```"


class Settings(base.Config):
    program = types.Type(str, default="seamap")
    path = types.ListOfItems(types.Type(str), default=[])
    options = types.ListOfItems(types.Type(str), default=[])


class SeamapPlugin(BasePlugin[Settings]):
    def on_config(self, config):
        """Paths are seen from where mkdocs.yml lies. `mkdocs serve` looks at them, too."""
        self.directory = pathlib.Path(config.config_file_path or "mkdocs.yml").resolve().parent
        config.watch += [str(self.directory / path) for path in self.config.path]
        return config

    def draw(self, request):
        options = [(name, value) for name in OPTIONS for value in request.get(name, [])]
        paths = [self.directory / path for path in request.get("path", self.config.path)]
        return draw(self.config.program, request["view"][0], self.directory, paths, options, self.config.options)

    def on_page_markdown(self, markdown, *, page, config, **_kwargs):
        whole = page.file.content_string  # with the front matter, which `markdown` has not
        above = whole[:max(0, whole.rfind(markdown))].count("\n")

        def replace(line, body):
            place = f"{page.file.src_uri}:{above + line}"
            try:
                request = read_block(body)
                drawing = self.draw(request)
            except ProgramError as error:
                logger.warning("%s: %s", place, error)
                return None
            for message in drawing.messages:
                logger.warning("%s: %s", place, message)
            alt, caption = " ".join(request.get("alt", [])), " ".join(request.get("caption", []))
            return f"```mermaid\n{drawing.mermaid(alt)}```" + (f"\n\n*{caption}*" if caption else "")

        markdown = replace_blocks(markdown, "seamap", replace)
        return replace_blocks(markdown, "mermaid", suit_material) if config.theme.name == "material" else markdown
