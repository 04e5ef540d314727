import { strict as assert } from 'node:assert';
import { readMarkdown } from '../../src/tutorial/document/markdown';
import type { DocumentReading, ShellBlock } from '../../src/tutorial/document/shellBlock';

const document = (lines: readonly string[]) => lines.join('\n');

/** Reads a document and looks whether each line of each block stands where it says, to its end. */
function readText(text: string): DocumentReading {
  const source = text.split(/\r\n|\r|\n/);
  const reading = readMarkdown(text);
  for (const block of reading.blocks) {
    assert.ok(block.head <= block.line);
    assert.deepEqual([block.lines[0]?.line, block.lines.at(-1)?.line], [block.line, block.endLine]);
    for (const line of block.lines) {
      const stands = ' '.repeat(line.padding ?? 0) + (source[line.line] ?? '').slice(line.column);
      assert.equal(stands, line.text, `line ${line.line}, column ${line.column}`);
    }
  }
  return reading;
}

const readBlocks = (lines: readonly string[]) => readText(document(lines)).blocks;
const written = ({ language, lines }: ShellBlock) => `${language}: ${lines.map(({ text }) => text).join(' / ')}`;
/** Blocks as `language: first / second`. */
const read = (...lines: readonly string[]) => readBlocks(lines).map(written);
/** Blocks with `line:column` of each of their lines. */
const places = (...lines: readonly string[]) =>
  readBlocks(lines).map((block) => block.lines.map(({ line, column }) => `${line}:${column}`).join(' '));
/** What is said before each block, as `kind text`. */
const remarks = (...lines: readonly string[]) =>
  readBlocks(lines).map((block) => block.remarks.map(({ kind, text }) => `${kind} ${text}`));
const fenced = (info: string, sign = '```') => [sign + info, 'a', sign];

