import { strict as assert } from 'node:assert';
import { readMarkdown } from '../../src/tutorial/document/markdown';

/** Blocks as `language: first / second`, after a look whether each line stands where it says. */
function read(...lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const source = text.split(/\r\n|\r|\n/);
  return readMarkdown(text).blocks.map((block) => {
    for (const line of block.lines) {
      const stands = (source[line.line] ?? '').slice(line.column);
      assert.equal(stands, line.text.trimStart() === stands ? stands : line.text, `line ${line.line}`);
    }
    return `${block.language}: ${block.lines.map((line) => line.text).join(' / ')}`;
  });
}

describe('reading Markdown', () => {
  it('reads fences of both kinds and indented code, in lists and quotes, with line and column', () => {
    assert.deepEqual(
      read(
        ...[
          '```sh',
          'a',
          '```',
          '',
          '~~~ console',
          '$ b',
          '~~~',
          '',
          '1. Do',
          '',
          '   - so:',
          '',
          '     ```bash',
          '     c',
          '       d',
          '     ```',
          '',
        ],
        ...['> > ```sh', '> > e', '> > ```', '', '    $ f', '', '- > ~~~sh', '  > g', '  > ~~~', '', '```sh', 'h'],
      ),
      ['sh: a', 'console: $ b', 'bash: c /   d', 'sh: e', ': $ f', 'sh: g', 'sh: h'],
    );
    assert.deepEqual(read('- x\r', '\r', '\t```sh\r', '\ta\r', '\t```\r', ''), ['sh: a']);
  });

  it('reads info strings as renderers do', () => {
    const infos = [
      'bash title="x"',
      'bash {1,3}',
      'bash{1}',
      '{.bash .x}',
      'language-bash',
      'bash,ignore',
      'bash:x',
      'BASH',
      'bash=',
      'bash {linenos=true}',
    ];
    for (const info of infos) assert.deepEqual(read('```' + info, 'a', '```'), ['bash: a'], info);
    assert.deepEqual(read('``` .term1', 'a', '```', '```', 'b', '```'), ['.term1: a', ': b']);
  });

  it('reads the directives of MyST, and what is in them', () => {
    assert.deepEqual(
      read(
        ...[
          '```{code-block} console',
          ':caption: One',
          '',
          '$ a',
          '```',
          '',
          '```{code-block} sh',
          '---',
          'caption: Two',
          '---',
          'b',
          '```',
          '',
        ],
        ...['````{note}', 'Text', '', '```sh', 'c', '```', '````', '', '```{prompt} bash $ auto', '$ d', 'e', '```'],
      ),
      ['console: $ a', 'sh: b', 'sh: c', 'bash: $ d / e'],
    );
  });

  it('reads what site generators add: tabs and admonitions of MkDocs, Jekyll, Hugo, Liquid comments, front matter', () => {
    assert.deepEqual(
      read(
        ...[
          '---',
          'title: ```sh',
          '---',
          '',
          '=== "Linux"',
          '',
          '    ```sh',
          '    a',
          '    ```',
          '',
          '    !!! note',
          '        Text',
          '',
          '        ```sh',
          '        b',
          '        ```',
          '',
        ],
        ...[
          '{% highlight bash %}',
          'c',
          '{% endhighlight %}',
          '',
          '{{< highlight sh >}}',
          'd',
          '{{< /highlight >}}',
          '',
        ],
        ...[
          '{% comment %}',
          '```sh',
          'no',
          '```',
          '{% endcomment %}',
          '',
          '<!--',
          '```sh',
          'no',
          '```',
          '-->',
          '',
          '<details><summary>More</summary>',
          '',
          '```sh',
          'e',
          '```',
          '',
          '</details>',
        ],
      ),
      ['sh: a', 'sh: b', 'bash: c', 'sh: d', 'sh: e'],
    );
  });

  it('keeps what is said between blocks: headings, prose, titles', () => {
    const { blocks } = readMarkdown(
      [
        '# Lab',
        'On the',
        'host:',
        '```sh title="Terminal 1"',
        'a',
        '```',
        '<summary>More</summary>',
        '',
        '```sh',
        'b',
        '```',
      ].join('\n'),
    );
    assert.deepEqual(
      blocks.map(({ remarks }) => remarks.map(({ kind, text }) => `${kind} ${text}`)),
      [['heading Lab', 'prose On the host:', 'label Terminal 1'], ['label More']],
    );
  });
});
