"""Literal blocks as docutils finds them: reads a JSON list of documents from standard input, and prints for each a JSON list of
[language, text, kind]. Directives of Sphinx and of its extensions, which docutils does not know, are given the shape they have there.
"""
import json
import sys
import warnings

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles, states

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)


def options_of_any_name():
    class AnyOption(dict):
        def __getitem__(self, key):
            return lambda text: text

        def __contains__(self, key):
            return True

        def __bool__(self):
            return True

    return AnyOption()


highlight = [""]


class Code(Directive):
    has_content = True
    optional_arguments = 1
    option_spec = options_of_any_name()

    def run(self):
        self.assert_has_content()
        language = self.arguments[0] if self.arguments else highlight[0]
        node = nodes.literal_block("", "\n".join(self.content))
        node["lab"] = [language.lower(), "code"]
        return [node]


class CodeTab(Code):
    final_argument_whitespace = True

    def run(self):
        self.arguments = self.arguments[0].split()[:1] if self.arguments else []
        return super().run()


class Prompt(Code):
    optional_arguments = 3

    def run(self):
        node = nodes.literal_block("", "\n".join(self.content))
        node["lab"] = [(self.options.get("language") or (self.arguments or ["bash"])[0]).lower(), "prompt"]
        return [node]


class ParsedLiteral(Directive):
    has_content = True
    option_spec = options_of_any_name()

    def run(self):
        self.assert_has_content()
        node = nodes.literal_block("", "\n".join(self.content))
        node["lab"] = ["", "parsed"]
        return [node]


class Highlight(Directive):
    required_arguments = 1
    option_spec = options_of_any_name()

    def run(self):
        highlight[0] = self.arguments[0].lower()
        return []


class Body(Directive):
    """A directive whose body is reStructuredText: an admonition, a tab, whatever an extension brings."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = options_of_any_name()

    def run(self):
        node = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class Admonition(Body):
    optional_arguments = 0


class Opaque(Body):
    def run(self):
        return []


def directive_named(name, language, document):
    lists = json.loads(sys.argv[1])
    if name in ("code-block", "code", "sourcecode", "substitution-code-block", "cli-block", "terminal"):
        return Code, []
    if name == "code-tab":
        return CodeTab, []
    known = {"prompt": Prompt, "parsed-literal": ParsedLiteral, "highlight": Highlight}
    if name in known:
        return known[name], []
    if name in ("table", "list-table", "figure"):
        return Body, []
    if name in lists["opaque"]:
        return Opaque, []
    if name in lists["admonitions"]:
        return Admonition, []
    return Body, []


directives.directive = directive_named
roles.role = lambda name, language, line, reporter: (lambda *args, **more: ([], []), [])


def literal_blocks(text):
    highlight[0] = ""
    real = states.Text.literal_block

    def literal_block(self):
        found = real(self)
        for node in found:
            if isinstance(node, nodes.literal_block):
                node["lab"] = [highlight[0], "literal"]
        return found

    states.Text.literal_block = literal_block
    try:
        settings = {"report_level": 5, "halt_level": 5, "file_insertion_enabled": False, "raw_enabled": False, "_disable_config": True}
        tree = publish_doctree(text, settings_overrides=settings)
    finally:
        states.Text.literal_block = real
    found = []
    for node in tree.findall(nodes.literal_block):
        if "lab" in node:
            language, kind = node["lab"]
            found.append([language, node.astext(), kind])
    return found


def attempt(text):
    try:
        return literal_blocks(text)
    except Exception as error:  # docutils itself gives up on some documents
        return str(type(error).__name__)


json.dump([attempt(text) for text in json.load(sys.stdin)], sys.stdout)