describe('reading fences and indented code of Markdown', () => {
  it('reads fences of both kinds, of any length, and what only looks like their end', () => {
    assert.deepEqual(read('```sh', 'a', '```', '', '~~~ console', '$ b', '~~~'), ['sh: a', 'console: $ b']);
    assert.deepEqual(read('````sh', '```', '~~~~', '`````', '~~~sh', '```', '~~~'), ['sh: ``` / ~~~~', 'sh: ```']);
    assert.deepEqual(read('```sh', 'a', '``` sh', 'b', '    ```', '```'), ['sh: a / ``` sh / b /     ```']);
    assert.deepEqual(read('```a``` is no fence', 'nor is ``` this', '', '``', 'a', '``'), []);
  });

  it('leaves the blank lines at the ends of a block out, and a block that has no others', () => {
    const [block, ...rest] = readBlocks([
      '```sh',
      '',
      '  ',
      'a',
      '',
      'b',
      '',
      '```',
      '```sh',
      '```',
      '```',
      '',
      ' ',
      '```',
    ]);
    assert.equal(rest.length, 0);
    assert.ok(block);
    assert.deepEqual([block.head, block.line, block.endLine, written(block)], [0, 3, 5, 'sh: a /  / b']);
  });

  it('reads indented code, which is its own head', () => {
    const blocks = readBlocks(['Do', '', '    $ a', '      b', '', '    c', '', 'not', '    code']);
    assert.deepEqual(blocks.map(written), [': $ a /   b /  / c']);
    assert.deepEqual([blocks[0]?.head, blocks[0]?.line, blocks[0]?.endLine], [2, 2, 5]);
  });

  it('reads a fence that never closes to the end of what it is in', () => {
    const lines = ['- ```sh', '  a', '', '  b', '', 'x', '', '> ```sh', '> c', '', '```sh', 'd', '', '- e', ''];
    assert.deepEqual(read(...lines), ['sh: a /  / b', 'sh: c', 'sh: d /  / - e']);
  });

  it('takes the indentation of the fence from its lines, if they have it', () => {
    const lines = ['  ```sh', 'a', ' b', '  c', '   d', '  ```'];
    assert.deepEqual(read(...lines), ['sh: a / b / c /  d']);
    assert.deepEqual(places(...lines), ['1:0 2:1 3:2 4:2']);
  });

  it('reads code in lists of several levels', () => {
    const lines = [
      ...[
        '1. One',
        '',
        '   ```sh',
        '   a',
        '',
        '     b',
        '   ```',
        '',
        '   - two',
        '     ~~~console',
        '     $ c',
        '     ~~~',
      ],
      ...[
        '',
        '     10) three',
        '',
        '         ```',
        '         d',
        '         ```',
        '',
        '             $ e',
        '- ```sh',
        '  f',
      ],
      ...['  ```', '*     g', '', '      h', '+ - 1. ```sh', '       i', '       ```'],
    ];
    assert.deepEqual(read(...lines), [
      'sh: a /  /   b',
      'console: $ c',
      ': d',
      ': $ e',
      'sh: f',
      ': g /  / h',
      'sh: i',
    ]);
    assert.deepEqual(places(...lines), ['3:3 4:0 5:3', '10:5', '16:9', '19:13', '21:2', '23:6 24:0 25:6', '27:7']);
  });

  it('reads code in block quotes, also in lists and around them', () => {
    const lines = [
      ...[
        '> ```sh',
        '> a',
        '>   b',
        '>',
        '>c',
        '> ```',
        '',
        '> > ~~~sh',
        '> > d',
        '>> e',
        '',
        '>     $ f',
        '>',
        '>     g',
        '',
      ],
      ...[
        '- > ```sh',
        '  > h',
        '  > ```',
        '',
        '> 1. i',
        '>    ```sh',
        '>    j',
        '>    ```',
        '>',
        '>    - > ```sh',
        '>      > k',
      ],
    ];
    assert.deepEqual(read(...lines), ['sh: a /   b /  / c', 'sh: d / e', ': $ f /  / g', 'sh: h', 'sh: j', 'sh: k']);
    assert.deepEqual(places(...lines), ['1:2 2:2 3:1 4:1', '8:4 9:3', '11:6 12:1 13:6', '16:4', '21:5', '25:9']);
  });

  it('ends a fence with the quote it is in', () => {
    assert.deepEqual(read('> ```sh', 'a', '```', 'b'), [': b']);
  });

  it('knows where tabs reach', () => {
    const lines = [
      '-\ta',
      '',
      '\t```sh',
      '\tb',
      '\t\tc',
      '\t```',
      '1.\td',
      '',
      '\t-\te',
      '',
      '\t\t```sh',
      '\t\tf',
      '\t\t```',
      '',
      '\t\t\tg',
    ];
    assert.deepEqual(read(...lines), ['sh: b / \tc', 'sh: f', ': g']);
    assert.deepEqual(places(...lines), ['3:1 4:1', '11:2', '14:3']);
    assert.deepEqual(places('>\t```sh', '>\ta', '>\t```', '', '\tb', '  \tc'), ['1:2', '4:1 5:3']);
    const [cut] = readBlocks(['> \t\tcode']);
    assert.deepEqual(cut?.lines, [{ line: 0, column: 4, text: '  code', padding: 2 }]);
  });

  it('reads documents with each kind of line end, and with all of them', () => {
    const lines = ['- x', '', '\t```sh', '\ta', '', '\tb', '\t```', '', '>     c', ''];
    for (const end of ['\n', '\r\n', '\r']) {
      const { blocks } = readText(lines.join(end));
      assert.deepEqual(blocks, readBlocks(lines), JSON.stringify(end));
      assert.deepEqual(blocks.map(written), ['sh: a /  / b', ': c']);
    }
    assert.deepEqual(readText('```sh\r\na\rb\n\rc\r\n```').blocks.map(written), ['sh: a / b /  / c']);
  });

  it('survives what is no document', () => {
    for (const text of [
      '',
      '\n\n',
      '```',
      '~~~\n',
      '\0\t\r',
      '> '.repeat(300),
      '- '.repeat(300),
      '---',
      '---\n---',
      '<!--',
      '{%',
    ])
      assert.doesNotThrow(() => readMarkdown(text), JSON.stringify(text));
  });
});

