"""Literal blocks as docutils finds them. Each line of standard input is a JSON list of documents; each is answered by a line with a JSON
list that has, for each document, its list of [language, line, text], or the name of an exception if docutils itself gives up on it.

The directives of docutils are its own, but for this: options that it does not know are let pass, as Sphinx knows more of them, and a block
of code without a language has the one that Sphinx's `highlight` has set. Directives of Sphinx and of its extensions are stand-ins that
have their shape. They are listed here, not taken from the scanner, so that a mistake in its lists shows.
"""
import itertools
import json
import sys
import warnings

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles, states
from docutils.parsers.rst.directives.body import CodeBlock, ParsedLiteral

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)

# Numbers the blocks as they are read: headers and footers come before all else in the tree, wherever they stand.
order = itertools.count()


def mark(found, language, content=None):
    """Marks the literal blocks that count: docutils also shows the source of what it cannot read in literal blocks, with its errors."""
    for node in found:
        if isinstance(node, nodes.literal_block):
            node["language"] = language and language.lower()
            node["order"] = next(order)
            if content is not None:
                # docutils does not give the blocks of its directives a line, or gives them one that is wrong in tables.
                node.line = content.offset(0) + 1
                node.rawsource = "\n".join(content)
    return found


class AnyOption(dict):
    """Options that may have any name."""

    def __missing__(self, key):
        return directives.unchanged

    def __contains__(self, key):
        return True

    def __bool__(self):
        return True


class Code(CodeBlock):
    def run(self):
        return mark(super().run(), self.arguments[0] if self.arguments else None, self.content)


class ShownLiteral(ParsedLiteral):
    def run(self):
        return mark(super().run(), "", self.content)


class CodeTab(Code):
    final_argument_whitespace = True

    def run(self):
        self.arguments = self.arguments[0].split()[:1] if self.arguments else []
        return super().run()


class Prompt(Code):
    optional_arguments = 3
    option_spec = AnyOption()

    def run(self):
        self.arguments = [self.options.get("language") or (self.arguments or ["bash"])[0]]
        return super().run()


class highlighting(nodes.Invisible, nodes.Element):
    """The language of the blocks below that do not name one."""


class Highlight(Directive):
    required_arguments = 1
    option_spec = AnyOption()

    def run(self):
        return [highlighting(language=self.arguments[0].lower(), order=next(order))]


class Body(Directive):
    """A directive with a title whose body is reStructuredText."""

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


class Tabs(Admonition):
    option_spec = None


class Argued(Body):
    """One with an argument, which goes on to the first blank line, and without options."""

    required_arguments = 1
    option_spec = None


class Opaque(Body):
    def run(self):
        return []


changed = {"code": Code, "code-block": Code, "sourcecode": Code, "parsed-literal": ShownLiteral}

stand_ins = {
    "highlight": Highlight,
    "prompt": Prompt,
    "code-tab": CodeTab,
    **dict.fromkeys(["code-cell", "substitution-code-block", "cli-block", "terminal"], Code),
    **dict.fromkeys(["seealso", "todo", "tab-set"], Admonition),
    "tabs": Tabs,
    **dict.fromkeys(["only", "deprecated", "versionadded", "versionchanged", "versionremoved"], Argued),
    **dict.fromkeys(["tab", "tab-item", "group-tab", "dropdown", "details", "collapse", "card"], Body),
    **dict.fromkeys(["literalinclude", "toctree", "productionlist", "index", "highlightlang", "todolist"], Opaque),
    **dict.fromkeys(["doctest", "testcode", "testoutput", "testsetup", "testcleanup", "ipython", "jinja"], Opaque),
    **dict.fromkeys(["graphviz", "digraph", "graph", "mermaid", "uml", "plantuml", "ditaa", "aafig", "tikz"], Opaque),
    **dict.fromkeys(["nwdiag", "seqdiag", "blockdiag", "actdiag", "plot"], Opaque),
}

own_directive = directives.directive


def directive_named(name, language, document):
    found = changed.get(name.lower()) or stand_ins.get(name.lower())
    messages = []
    if not found:
        found, messages = own_directive(name, language, document)
    if found and found.option_spec:
        found = type(found.__name__, (found,), {"option_spec": AnyOption(found.option_spec)})
    return found, messages


directives.directive = directive_named


def plain_text(role, source, text, line, inliner, **more):
    return [nodes.Text(text)], []


roles.role = lambda name, language, line, reporter: (plain_text, [])

literal_block_of = states.Text.literal_block
states.Text.literal_block = lambda state: mark(literal_block_of(state), None)

settings = {
    "report_level": 5,
    "halt_level": 5,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "syntax_highlight": "none",
    "_disable_config": True,
}


def literal_blocks(text):
    try:
        tree = publish_doctree(text, settings_overrides=settings)
    except Exception as error:
        return type(error).__name__
    blocks = []
    highlight = ""
    for node in sorted(tree.findall(lambda node: isinstance(node, nodes.Element) and "order" in node), key=lambda node: node["order"]):
        if isinstance(node, highlighting):
            highlight = node["language"]
        else:
            language = highlight if node["language"] is None else node["language"]
            blocks.append([language, node.line, node.rawsource])
    return blocks


for line in sys.stdin:
    print(json.dumps([literal_blocks(text) for text in json.loads(line)]), flush=True)
