import { strict as assert } from 'node:assert';
import { UserError } from '../../src/base/userError';
import { tidyDockerHost } from '../../src/engine/dockerHost';
import type { EngineCandidates } from '../../src/engine/engineCandidates';
import type { EngineChoice } from '../../src/engine/engineChoice';
import type { EngineAddress, EngineState } from '../../src/engine/engineState';
import { engineEntries, type EntrySources } from '../../src/ui/lab/engine/engineEntries';
import { engineStatusText } from '../../src/ui/lab/engine/engineStatusText';
import { RememberedEngines, type Memory } from '../../src/ui/lab/engine/rememberedEngines';

const socket = 'unix:///var/run/docker.sock';
const context = (name: string): EngineChoice => ({ kind: 'context', name });
const address = (host: string): EngineChoice => ({ kind: 'address', host });
const online = (more: Partial<EngineAddress> = {}): EngineState => ({
  kind: 'online',
  address: { host: socket, source: 'wellKnown', ...more },
  apiVersion: '1.48',
  engineVersion: '28.2.2',
});
const offline = (...tried: EngineAddress[]): EngineState => ({
  kind: 'offline',
  reason: 'refused',
  tried: tried.map((one) => ({ address: one, reason: 'refused', detail: 'nobody listens there' })),
  error: new UserError('The engine is away.\u0007 Start it.'),
});

describe('the status bar', () => {
  const text = (state: EngineState, choice?: EngineChoice) => engineStatusText(state, choice)?.text;

  it('shows nothing before an engine is needed', () => {
    assert.equal(text({ kind: 'idle' }, context('far')), undefined);
  });

  it('names the engine in a word', () => {
    assert.equal(text(online()), '$(vm-active) Docker: default');
    assert.equal(text(online({ host: 'unix:///run/user/7/podman/podman.sock' })), '$(vm-active) Docker: podman.sock');
    assert.equal(text(online({ host: 'npipe:////./pipe/other', source: 'setting' })), '$(vm-active) Docker: other');
    assert.equal(text(online({ source: 'chosen', contextName: 'far' })), '$(vm-active) Docker: far');
    assert.equal(text(online({ host: 'tcp://[::1]:2375', source: 'DOCKER_HOST' })), '$(vm-active) Docker: [::1]:2375');
  });

  it('says the version, the address and where the choice came from', () => {
    const details = (more: Partial<EngineAddress>) => engineStatusText(online(more), undefined)?.details;
    const tls = { verify: true };
    assert.deepEqual(details({ host: 'tcp://far:2376', source: 'chosen', contextName: 'far', tls }), [
      'Docker 28.2.2, API 1.48',
      'Address: tcp://far:2376, with TLS',
      'Docker context “far”, chosen for this window',
      'Click to choose another engine for this window.',
    ]);
    assert.equal(details({ source: 'chosen' })?.[2], 'Chosen for this window');
    assert.equal(details({ source: 'setting' })?.[2], 'From the setting networkLab.engine.host');
    assert.equal(details({ source: 'context', contextName: 'far' })?.[2], 'Docker context “far”, the current one');
    assert.match(details({ tls: { verify: false } })?.[1] ?? '', /not verified/);
  });

  it('warns, says why and names what was chosen while no engine answers', () => {
    const one = { host: 'tcp://box:1', source: 'setting' } as const;
    const chosen = engineStatusText(offline(one), context('far'));
    assert.equal(chosen?.text, '$(debug-disconnect) Docker: far');
    assert.equal(chosen.warning, true);
    assert.deepEqual(chosen.details[0], 'The engine is away.\ufffd Start it.');
    assert.equal(chosen.spoken, 'Docker engine far does not answer');
    assert.equal(text(offline(one)), '$(debug-disconnect) Docker: box:1');
    assert.equal(text(offline(one, one)), '$(debug-disconnect) Docker: no engine');
    assert.equal(text({ kind: 'connecting' }, address('tcp://box:1')), '$(loading~spin) Docker: box:1');
  });

  it('shows a hostile name as it is written: no icon, nothing hidden, and not longer than its neighbours', () => {
    assert.equal(text(online({ contextName: '$(alert) a\u202e' })), '$(vm-active) Docker: \\$(alert) a\ufffd');
    assert.ok((text(online({ contextName: 'a'.repeat(500) })) ?? '').length < 60);
  });
});