describe('info strings of Markdown', () => {
  const infoOf = (info: string) => {
    const [block, ...rest] = readBlocks(fenced(info, '~~~'));
    assert.ok(block && rest.length === 0, info);
    return [block.language, ...block.remarks.map(({ kind, text }) => `${kind} ${text}`)];
  };

  it('give the language as renderers take it from them', () => {
    for (const info of [
      ...[
        'bash',
        ' bash ',
        'BASH',
        'bash {1,3}',
        'bash{1}',
        'bash {linenos=true}',
        'bash=',
        'bash:x',
        'bash,ignore',
        'bash;x',
      ],
      ...['language-bash', 'lang-bash', '{.bash}', '{ .bash }', '{#id .bash}', 'bash #id', 'bash\t-x'],
    ])
      assert.deepEqual(infoOf(info), ['bash'], info);
    assert.deepEqual(infoOf('sh,ignore'), ['sh']);
    assert.deepEqual(infoOf('shell-session'), ['shell-session']);
    assert.deepEqual([infoOf('c++'), infoOf('c#')], [['c++'], ['c#']]);
    assert.deepEqual([infoOf(''), infoOf('$ x'), infoOf('"x"')], [[''], [''], ['']]);
  });

  it('give titles and classes as labels', () => {
    assert.deepEqual(infoOf('bash title="On the host"'), ['bash', 'label On the host']);
    assert.deepEqual(infoOf("bash title='x'"), ['bash', 'label x']);
    assert.deepEqual(infoOf('bash {title="x" linenos=1}'), ['bash', 'label x']);
    assert.deepEqual(infoOf('bash caption=x'), ['bash', 'label x']);
    assert.deepEqual(infoOf('sh filename="a.sh" {1}'), ['sh', 'label a.sh']);
    assert.deepEqual(infoOf('{.bash .x}'), ['bash', 'label x']);
    assert.deepEqual(infoOf('{.bash .in-client title="T"}'), ['bash', 'label T', 'label in client']);
    assert.deepEqual(infoOf('bash {.client}'), ['bash', 'label client']);
    assert.deepEqual(infoOf('bash highlight="1" width=3'), ['bash']);
  });

  it('name the terminals of a classroom', () => {
    assert.deepEqual(infoOf('.term1').at(-1), 'label terminal 1');
    assert.deepEqual(infoOf('.term2').slice(0, 1), ['.term2']);
    assert.deepEqual(infoOf('.term-3').at(-1), 'label terminal 3');
    assert.deepEqual(infoOf('terminal4').at(-1), 'label terminal 4');
  });
});

