// Documents for the bench, made by a rule: 10,000 lines with 500 blocks of what tutorials hold.

const words =
  'the container listens on a port which the engine publishes so that a client on the network reaches it'.split(' ');

/** @param {number} seed */
const sentence = (seed) => {
  const text = Array.from({ length: 12 }, (_, at) => words[(seed * 7 + at * (1 + (seed % 5))) % words.length]).join(
    ' ',
  );
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
};

/**
 * The commands of one section: a container is made and entered, something is done in it and beside it, and it is removed.
 * @param {number} section
 * @returns {string[][]} blocks
 */
const blocksOf = (section) => {
  const name = `box${section % 40}`;
  return [
    [
      `$ docker network create net${section % 40}`,
      '5f3c1d0e9b7a',
      `$ docker run -ti --rm --name ${name} --network net${section % 40} -p ${8000 + (section % 900)}:80 busybox sh`,
    ],
    ['/ # ip addr show eth0', '12: eth0@if13: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500', '/ # nc -lp 80'],
    [
      `$ echo hello | nc 127.0.0.1 ${8000 + (section % 900)}`,
      `$ docker exec -ti ${name} sh -c "netstat -ltn | grep :80"`,
      `$ docker rm -f ${name} && docker network rm net${section % 40}`,
    ],
  ];
};

/**
 * @param {'restructuredtext' | 'markdown'} format
 * @param {number} [lines]
 * @param {number} [blocks]
 */
export function tutorial(format, lines = 10_000, blocks = 500) {
  /** @type {string[]} */
  const text = [];
  let made = 0;
  for (let section = 0; made < blocks; section++) {
    const title = `Section ${section}`;
    text.push(...(format === 'markdown' ? [`## ${title}`, ''] : [title, '-'.repeat(title.length), '']));
    for (const [index, block] of blocksOf(section).entries()) {
      if (made++ >= blocks) break;
      text.push(sentence(section + index), sentence(section * 3 + index));
      text.push(
        index === 1 ? `Inside the ${format === 'markdown' ? '`box`' : '``box``'} container:` : 'On the host:',
        '',
      );
      const open = format === 'markdown' ? ['```console'] : ['.. code-block:: console', ''];
      const indent = format === 'markdown' ? '' : '   ';
      text.push(...open, ...block.map((line) => indent + line), ...(format === 'markdown' ? ['```', ''] : ['']));
    }
    // Prose to the wanted length: lists, notes and paragraphs in turn.
    const wanted = (lines * made) / blocks;
    for (let at = 0; text.length < wanted - 4; at++) {
      const marker = at % 3 === 0 ? '- ' : '';
      const indent = marker === '' ? '' : '  ';
      text.push(
        `${marker}${sentence(section + at)}`,
        `${indent}${sentence(section - at + 60)}`,
        `${indent}${sentence(at)}`,
        '',
      );
    }
  }
  while (text.length < lines) text.push('');
  return `${text.slice(0, lines).join('\n')}\n`;
}

/** Documents made to be slow to read, by what is in them; of a size that is to be doubled. */
export const hostile = {
  'names of containers, one a block': (/** @type {number} */ size) =>
    many(
      size,
      (at) =>
        `In \`\`box${at}\`\` container:\n\n.. code-block:: console\n\n   $ docker run -ti --name box${at} busybox\n   / # ping box${at - 1}\n`,
    ),
  'unnamed containers, met by their ids': (/** @type {number} */ size) =>
    many(size, (at) => `::\n\n  $ docker run -d nginx\n  ${hex(at)}\n  $ docker exec -ti ${hex(at).slice(0, 12)} sh\n`),
  'quotes that never close': (/** @type {number} */ size) => block(many(size, (at) => `   echo don't ${at}`)),
  'here-documents that never end': (/** @type {number} */ size) => block(many(size, () => '   cat <<EOF')),
  'groups that never close': (/** @type {number} */ size) => block(many(size, () => '   ( { $(')),
  'admonitions in each other': (/** @type {number} */ size) =>
    many(Math.sqrt(size) * 8, (at) => `${' '.repeat(at)}.. note:: a::\n`),
  'markers of MkDocs that are none': (/** @type {number} */ size) => many(size / 40, () => `!!! ${'a-b '.repeat(40)}!`),
  'bullets in a line': (/** @type {number} */ size) => '- '.repeat(size * 4),
  'a table of corners': (/** @type {number} */ size) =>
    many(Math.sqrt(size), () => '+-'.repeat(Math.sqrt(size) * 4) + '+'),
  'directives without an end': (/** @type {number} */ size) => many(size, () => '.. code-block:: sh\n'),
  'a paragraph of a thousand places': (/** @type {number} */ size) =>
    `.. code:: console\n\n   $ docker run -ti --name web busybox\n\n${many(size, () => 'in the web container of the host from another terminal')}\n\n.. code:: console\n\n   $ ls\n`,
  'programs that run programs': (/** @type {number} */ size) =>
    block(`   $ docker exec -ti a ${'env busybox nsenter -t 1 '.repeat(size)}`),
  'flags of one command': (/** @type {number} */ size) =>
    block(`   $ docker run ${'-e a=b '.repeat(size * 4)} busybox`),
  'a heading of dots': (/** @type {number} */ size) =>
    `On host1 and host2:\n\n## ${'.'.repeat(size * 8)}x\n\n\`\`\`sh\ndocker ps\n\`\`\`\n`,
  'comments behind a command': (/** @type {number} */ size) => block(`   $ docker ps ${' # '.repeat(size * 4)}'`),
  'a quoted session': (/** @type {number} */ size) => block(many(size * 2, () => '   > docker ps')),
  'a name of many parts': (/** @type {number} */ size) =>
    block(`   $ docker run -ti --name ${'a-'.repeat(size * 4)}b x`),
  'machines by the thousand': (/** @type {number} */ size) =>
    block(many(size / 2, (at) => `   $ docker-machine create node${at}`)) +
    many(size / 2, (at) => `On node${at}, go on to host${at}.\n`),
  'tags of templates without an end': (/** @type {number} */ size) =>
    many(size, (at) => ['{% highlight sh %}', '{% comment %}', '- {{< highlight sh >}}', ':::{code} sh'][at % 4] ?? ''),
  'prompts alone': (/** @type {number} */ size) =>
    block(many(size, () => '   user@host:~$ [user@host ~]$ ( venv ) user')),
};

/** @param {number} count @param {(at: number) => string} line */
function many(count, line) {
  return Array.from({ length: Math.ceil(count) }, (_, at) => line(at)).join('\n');
}

/** @param {string} lines */
function block(lines) {
  return `Go on.\n\n.. code-block:: console\n\n   $ docker ps\n${lines}\n`;
}

/** @param {number} at */
function hex(at) {
  return (at * 2654435761 + 1).toString(16).padStart(16, 'a0').repeat(4).slice(0, 64);
}