describe('the list of engines', () => {
  const candidates: EngineCandidates = {
    contexts: [
      { name: 'default', host: socket, tls: false, current: false },
      { name: 'far', host: 'tcp://far:2376', description: 'In the $(bug) cellar', tls: true, current: true },
      { name: 'ssh', host: 'ssh://box', tls: false, current: false, problem: 'ssh:// is not supported' },
      { tls: false, current: false, problem: '/meta.json is not valid JSON' },
    ],
    sockets: [{ host: socket, program: 'Docker' }],
    setting: 'tcp://set:1',
    variable: '/var/run/docker.sock',
    automatic: { addresses: [{ host: 'tcp://set:1', source: 'setting' }], unusable: [] },
  };
  const entries = (more: Partial<EntrySources> = {}) =>
    engineEntries({ candidates, addresses: [], choice: undefined, state: { kind: 'idle' }, ...more });
  const lines = (more: Partial<EntrySources> = {}) =>
    entries(more).map((entry) =>
      entry.kind === 'engine'
        ? [entry.label, entry.description, entry.detail].filter(Boolean).join(' | ')
        : entry.kind === 'separator'
          ? `— ${entry.label}`
          : entry.label,
    );
  const inUse = (choice: EngineChoice | undefined, addresses: readonly string[] = []) =>
    entries({ choice, addresses }).flatMap((entry) => (entry.kind === 'engine' && entry.inUse ? [entry.label] : []));

  it('has what is meant without a choice, the contexts, the sockets and the addresses, each engine once', () => {
    const addresses = ['tcp://typed:1', 'tcp://set:1', socket];
    assert.deepEqual(lines({ addresses }), [
      '$(check) Automatic | in use · tcp://set:1 (from the setting)',
      '— Docker contexts',
      `default | ${socket}`,
      'far | current context of docker · TLS · tcp://far:2376 | In the \\$(bug) cellar',
      '$(warning) ssh | ssh://box | Cannot be used: ssh:// is not supported',
      '$(warning) a context without a name | Cannot be used: /meta.json is not valid JSON',
      '— sockets on this machine',
      `${socket} | Docker`,
      '— addresses',
      'tcp://set:1 | from the setting networkLab.engine.host',
      'tcp://typed:1 | typed in before',
      '$(edit) Type an Address…',
    ]);
  });

  it('marks the one in use, also when nothing else would list it', () => {
    assert.deepEqual(inUse(undefined), ['$(check) Automatic']);
    assert.deepEqual(inUse(context('far')), ['$(check) far']);
    assert.deepEqual(inUse(address(socket)), [`$(check) ${socket}`]);
    assert.deepEqual(inUse(address('tcp://typed:1'), ['tcp://typed:1']), ['$(check) tcp://typed:1']);
    assert.deepEqual(inUse(address('tcp://forgotten:1')), ['$(check) tcp://forgotten:1']);
    assert.deepEqual(inUse(context('gone')), ['$(warning) gone']);
  });

  it('lets only addresses be forgotten that were typed in', () => {
    const remembered = entries({ addresses: ['tcp://typed:1', socket] }).flatMap((entry) =>
      entry.kind === 'engine' && entry.remembered !== undefined ? [entry.remembered] : [],
    );
    assert.deepEqual(remembered, ['tcp://typed:1']);
  });

  it('says what automatic means now: the engine that answered, a socket that is there, or what is wrong', () => {
    const wellKnown = { addresses: [{ host: 'unix:///no', source: 'wellKnown' } as const], unusable: [] };
    const automatic = (more: Partial<EntrySources>, automatic: EngineCandidates['automatic'] = wellKnown) =>
      lines({ candidates: { ...candidates, automatic }, ...more })[0];
    assert.equal(automatic({}), `$(check) Automatic | in use · ${socket}`);
    assert.equal(automatic({ state: online({ host: 'unix:///yes' }) }), '$(check) Automatic | in use · unix:///yes');
    const chosen = { choice: context('far'), state: online({ host: 'tcp://far:2376' }) };
    assert.equal(automatic(chosen), `Automatic | ${socket}`);
    const gone = { host: '', source: 'context', contextName: 'gone' } as const;
    const failed = {
      addresses: [],
      unusable: [{ address: gone, reason: 'other', detail: 'no such context' } as const],
    };
    assert.equal(automatic(chosen, failed), 'Automatic | Docker context "gone" | Cannot be used: no such context');
    assert.equal(
      lines({ ...chosen, candidates: { ...candidates, sockets: [], automatic: wellKnown } })[0],
      'Automatic | no socket of an engine is there',
    );
  });
});

describe('engines that are remembered', () => {
  const memory = (values = new Map<string, unknown>()): Memory => ({
    get: (key) => values.get(key),
    update: (key, value) => Promise.resolve(void values.set(key, value)),
  });

  it('are the choice of the window, and the newest five addresses of all windows', async () => {
    const everywhere = memory();
    const engines = new RememberedEngines(memory(), everywhere);
    await engines.keepChoice(context('far'));
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'c']) await engines.keepAddress(`tcp://${name}`);
    await engines.forgetAddress('tcp://e');
    const other = new RememberedEngines(memory(), everywhere);
    assert.deepEqual(other.addresses, ['tcp://c', 'tcp://f', 'tcp://d', 'tcp://b']);
    assert.deepEqual([engines.choice, other.choice], [context('far'), undefined]);
    await engines.keepChoice(undefined);
    assert.equal(engines.choice, undefined);
  });

  it('are none where something else was kept', () => {
    for (const kept of [1, 'far', {}, { kind: 'context' }, { kind: 'context', name: '' }, [7]]) {
      const engines = new RememberedEngines({ ...memory(), get: () => kept }, { ...memory(), get: () => kept });
      assert.deepEqual([engines.choice, engines.addresses], [undefined, []]);
    }
  });

  it('are compared by addresses that are written in one way', () => {
    const written = ['/a.sock', ' unix:///a.sock', 'box', 'tcp://box', 'box:2375', 'tcp://[::1]', 'tcp://[::1]:2376'];
    assert.deepEqual(written.map(tidyDockerHost), [
      ...['unix:///a.sock', 'unix:///a.sock', 'tcp://box', 'tcp://box', 'tcp://box:2375'],
      ...['tcp://[::1]', 'tcp://[::1]:2376'],
    ]);
  });
});