describe('reading what builds on Markdown', () => {
  it("reads MyST's blocks of code with options in both forms", () => {
    const lines = [
      ...['```{code-block} console', ':caption: One', ':class: client', ':linenos:', '', '$ a', '```', ''],
      ...['~~~{code-block} SH', '---', 'caption: Two', 'emphasize-lines: 1,2', '---', 'b', '  c', '~~~', ''],
      ...['```{code}', 'd', '```', '```{sourcecode}  bash  ', '', 'e', '```', '```{code-cell} sh', 'f', '```'],
    ];
    assert.deepEqual(read(...lines), ['console: $ a', 'sh: b /   c', ': d', 'bash: e', 'sh: f']);
    assert.deepEqual(remarks(...lines).slice(0, 3), [['label One', 'label client'], ['label Two'], []]);
    assert.deepEqual(
      readBlocks(lines).map(({ head, line }) => [head, line]),
      [
        [0, 5],
        [8, 13],
        [17, 18],
        [20, 22],
        [24, 25],
      ],
    );
  });

  it("reads what is in MyST's other directives, nested and in lists", () => {
    const lines = [
      ...['````{note} Title', ':class: x', '', 'Text', '', '```sh', 'a', '```', '', '    $ b', '````', ''],
      ...[
        '1. x',
        '',
        '   `````{tab-set}',
        '   ````{tab-item} Linux',
        '   ```{code-block} sh',
        '   :linenos:',
        '',
        '   c',
        '     d',
      ],
      ...['   ```', '   ````', '   `````', '', '> ~~~~{tip}', '> - ~~~sh', '>   e', '>   ~~~', '> ~~~~'],
    ];
    assert.deepEqual(read(...lines), ['sh: a', ': $ b', 'sh: c /   d', 'sh: e']);
    assert.deepEqual(places(...lines), ['6:0', '9:4', '19:3 20:3', '27:4']);
    assert.deepEqual(remarks(...lines), [['label Title', 'prose Text'], [], ['prose x', 'label Linux'], []]);
  });

  it('reads the directive that shows prompts, and the one whose text is not what is typed', () => {
    const blocks = readBlocks([
      ...['```{prompt} bash $ auto', '$ a', 'out', '```', '```{prompt} bash', 'b', '```'],
      ...['```{prompt} bash $,# auto', '# c', '```', '```{prompt} bash $', ':modifiers: auto', '', '$ d', '```'],
      ...['```{parsed-literal}', '$ e', '```'],
      ...['```{prompt}', ':language: sh', ':prompts: $,#', ':modifiers: auto', '', '# f', '```'],
    ]);
    assert.deepEqual(
      blocks.map((block) => [written(block), block.prompts, block.meant]),
      [
        ['bash: $ a / out', ['$'], undefined],
        ['bash: b', [], 'commands'],
        ['bash: # c', ['$', '#'], undefined],
        ['bash: $ d', ['$'], undefined],
        [': $ e', undefined, 'shown'],
        ['sh: # f', ['$', '#'], undefined],
      ],
    );
  });

  it("reads MkDocs' tabs and admonitions, whose bodies are indented", () => {
    const lines = [
      ...[
        '=== "Linux"',
        '',
        '    Text',
        '',
        '    ```sh',
        '    a',
        '',
        '      b',
        '    ```',
        '',
        '=== "Mac"',
        '',
        '    ~~~sh',
      ],
      ...[
        '    c',
        '    ~~~',
        '',
        '!!! note inline end "Why"',
        '    ```sh',
        '    d',
        '    ```',
        '',
        '??? tip',
        '',
        '        $ e',
        '',
      ],
      ...['???+ tip "Open"', '', '    f', '', '    ```', '    g', '    ```', 'After', '', '    $ h'],
    ];
    assert.deepEqual(read(...lines), ['sh: a /  /   b', 'sh: c', 'sh: d', ': $ e', ': g', ': $ h']);
    assert.deepEqual(places(...lines), ['5:4 6:0 7:4', '13:4', '18:4', '23:8', '30:4', '34:4']);
    assert.deepEqual(remarks(...lines), [
      ['label Linux', 'prose Text'],
      ['label Mac'],
      ['label Why'],
      [],
      ['label Open', 'prose f'],
      ['prose After'],
    ]);
  });

  it('reads them nested, in lists, and as text in fences', () => {
    const lines = [
      ...[
        '=== "A"',
        '',
        '    !!! note "N"',
        '',
        '        ??? tip "T"',
        '',
        '            ```sh',
        '            a',
        '              b',
      ],
      ...[
        '            ```',
        '',
        '        - c',
        '',
        '          ```sh',
        '          d',
        '          ```',
        '',
        '    ```sh',
        '    e',
      ],
      ...[
        '    ```',
        '',
        '1.  f',
        '',
        '    === "B"',
        '',
        '        ```sh',
        '        g',
        '        ```',
        '',
        '    ```sh',
        '    h',
      ],
      ...['    ```', '', '```', '!!! note', '=== "x"', '    i', '```'],
    ];
    assert.deepEqual(read(...lines), [
      'sh: a /   b',
      'sh: d',
      'sh: e',
      'sh: g',
      'sh: h',
      ': !!! note / === "x" /     i',
    ]);
    assert.deepEqual(places(...lines), ['7:12 8:12', '14:10', '18:4', '26:8', '30:4', '34:0 35:0 36:0']);
    assert.deepEqual(remarks(...lines).slice(0, 4), [
      ['label A', 'label N', 'label T'],
      ['prose c'],
      [],
      ['prose f', 'label B'],
    ]);
  });

  it('takes the line below a heading for no tab', () => {
    assert.deepEqual(remarks('Title', '===', '', '```sh', 'a', '```'), [['heading Title']]);
  });

  it("reads Jekyll's and Hugo's blocks", () => {
    const lines = [
      ...[
        '{% highlight bash %}',
        '$ a',
        '',
        '    b',
        '{% endhighlight %}',
        '',
        '- x',
        '',
        '  {%- highlight console linenos -%}',
      ],
      ...['  $ c', '  {%- endhighlight -%}', '', '{{< highlight sh "linenos=table" >}}', 'd', '{{< /highlight >}}'],
      ...['{{% highlight "console" %}}', '$ e', '{{% / highlight %}}'],
    ];
    assert.deepEqual(read(...lines), ['bash: $ a /  /     b', 'console: $ c', 'sh: d', 'console: $ e']);
    assert.deepEqual(places(...lines), ['1:0 2:0 3:0', '9:2', '13:0', '16:0']);
    assert.deepEqual(
      readBlocks(lines).map(({ head }) => head),
      [0, 8, 12, 15],
    );
  });

  it('leaves the markup of site generators alone where it is code', () => {
    const shown = [
      '{% highlight sh %}',
      'x',
      '{% endhighlight %}',
      '=== "A"',
      '    y',
      '{% comment %}',
      ':::note',
      '~~~~',
    ];
    const text = shown.join(' / ');
    assert.deepEqual(read('```liquid', ...shown, '```'), [`liquid: ${text}`]);
    assert.deepEqual(read('- ```', ...shown.map((line) => `  ${line}`), '  ```'), [`: ${text}`]);
    assert.deepEqual(read('Text', '', ...shown.map((line) => `    ${line}`)), [`: ${text}`]);
    assert.deepEqual(read('{{< highlight sh >}}', ...shown, '{{< /highlight >}}'), [`sh: ${text}`]);
    assert.deepEqual(read('=== "Tab"', '', '    ```', ...shown.map((line) => `    ${line}`), '    ```'), [`: ${text}`]);
  });

  it('ends what is never closed with what it is in, and takes tags without an end for labels', () => {
    const tabs = [
      '=== "A"',
      '',
      '    ```sh',
      '    a',
      '',
      '=== "B"',
      '',
      '    ~~~sh',
      '    b',
      '',
      'Text',
      '',
      '    c',
    ];
    assert.deepEqual(read(...tabs), ['sh: a', 'sh: b', ': c']);
    assert.deepEqual(read('{% highlight sh %}', '', '```sh', 'a', '```'), ['sh: a']);
    assert.deepEqual(read('- {% highlight sh %}', '', '{% endhighlight %}', '', '```sh', 'a', '```'), ['sh: a']);
    assert.deepEqual(read('{% comment %}', '```sh', 'a', '```'), ['sh: a']);
    assert.deepEqual(read('```{code-block} sh', '---', 'a', '```'), ['sh: --- / a']);
  });

  it('reads bodies of MkDocs that are indented by tabs', () => {
    const lines = ['=== "A"', '', '\t```sh', '\ta', '\t```', '', '\t!!! note', '\t\tText', '', '\t\t    $ b'];
    assert.deepEqual(read(...lines), ['sh: a', ': $ b']);
    assert.deepEqual(places(...lines), ['3:1', '9:6']);
  });

  it("reads containers of three colons, and MyST's directives in them", () => {
    const lines = [
      ...[':::{code-block} console', ':caption: One', '', '$ a', ':::', '', '::::{tab-set}', ':::{tab-item} Linux'],
      ...['```sh', 'b', '```', ':::', '::::', '', ':::note[On the host]', 'Run:', '```sh', 'c', '```', ':::', ''],
      ...[
        '::: tip In the client',
        '',
        '    $ d',
        ':::',
        '',
        ':::{mermaid}',
        '    $ no',
        ':::',
        '',
        '::: {.x title="T"}',
      ],
      ...['```sh', 'e', '```', '', '- :::{prompt} bash $', '  f', '  :::'],
    ];
    assert.deepEqual(read(...lines), ['console: $ a', 'sh: b', 'sh: c', ': $ d', 'sh: e', 'bash: f']);
    assert.deepEqual(remarks(...lines), [
      ['label One'],
      ['label Linux'],
      ['label On the host', 'prose Run:'],
      ['label In the client'],
      ['label T'],
      [],
    ]);
    assert.deepEqual(places(...lines).at(-1), '36:2');
  });

  it("reads Quarto's languages, and tabs of code", () => {
    const lines = [
      '```{bash}',
      'a',
      '```',
      '```{bash, echo=FALSE}',
      'b',
      '```',
      '```{bash filename="Terminal 1"}',
      'c',
    ];
    assert.deepEqual(read(...lines, '```'), ['bash: a', 'bash: b', 'bash: c']);
    assert.deepEqual(remarks(...lines), [[], [], ['label Terminal 1']]);
    assert.deepEqual(read('```{python}', '# no heading', '```'), ['python: # no heading']);
    assert.deepEqual(remarks('```{code-tab} bash Linux', 'a', '```'), [['label Linux']]);
  });

  it('tells of a directive that is misspelt', () => {
    const { blocks, problems } = readText('```{codeblock} sh\na\n```');
    assert.deepEqual([blocks.length, problems.length, problems[0]?.endColumn], [0, 1, 17]);
  });

  it('does not search the text of diagrams and formulas', () => {
    assert.deepEqual(read('```{mermaid}', '    $ a', '```', '', '```{math}', '    $ b', '```'), []);
  });

  it('keeps columns where a tab or a NUL stands before or in the text', () => {
    assert.deepEqual(places('Text', '', '    \0a', '', '  ```sh', '   \0b', '  ```'), ['2:4', '5:2']);
    assert.deepEqual(places('- ```{note}', '\t- ```sh', '\t  a', '\t ', '\t\tb', '\t  ```', '  ```'), ['2:3 3:2 4:2']);
  });

  it('takes a line of a template with a text in quotes for a label', () => {
    const lines = ['{{< tab "On the host" >}}', '', '```sh', 'a', '```', '', '{% tab %}', '', '```sh', 'b', '```'];
    assert.deepEqual(remarks(...lines), [['label On the host'], []]);
  });

  it('leaves out what Liquid comments out', () => {
    const lines = [
      '{% comment %}',
      '```sh',
      'no',
      '```',
      '',
      '    no',
      '{% endcomment %}',
      '```sh',
      'a {{.Id}}',
      '```',
    ];
    assert.deepEqual(read(...lines), ['sh: a {{.Id}}']);
    assert.deepEqual(places(...lines), ['8:0']);
    assert.deepEqual(read('{% comment %}', '{%- comment -%}', '    no', '{%- endcomment -%}', '', '    a'), [': a']);
    assert.deepEqual(read('{% raw %}', '```sh', 'a', '```', '{% endraw %}'), ['sh: a']);
  });

  it('leaves front matter out', () => {
    for (const [begin, end] of [
      ['---', '---'],
      ['---', '...'],
      ['+++', '+++'],
      ['--- ', '---\t'],
    ] as const) {
      const lines = [begin, 'title: |', '    ```sh', '```', end, '```sh', 'a', '```'];
      assert.deepEqual(read(...lines), ['sh: a'], begin + end);
      assert.deepEqual(places(...lines), ['6:0']);
    }
    assert.deepEqual(readText('---\r\nx: y\r\n---\r\n```sh\r\na\r\n```\r\n').blocks.map(written), ['sh: a']);
  });

  it('takes a rule for no front matter', () => {
    assert.deepEqual(read('---', '', '    a', '', 'x'), [': a']);
    assert.deepEqual(read('', '---', '    a', '---'), [': a']);
    assert.deepEqual(read('x', '', '---', '', '    a', '', '---'), [': a']);
  });
});

