import { strict as assert } from 'node:assert';
import type { DocumentFormat } from '../../src/tutorial/document/readDocument';
import { placeLabel } from '../../src/tutorial/plan/place';
import { plan } from '../../src/tutorial/plan/plan';
import { terminalIn } from '../../src/tutorial/plan/terminalCue';

/** `terminal where: text`, a line a command. */
function planned(format: DocumentFormat, ...lines: readonly string[]): string[] {
  return plan(lines.join('\n'), format).blocks.flatMap(({ steps }) =>
    steps.map((step) => `${step.terminal} ${placeLabel(step.place)}: ${step.text}`),
  );
}

/** A Markdown document of fences, each below a paragraph. */
const markdown = (...parts: readonly (readonly [prose: string, ...block: string[]])[]) =>
  planned('markdown', ...parts.flatMap(([prose, ...block]) => [prose, '', '```bash', ...block, '```', '']));

describe('terminals that the prose names', () => {
  const to = (text: string) => terminalIn(text)?.to;
  const second = { nth: 2, unlessBusy: true };

  it('opens one where the text opens a new or a further one, in each language', () => {
    for (const text of [
      'Öffne ein zweites Terminal und lausche dort:',
      'Öffne ein neues Terminal',
      'Öffnen Sie nun ein drittes Terminal.',
      'Dazu ein zweites Terminalfenster öffnen:',
      'Ouvrez un deuxième terminal',
      'Abre una segunda terminal',
      'Abra um segundo terminal:',
      'Откройте второй терминал:',
      '打开第二个终端',
    ])
      assert.equal(to(text), 'new', text);
  });

  it('takes any other one, or that one, as the article says', () => {
    for (const text of [
      'En una cuarta terminal:',
      'In einem zweiten Terminal',
      'Em outra janela:',
      'Dans une autre fenêtre',
    ])
      assert.equal(to(text), 'other', text);
    for (const text of [
      'Im zweiten Terminal:',
      'In dem zweiten Fenster',
      'Dans le deuxième terminal :',
      'En la segunda terminal',
    ])
      assert.deepEqual(to(text), second, text);
    assert.deepEqual(to('在第二个终端执行'), second);
  });

  it('reads what is nothing but the name of a terminal', () => {
    const titles: readonly (readonly [label: string, ...titles: string[]])[] = [
      ['1', 'First terminal', 'Terminal one', 'Erstes Terminal'],
      ['2', 'Second terminal', '**Second terminal:**', '2nd terminal', 'Terminal two', 'Zweites Terminal'],
      ['2', 'Second terminal (the client)', '2. Second terminal: send', 'Deuxième terminal', 'Segunda terminal'],
      ['3', 'Third terminal', '--- third terminal ---', 'In terminal three:'],
    ];
    for (const [label, ...texts] of titles) for (const text of texts) assert.deepEqual(to(text), { label }, text);
    assert.equal(to('New terminal'), 'new');
    assert.equal(to('Another terminal'), 'other');
  });

  it('reads such titles above a block, and in comments, captions and tabs', () => {
    for (const title of ['Second terminal', 'New terminal', 'Terminal two', '2nd terminal', 'Zweites Terminal'])
      assert.deepEqual(
        planned(
          'markdown',
          '```sh',
          'nc -l 80',
          '```',
          `## ${title}`,
          '```sh',
          'date',
          '```',
          '',
          '# again',
          '',
          `**${title}**`,
          '',
          '```sh',
          'ls',
          '```',
        ).slice(1),
        title === 'New terminal' ? ['2 host: date', '3 host: ls'] : ['2 host: date', '2 host: ls'],
        title,
      );
    assert.deepEqual(markdown(['Go.', 'date', '', '# second terminal', 'date', '', '# first terminal', 'ls']), [
      '1 host: date',
      '2 host: date',
      '1 host: ls',
    ]);
    assert.deepEqual(
      planned(
        'restructuredtext',
        ...['.. code-block:: sh', '   :caption: First terminal', '', '   date', ''],
        ...['.. code-block:: sh', '   :caption: Second terminal', '', '   date', ''],
      ),
      ['1 host: date', '2 host: date'],
    );
  });

  it('does not take a mention of a terminal for a place to type', () => {
    for (const text of [
      'The second terminal shows the answer',
      'Second terminal output',
      'New terminal features',
      'Terminal two shows it',
      'Das zweite Terminal zeigt die Antwort',
      'Im anderen Terminal erscheint die Nachricht',
      'La segunda terminal recibe el paquete',
      'En la segunda terminal aparece',
      'Dans le deuxième terminal, vous voyez',
      '在第二个终端可以看到',
    ])
      assert.equal(to(text), undefined, text);
  });

  it('reads long texts in time', () => {
    const started = performance.now();
    for (const word of [
      'öffne ',
      'in ein ',
      'second terminal ',
      'abre una ',
      'ein zweites ',
      'dans le ',
      '打开',
      ' ',
      '(',
      'Terminal two (',
    ])
      terminalIn(word.repeat(50_000 / word.length));
    assert.ok(performance.now() - started < 500, `${performance.now() - started} ms`);
  });
});
