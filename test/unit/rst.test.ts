import { strict as assert } from 'node:assert';
import { readRst } from '../../src/tutorial/document/rst';

const read = (...lines: string[]) => readRst(lines.join('\n')).blocks;
const texts = (...lines: string[]) => read(...lines).map((block) => block.lines.map((line) => line.text));

describe('reading reStructuredText', () => {
  it('reads the three code directives, with options and language', () => {
    const blocks = read(
      ...['.. code-block:: Shell', '   :linenos:', '   :caption: one', '', '   a', '', '   b', ''],
      ...['.. code:: sh', '', '   c', '.. sourcecode:: console', '', '     d'],
    );
    assert.deepEqual(
      blocks.map(({ language, line, endLine }) => ({ language, line, endLine })),
      [
        { language: 'shell', line: 4, endLine: 6 },
        { language: 'sh', line: 10, endLine: 10 },
        { language: 'console', line: 13, endLine: 13 },
      ],
    );
    assert.ok(blocks[0]);
    assert.deepEqual(blocks[0].remarks, [{ line: 0, text: 'one', kind: 'label' }]);
    assert.deepEqual(
      blocks[0].lines.map((line) => line.text),
      ['a', '', 'b'],
    );
  });

  it('keeps the source line and column of every line, with tabs and CRLF', () => {
    const [block] = readRst('1. Do::\r\n\r\n\t$ one\r\n\t  two\r\n\r\nEnd').blocks;
    assert.deepEqual(block?.lines, [
      { line: 2, column: 1, text: '$ one' },
      { line: 3, column: 1, text: '  two' },
    ]);
    const [cut] = read('::', '', '    four', '\ttab');
    assert.deepEqual(cut?.lines[1], { line: 3, column: 1, text: '    tab', padding: 4 });
  });

  it('finds blocks inside list items, admonitions and definitions', () => {
    assert.deepEqual(
      texts(
        ...['- item', '', '  .. code:: sh', '', '     in a list', ''],
        ...['- .. code:: sh', '', '     behind a bullet', ''],
        ...['.. note:: Text', '', '   .. tip::', '', '      .. code:: sh', '', '         in a tip', ''],
        ...['term', '   .. code:: sh', '', '      in a definition', ''],
        ...['  quoted::', '', '    literal in a quote'],
      ),
      [['in a list'], ['behind a bullet'], ['in a tip'], ['in a definition'], ['literal in a quote']],
    );
  });

  it('counts the columns of tabs behind bullets, numbers and options', () => {
    assert.deepEqual(texts('1.\tRun', '\tthis::', '', '\t  a', '', '-v\tText', '\tmore::', '', '\t  b'), [
      ['a'],
      ['b'],
    ]);
    assert.deepEqual(texts('-\tRun this::', '', '  no block'), []);
  });

  it('reads quoted literal blocks, and takes no block for one that is not indented', () => {
    assert.deepEqual(texts('Say::', '', '> one', '> two', 'text'), [['> one', '> two']]);
    assert.deepEqual(texts('Say::', '', 'not literal'), []);
    assert.deepEqual(texts('- Say::', '', '  not literal, text of the item'), []);
  });

  it('gives literal blocks the language of the latest highlight directive', () => {
    const blocks = read(
      'A::',
      '',
      '  a',
      '',
      '.. highlight:: console',
      '',
      'B::',
      '',
      '  b',
      '',
      '.. code-block::',
      '',
      '  c',
    );
    assert.deepEqual(
      blocks.map((block) => block.language),
      ['', 'console', 'console'],
    );
  });

  it('never takes what is commented out, nor bodies of other kinds', () => {
    assert.deepEqual(
      texts(
        ...['.. a comment', '   .. code:: sh', '', '      no', '', '   .. code:: sh', '', '      no', ''],
        ...['..', '   code::', '', '     no', '', '.. raw:: html', '', '   a::', '', '     no', ''],
        ...['.. csv-table::', '', '   a::', '', '     no', '', '..', '', '   quoted::', '', '     yes'],
      ),
      [['yes']],
    );
  });

  it('tells the arguments, options and text of directives apart as docutils and Sphinx do', () => {
    const inside = ['', '   a::', '', '     b', ''];
    assert.deepEqual(texts('.. rubric:: r', ...inside, '.. line-block::', ...inside), []);
    // The text right below a version or a class belongs to it; quotes and headers have no options that could be wrong.
    assert.deepEqual(texts('.. versionadded:: 1', '   a::', '', '     no', ...inside), [['b']]);
    assert.deepEqual(texts('.. class::', '   a::', '', '     no'), []);
    assert.deepEqual(texts('.. epigraph::', '   :by: x', '   a', ...inside), [['b']]);
  });

  it('takes no block whose directive lacks its blank line, as docutils', () => {
    assert.deepEqual(texts('.. code-block:: sh', '   docker ps', '', '   docker ps'), []);
  });

  it('tells of a mark that is written as a directive, and of a directive without its colons', () => {
    const { blocks, problems } = readRst(
      '.. network-lab:: where=a\n\n.. code-block:: sh\n\n   b\n\n.. code-block sh\n\n   c\n',
    );
    assert.deepEqual([blocks.length, blocks[0]?.mark], [1, undefined]);
    assert.deepEqual(
      problems.map(({ line, message }) => [line, message.slice(0, 17)]),
      [
        [0, 'A mark is a comme'],
        [6, 'This is a comment'],
      ],
    );
  });

  it('tells what headings a block stands under and what prose is just before it', () => {
    const blocks = read(
      ...['=====', 'Title', '=====', '', 'Intro.', '', 'One', '---', '', 'First', 'line. ::', '', '  a', ''],
      ...['Then', '', '- this::', '', '    b', '', 'Two', '---', '', '::', '', '  c'],
    );
    assert.deepEqual(
      blocks.map(({ headings, remarks }) => [headings.map((heading) => heading.text), remarks.map(({ text }) => text)]),
      [
        [
          ['Title', 'One'],
          ['Title', 'Intro.', 'One', 'First line. ::'],
        ],
        [
          ['Title', 'One'],
          ['Then', 'this::'],
        ],
        [['Title', 'Two'], ['Two']],
      ],
    );
  });

  it('survives what is no document', () => {
    for (const text of [
      '',
      '\n\n',
      '::',
      '.. ',
      '..',
      '=====',
      '.. code::',
      'a::\n\n',
      '\u0000\t\r',
      '- '.repeat(500),
    ]) {
      assert.doesNotThrow(() => readRst(text));
    }
  });
});
