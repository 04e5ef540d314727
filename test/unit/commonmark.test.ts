import { strict as assert } from 'node:assert';
import { tests } from 'commonmark-spec';
import { readMarkdown } from '../../src/tutorial/document/markdown';

const sections = new Set(['Fenced code blocks', 'Indented code blocks', 'Block quotes', 'List items', 'Lists', 'Tabs']);
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
const decode = (html: string) =>
  html.replace(/→/g, '\t').replace(/&(?:lt|gt|amp|quot);/g, (entity) => entities[entity] ?? entity);
/** Blank lines at the ends of a block are none of its lines. */
const trimmed = (text: string) => text.replace(/^(?:[ \t]*\n)+/, '').replace(/(?:\n[ \t]*)+$/, '');

describe("CommonMark's own examples of code", () => {
  const examples = tests.filter(({ section, html }) => sections.has(section) && html.includes('<pre><code'));

  it('are there', () => assert.ok(examples.length > 40, String(examples.length)));

  for (const { markdown, html, section, number } of examples) {
    it(`${section}, example ${number}`, () => {
      const expected = [...html.matchAll(/<pre><code(?: class="language-([^"]*)")?>([^]*?)<\/code><\/pre>/g)]
        .map(([, language = '', text = '']) => ({ language: decode(language), text: trimmed(decode(text)) }))
        .filter(({ text }) => text !== '');
      const found = readMarkdown(markdown.replace(/→/g, '\t')).blocks.map(({ language, lines }) => ({
        language,
        text: trimmed(lines.map(({ text }) => text).join('\n')),
      }));
      // A language is a name to us: of example 143, whose language is a row of signs, there is none.
      const named = expected.map((block) => ({
        ...block,
        language: /^[\w+#.-]*$/.test(block.language) ? block.language : '',
      }));
      assert.deepEqual(found, named);
    });
  }
});
