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

describe('containers that the prose names', () => {
  const lastStep = (prose: string, names: readonly string[] = ['client', 'server']) =>
    plan(
      [
        ...['```bash', ...[...names, 'last'].map((name) => `docker run -dit --name ${name} alpine`)],
        ...['docker exec -it last sh', '```', '', prose, '', '```bash', 'ls', '```'],
      ].join('\n'),
      'markdown',
    )
      .blocks.flatMap(({ steps }) => steps)
      .at(-1);
  const where = (prose: string, names?: readonly string[]) => {
    const step = lastStep(prose, names);
    return step && placeLabel(step.place);
  };

  it('lets the name win over the bare phrase, in each language', () => {
    for (const prose of [
      'Im Container `server` lauscht netcat:',
      'Im Container namens server:',
      'Im Server-Container starten wir netcat:',
      'Im `server`-Container:',
      'Innerhalb des Containers `server`:',
      'Dans le conteneur `server` :',
      'Dans le conteneur serveur, on attend :',
      'À partir du conteneur `server` :',
      'En el contenedor servidor:',
      'Dentro del contenedor `server`:',
      'No contêiner `server`:',
      'Dentro do contêiner servidor:',
      'Теперь в контейнере `server`:',
      '在 `server` 容器中执行：',
      '在容器 server 中执行：',
      'コンテナ `server` の中で実行します。',
      'server コンテナで実行します。',
      'server 컨테이너에서',
    ])
      assert.equal(where(prose), 'server', prose);
    assert.match(lastStep('Im Container `server` lauscht netcat:')?.why ?? '', /“Im Container server”/);
    assert.equal(where('En el contenedor `cliente`:', ['cliente', 'servidor']), 'cliente');
    assert.equal(where('Dans le conteneur serveur :', ['lab-serveur']), 'lab-serveur');
    for (const bare of ['Im Container:', 'Dans le conteneur :', 'En el contenedor:', 'Im Container `unknown`:'])
      assert.equal(where(bare), 'last', bare);
  });

  it('hears a name alone where a sentence begins with it and goes on with what is done', () => {
    for (const prose of [
      'Auf dem Client verbinden wir uns:',
      'Der Rest ist fertig. Auf dem Client:',
      'Jetzt auf dem Client eine Zeile senden:',
      'Auf dem Client wird eine Verbindung aufgebaut:',
      'Von `client` aus:',
      'Sur le client',
      'De retour sur le client :',
      'Sur le client on lance :',
      'Nous testons depuis `client` :',
      'En el cliente',
      'En el cliente ejecutamos:',
      'Desde el cliente, prueba:',
      'No cliente:',
      'No cliente executamos:',
      'На клиенте:',
      'На `client` запустите:',
      '在 client 上执行：',
      '`client` で実行します。',
    ])
      assert.equal(where(prose), 'client', prose);
    assert.equal(where('Auf dem Server:'), 'server');
    assert.equal(where('Sur client :', ['lab-client']), 'lab-client');
  });

  it('hears the same in English', () => {
    for (const prose of [
      'On the client we connect:',
      'Now on the client you connect:',
      'On the client run:',
      'Then, on the client:',
      'The server waits. On the client:',
    ])
      assert.equal(where(prose), 'client', prose);
  });

  it('does not take what is told of a container for where something is typed', () => {
    for (const prose of [
      'On the client we see the answer:',
      'On the client you will get:',
      'On the server nginx listens.',
      'No client is connected yet.',
      'No server answers.',
      'No client, no answer.',
      'There is no container `server` yet.',
      'Auf dem Server läuft netcat.',
      'Auf dem Client erscheint die Nachricht:',
      'Auf dem Server und auf dem Client',
      'Auf dem Server Nummer zwei:',
      'Zugriff auf `server`:',
      'Die Adresse des Containers `server`:',
      'Ein Ping zum Container `server`:',
      'Sur le client, vous voyez :',
      'Sur le serveur DNS, rien ne change :',
      'Faites un ping sur le serveur :',
      'En el servidor DNS hay datos:',
      'En el cliente vemos:',
      'El cliente responde:',
      '`server` から応答があります。',
    ])
      assert.equal(where(prose), 'last', prose);
    for (const prose of [
      'Auf dem Web findet man',
      'En la web encontramos',
      'Sur le web on trouve',
      'On the web you run',
    ])
      assert.equal(where(prose, ['web']), 'last', prose);
  });

  it('reads them in comments, headings and captions', () => {
    const start = ['```bash', 'docker run -dit --name client x', 'docker run -dit --name server x', '```', ''];
    const comment = ['```bash', '# auf dem Server', 'ls', '# im Client-Container', 'ls', '```'];
    assert.deepEqual(
      planned('markdown', ...start, ...comment, '', '## Sur le serveur', '', '```bash', 'ls', '```')
        .slice(2)
        .map((step) => step.slice(2)),
      ['server: ls', 'client: ls', 'server: ls'],
    );
    assert.deepEqual(
      planned(
        'restructuredtext',
        ...['.. code:: sh', '', '   docker run -dit --name client x', '   docker run -dit --name server x', ''],
        ...['.. code-block:: sh', '   :caption: Im Server-Container', '', '   ls'],
      ).at(-1),
      '2 server: ls',
    );
  });

  it('reads long paragraphs in time', () => {
    const started = performance.now();
    for (const word of [
      'auf dem client ',
      'im Container ',
      'client ',
      'dans le ',
      '在 client ',
      '((((',
      'client-container',
      '. on ',
      ': ',
    ])
      for (const head of ['', '## '])
        lastStep(`${head}${word.repeat(50_000 / word.length)}`, ['client', 'constructor', '__proto__']);
    assert.ok(performance.now() - started < 2000, `${performance.now() - started} ms`);
  });
});
