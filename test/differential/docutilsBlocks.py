"""Literal blocks as docutils finds them. Each line of standard input is a JSON list of documents; each is answered by a line with a JSON
list that has, for each document, its list of [language, text], or the name of an exception if docutils itself gives up on it.

Directives of Sphinx and of its extensions, which docutils does not know, are given the shape that they have there. The argument is
JSON: names of directives by their shape, and a pattern of the names that no directive has, as the scanner under test knows them.
"""
import json
import re
import sys
import warnings

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles, states

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)

shapes = json.loads(sys.argv[1])

# The language of the blocks that do not name one, as the latest `highlight` directive has set it.
highlight = ""


def marked(text, language):
    """A literal block that counts: docutils also shows the source of what it cannot read in literal blocks, with its errors."""
    node = nodes.literal_block("", text)
    node["language"] = language.lower()
    return node


class AnyOption(dict):
    """Options are checked for their form only: the extensions know more of them than docutils."""

    def __getitem__(self, key):
        return lambda text: text

    def __contains__(self, key):
        return True

    def __bool__(self):
        return True


class Code(Directive):
    has_content = True
    optional_arguments = 1
    option_spec = AnyOption()

    def run(self):
        self.assert_has_content()
        return [marked("\n".join(self.content), self.arguments[0] if self.arguments else highlight)]


class CodeTab(Code):
    final_argument_whitespace = True

    def run(self):
        self.arguments = self.arguments[0].split()[:1] if self.arguments else []
        return super().run()


class Prompt(Code):
    optional_arguments = 3

    def run(self):
        language = self.options.get("language") or (self.arguments or ["bash"])[0]
        return [marked("\n".join(self.content), language)]


class ParsedLiteral(Directive):
    has_content = True
    option_spec = AnyOption()

    def run(self):
        self.assert_has_content()
        return [marked("\n".join(self.content), "")]


class Highlight(Directive):
    required_arguments = 1
    option_spec = AnyOption()

    def run(self):
        global highlight
        highlight = self.arguments[0].lower()
        return []


class Body(Directive):
    """A directive with a title whose body is reStructuredText: a topic, a tab, whatever an extension brings."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = AnyOption()

    def run(self):
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Admonition(Body):
    """One whose body begins right behind its name."""

    optional_arguments = 0


class Opaque(Body):
    def run(self):
        return []


known = {"code-tab": CodeTab, "prompt": Prompt, "parsed-literal": ParsedLiteral, "highlight": Highlight}


def directive_named(name, language, document):
    name = name.lower()
    if name in known:
        return known[name], []
    if name in shapes["code"]:
        return Code, []
    if name in shapes["opaque"]:
        return Opaque, []
    if name in shapes["admonitions"]:
        return Admonition, []
    return (None if re.search(shapes["misspelt"], name) else Body), []


directives.directive = directive_named


def plain_text(role, source, text, line, inliner, **more):
    return [nodes.Text(text)], []


roles.role = lambda name, language, line, reporter: (plain_text, [])

literal_block_of = states.Text.literal_block


def literal_block(state):
    found = literal_block_of(state)
    for node in found:
        if isinstance(node, nodes.literal_block):
            node["language"] = highlight
    return found


states.Text.literal_block = literal_block

settings = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
}


def literal_blocks(text):
    global highlight
    highlight = ""
    try:
        tree = publish_doctree(text, settings_overrides=settings)
    except Exception as error:
        return type(error).__name__
    return [[node["language"], node.astext()] for node in tree.findall(nodes.literal_block) if "language" in node]


for line in sys.stdin:
    print(json.dumps([literal_blocks(text) for text in json.loads(line)]), flush=True)
