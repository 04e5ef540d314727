"""Time that docutils takes for a document, in milliseconds: reads it from the file named first, as often as the second argument says."""
import sys
import time
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives


class Code(Directive):
    has_content = True
    optional_arguments = 1

    def run(self):
        return [nodes.literal_block("", "\n".join(self.content))]


directives.register_directive("code-block", Code)
with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    tree = publish_doctree(text, settings_overrides={"report_level": 5, "_disable_config": True})
    elapsed = (time.perf_counter() - begun) * 1000
    print(len(list(tree.findall(nodes.literal_block))), elapsed)