describe('reading HTML in Markdown', () => {
  it('leaves out what is commented out, also over blank lines', () => {
    const lines = [
      '<!--',
      '```sh',
      'no',
      '',
      '    no',
      '```',
      '-->',
      '```sh',
      'a',
      '```',
      '- <!-- x',
      '',
      '      no',
      '',
      '  -->',
    ];
    assert.deepEqual(read(...lines), ['sh: a']);
  });

  it('takes short comments and summaries for labels', () => {
    const long = `<!-- ${'long '.repeat(20)}-->`;
    assert.deepEqual(
      remarks(
        ...['<!-- On the host -->', long, '', '```sh', 'a', '```', '<details><summary>In <b>client</b></summary>', ''],
        ...[
          '```sh',
          'b',
          '```',
          '',
          '</details>',
          '<details>',
          '  <summary class="x">',
          '  More</summary>',
          '',
          '    c',
          '',
        ],
        ...['</details>', '', '<TabItem value="x" label="Linux">', '', '```sh', 'd', '```', '', '</TabItem>'],
      ),
      [['label On the host'], ['label In client'], ['label More'], ['label Linux']],
    );
  });

  it('reads code in an element only behind a blank line, as CommonMark', () => {
    assert.deepEqual(
      read('<details><summary>x</summary>', '```sh', 'no', '```', '</details>', '', '```sh', 'a', '```'),
      ['sh: a'],
    );
    assert.deepEqual(read('<details>', '', '> ```sh', '> a', '', '</details>', '', '<div>', '', '    b', '</div>'), [
      'sh: a',
      ': b',
    ]);
    assert.deepEqual(read('<pre>', '```sh', '', 'no', '```', '</pre>', '```sh', 'a', '```'), ['sh: a']);
  });

  it('takes no table for code', () => {
    const table = ['| a | b |', '| --- | :-: |', '| `$ c` | ```d``` |', '| e |'];
    assert.deepEqual(read(...table, '', '```sh', 'a', '```', ...table), ['sh: a']);
    assert.deepEqual(remarks(...table, '```sh', 'a', '```')[0]?.slice(0, 3), ['prose a', 'prose b', 'prose `$ c`']);
  });
});

