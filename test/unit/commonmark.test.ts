import { strict as assert } from 'node:assert';
import { tests } from 'commonmark-spec';
import { readMarkdown } from '../../src/tutorial/document/markdown';

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"' };
const tabbed = (text: string) => text.replace(/→/g, '\t');
const decode = (html: string) => tabbed(html).replace(/&(?:lt|gt|amp|quot);/g, (entity) => entities[entity] ?? entity);
/** Blank lines at the ends of a block are none of its lines. */
const trimmed = (text: string) => text.replace(/^(?:[ \t]*\n)+/, '').replace(/(?:\n[ \t]*)+$/, '');

/** Where we read a language differently on purpose: a block's text is the same. */
const differences: Readonly<Record<number, { readonly languages: readonly string[]; readonly because: string }>> = {
  24: { languages: ['foo'], because: 'no language has a backslash in its name: what is behind one is left off' },
  34: { languages: ['f'], because: 'no language has an entity in its name: what is behind its & is left off' },
};
/** All examples of these; of the other sections those that have code, and that they have none is looked at, too. */
const about = ['Fenced code blocks', 'Indented code blocks'];
const around = ['Block quotes', 'List items', 'Lists', 'Tabs', 'HTML blocks'];

interface Code {
  readonly language: string;
  readonly text: string;
}

function expectedIn(html: string): Code[] {
  return [...html.matchAll(/<pre><code(?: class="language-([^"]*)")?>([^]*?)<\/code><\/pre>/g)]
    .map(([, language = '', text = '']) => ({ language: decode(language), text: trimmed(decode(text)) }))
    .filter(({ text }) => text !== '');
}

/** What we find, after a look whether each line stands where it says. */
function foundIn(markdown: string): Code[] {
  const source = markdown.split('\n');
  return readMarkdown(markdown).blocks.map(({ language, lines }) => {
    for (const { line, column, text, padding = 0 } of lines) {
      assert.equal(' '.repeat(padding) + (source[line] ?? '').slice(column), text, `line ${line}, column ${column}`);
    }
    return { language, text: lines.map(({ text }) => text).join('\n') };
  });
}

describe("CommonMark's own examples of code", () => {
  const hasCode = ({ html }: { readonly html: string }) => html.includes('<pre><code');
  const examples = tests.filter((example) => about.includes(example.section) || hasCode(example));
  const others = tests.filter((example) => !examples.includes(example));

  it('are there', () => {
    assert.equal(tests.length, 652);
    for (const section of [...about, ...around])
      assert.ok(examples.filter((one) => one.section === section).length >= 3, `few examples of “${section}”`);
  });

  for (const { markdown, html, section, number } of examples) {
    const { languages, because } = differences[number] ?? {};
    it(`${section}, example ${number}${because === undefined ? '' : ` but for its language: ${because}`}`, () => {
      const expected = expectedIn(html).map((code, at) => ({ ...code, language: languages?.[at] ?? code.language }));
      assert.deepEqual(foundIn(tabbed(markdown)), expected);
    });
  }

  it('have code in no other examples', () => {
    for (const { markdown, number } of others) assert.deepEqual(foundIn(tabbed(markdown)), [], `example ${number}`);
  });
});
