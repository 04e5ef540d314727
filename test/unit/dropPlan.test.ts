import { strict as assert } from 'node:assert';
import type { Container } from '../../src/model/container';
import { endpointKey } from '../../src/model/endpoint';
import type { Lab } from '../../src/model/lab';
import type { Network } from '../../src/model/network';
import { planDrop, type EndpointIds } from '../../src/ui/lab/commands/dropPlan';

const at = (containerId: string, networkId: string): EndpointIds => ({ containerId, networkId });
const lab: Lab = {
  containers: new Map(['web', 'db', 'probe'].map((id) => [id, { id, name: id } as Container])),
  networks: new Map(['front', 'back'].map((id) => [id, { id, name: id } as Network])),
  endpoints: new Map(
    [at('web', 'front'), at('db', 'back')].map((one) => [
      endpointKey(one),
      { ...one, networkName: one.networkId, aliases: [], dnsNames: [] },
    ]),
  ),
};

describe('dropping rows on Networks', () => {
  it('connects containers to the network that they are dropped on, but for those that are on it', () => {
    const dragged = { containers: ['web', 'db', 'probe'], endpoints: [] };
    assert.deepEqual(planDrop(dragged, 'front', lab), {
      kind: 'connect',
      containers: ['db', 'probe'],
      networkId: 'front',
    });
  });

  it('says so when all of them are on it', () => {
    assert.deepEqual(planDrop({ containers: ['web'], endpoints: [] }, 'front', lab), {
      kind: 'nothing',
      why: 'Already on network front.',
    });
  });

  it('disconnects endpoints that are dropped on empty space, and tells what to do with containers', () => {
    assert.deepEqual(planDrop({ containers: [], endpoints: [at('web', 'front')] }, undefined, lab), {
      kind: 'disconnect',
      endpoints: [at('web', 'front')],
    });
    assert.equal(planDrop({ containers: ['web'], endpoints: [] }, undefined, lab).kind, 'nothing');
    // It was disconnected while it was dragged.
    assert.deepEqual(planDrop({ containers: [], endpoints: [at('web', 'back')] }, undefined, lab), { kind: 'nothing' });
  });

  it('asks what is meant by an endpoint on another network, and does nothing on its own', () => {
    assert.deepEqual(planDrop({ containers: [], endpoints: [at('web', 'front')] }, 'back', lab), {
      kind: 'ask',
      endpoints: [at('web', 'front')],
      networkId: 'back',
    });
    assert.deepEqual(planDrop({ containers: [], endpoints: [at('web', 'front')] }, 'front', lab), { kind: 'nothing' });
  });

  it('connects all when containers and endpoints are dragged together: nobody leaves a network unasked', () => {
    const dragged = { containers: ['probe'], endpoints: [at('web', 'front')] };
    assert.deepEqual(planDrop(dragged, 'back', lab), {
      kind: 'connect',
      containers: ['probe', 'web'],
      networkId: 'back',
    });
  });

  it('does nothing with what is gone', () => {
    assert.deepEqual(planDrop({ containers: ['web'], endpoints: [] }, 'gone', lab), { kind: 'nothing' });
    assert.equal(planDrop({ containers: ['gone'], endpoints: [] }, 'front', lab).kind, 'nothing');
  });
});