describe('what a Markdown document says between its blocks', () => {
  it('keeps headings of both kinds, prose and labels in their order', () => {
    const lines = [
      ...[
        '# Lab #',
        'On the',
        '  host,',
        '**now**:',
        '',
        '- one',
        '- two',
        '```sh title="Terminal 1"',
        'a',
        '```',
        'Set',
        '---',
      ],
      ...['> quoted', '', '```sh', 'b', '```', '### Deep', '```sh', 'c', '```', '# Next', '```sh', 'd', '```'],
    ];
    assert.deepEqual(remarks(...lines), [
      ['heading Lab', 'prose On the host, **now**:', 'prose one', 'prose two', 'label Terminal 1'],
      ['heading Set', 'prose quoted'],
      ['heading Deep'],
      ['heading Next'],
    ]);
    assert.deepEqual(
      readBlocks(lines).map(({ headings }) => headings.map(({ level, text, line }) => `${level} ${text} ${line}`)),
      [['1 Lab 0'], ['1 Lab 0', '2 Set 10'], ['1 Lab 0', '2 Set 10', '3 Deep 17'], ['1 Next 21']],
    );
    assert.deepEqual(
      readBlocks(lines)[0]?.remarks.map(({ line }) => line),
      [0, 1, 5, 6, 7],
    );
  });

  it('counts the lines of the document behind front matter and in directives', () => {
    const lines = ['---', 'a: b', '---', '', '````{note}', '', 'Text', '', '```sh', 'a', '```', '````'];
    assert.deepEqual(readBlocks(lines)[0]?.remarks, [{ line: 6, text: 'Text', kind: 'prose' }]);
    const tab = ['=== "Tab"', '', '    # Title', '', '    ```sh', '    a', '    ```'];
    assert.deepEqual(readBlocks(tab)[0]?.headings, [{ line: 2, text: 'Title', level: 1 }]);
  });
});

