import { strict as assert } from 'node:assert';
import { UserError } from '../../src/base/userError';
import { Emitter } from '../../src/base/event';
import { emptyLab, type Lab } from '../../src/model/lab';
import type { ConsoleEngine } from '../../src/ui/console/consoleEngine';
import { isSameTarget, locate, targetOf, whyGone } from '../../src/ui/console/consoleTarget';

const port = { containerPort: 80, protocol: 'tcp', published: { hostAddress: '0.0.0.0', hostPort: 8080 } } as const;
const web = {
  ...({ id: 'a1', name: 'web', image: 'busybox', state: 'running', networkMode: 'default' } as const),
  ...{ labels: {}, ports: [port], links: [] },
};
const engineWith = (address: string, lab: Lab): ConsoleEngine => ({
  ...{ address, lab, online: true, onDidChangeLab: new Emitter<unknown>().event },
  ready: () => Promise.resolve(),
  reach: () => ({ host: '127.0.0.1', port: 8080 }),
});

describe('what a console is connected to', () => {
  const first = engineWith('unix:///first.sock', { ...emptyLab, containers: new Map([[web.id, web]]) });
  const target = targetOf(first, { kind: 'port', containerId: web.id, port });

  it('is gone when its container is', () => {
    assert.equal(whyGone(first, target), undefined);
    const emptied = { ...first, lab: emptyLab };
    assert.equal(whyGone(emptied, target)?.message, 'container web was removed');
  });

  it('is not gone because another engine is in use, and is not looked for there either', () => {
    const other = engineWith('unix:///other.sock', emptyLab);
    assert.equal(whyGone(other, target), undefined);
    const namesake = engineWith('unix:///other.sock', first.lab);
    const way = locate(namesake, target);
    assert.ok(way instanceof UserError);
    assert.match(way.message, /another Docker engine, unix:\/\/\/first\.sock\. Choose that engine/);
    assert.equal(isSameTarget(target, targetOf(namesake, { kind: 'port', containerId: web.id, port })), false);
    assert.ok(!(locate(first, target) instanceof UserError));
  });
});