describe('marks of Markdown', () => {
  const marks = (...lines: readonly string[]) => {
    const { blocks, problems } = readText(document(lines));
    assert.deepEqual(problems, []);
    return blocks.map(({ mark }) => mark);
  };

  it('are read from comments, for the next block alone', () => {
    assert.deepEqual(
      marks('<!-- network-lab: where=client terminal=2 -->', '', 'Text', '', ...fenced('sh'), ...fenced('sh')),
      [{ where: 'client', terminal: '2' }, undefined],
    );
    assert.deepEqual(marks('<!-- network-lab: run=no -->', '', '    a'), [{ run: false }]);
    assert.deepEqual(marks('<!--network-lab:run=no-->', '', '    a'), [{ run: false }]);
    assert.deepEqual(marks('{/* network-lab: run=no */}', ...fenced('sh')), [{ run: false }]);
    assert.deepEqual(marks('<!--', 'network-lab: where="my host"', '  run=yes', '-->', ...fenced('')), [
      { where: 'my host', run: true },
    ]);
    assert.deepEqual(
      marks(
        '1. x',
        '',
        '   <!-- network-lab: where=a -->',
        '   ```',
        '   a',
        '   ```',
        '> <!-- network-lab: where=b -->',
        '> ```',
        '> b',
      ),
      [{ where: 'a' }, { where: 'b' }],
    );
  });

  it('are read from the attribute of a fence', () => {
    assert.deepEqual(marks(...fenced('sh network-lab="where=client"'), ...fenced('sh')), [
      { where: 'client' },
      undefined,
    ]);
    assert.deepEqual(marks(...fenced('sh {title="x" network-lab="where=client terminal=2"}')), [
      { where: 'client', terminal: '2' },
    ]);
    assert.deepEqual(marks(...fenced("{.sh network-lab='run=yes'}")), [{ run: true }]);
    assert.deepEqual(marks(...fenced('sh network-lab=where=client')), [{ where: 'client' }]);
  });

  it('of one block are one: the last counts, and the others are told to do nothing, as is one that no block follows', () => {
    for (const last of ['<!-- network-lab: where=b -->\n```\na\n```', '``` sh network-lab="where=b"\na\n```']) {
      const { blocks, problems } = readText(
        `<!-- network-lab: where=a -->\n\n${last}\n\n<!-- network-lab: where=c -->`,
      );
      assert.deepEqual(blocks[0]?.mark, { where: 'b' });
      assert.deepEqual(
        problems.map(({ message }) => message.slice(0, 20)),
        ['Another network-lab ', 'No block follows thi'],
      );
    }
  });

  it('are no labels', () => {
    assert.deepEqual(remarks('<!-- network-lab: where=a -->', ...fenced('sh network-lab="where=b"')), [[]]);
  });

  it('are none in a comment that speaks of something else, nor in code', () => {
    assert.deepEqual(marks('<!-- a network-lab: where=a -->', '<!-- network-laboratory: where=a -->', ...fenced('')), [
      undefined,
    ]);
    assert.deepEqual(marks('```html', '<!-- network-lab: nonsense -->', '```', ...fenced('')), [undefined, undefined]);
    assert.deepEqual(marks('Text `<!-- network-lab: nonsense -->`', ...fenced('')), [undefined]);
  });

  it('are told as problems with their range when they are malformed, and their block is read as if they were not there', () => {
    const lines = [
      ...['Text', '', '<!-- network-lab: wher=client -->  ', ...fenced('sh')],
      ...['<!-- network-lab: -->', ...fenced('sh'), '<!-- network-lab: run=maybe -->', ...fenced('sh')],
      ...['- x', '', '  ```sh network-lab="client"', '  a', '  ```', ...fenced('sh network-lab=""')],
      ...['=== "Tab"', '', '    <!-- network-lab: terminal= -->', '', '    ```sh', '    a', '    ```'],
    ];
    const { blocks, problems } = readText(document(lines));
    assert.deepEqual(
      blocks.map(({ mark }) => mark),
      [undefined, undefined, undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(
      problems.map(({ line, message }) => [line, message.slice(0, 24)]),
      [
        [2, '“wher=client” is no sett'],
        [6, 'A network-lab mark witho'],
        [10, '“run=maybe” is no settin'],
        [16, '“client” is no setting o'],
        [19, 'A network-lab mark witho'],
        [24, '“terminal=” is no settin'],
      ],
    );
    for (const [mark, told] of [
      ['network-lab where=a', 'A mark has one colon'],
      ['network-lab:: where=a', 'A mark has one colon'],
      ['Network-Lab: where=a where=b', '“where” is said twice'],
      ['network-lab: where=a, terminal=1', '“a,” names no container'],
      ['network-lab: terminal="a b', 'A quote is not closed'],
    ])
      assert.equal(readText(`<!-- ${mark} -->\n\n    a`).problems[0]?.message.startsWith(told ?? ''), true, mark);
    assert.deepEqual(
      readText('<div>\n<b>\n<!-- network-lab: x=y -->\n</div>').problems.map(({ line }) => line),
      [2],
    );
    for (const { line, column, endColumn } of problems)
      assert.match(
        (lines[line] ?? '').slice(column, endColumn),
        /^(?:<!-- network-lab: .*-->|\s*```sh network-lab=".*")$/,
      );
  });
});
