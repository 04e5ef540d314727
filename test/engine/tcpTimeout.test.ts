import { strict as assert } from 'node:assert';
import { Session } from '../../src/netcat/session';
import { TcpConnect } from '../../src/netcat/tcpConnect';
import { docker } from '../support/docker';

describe('connecting to an address that nobody has', () => {
  it('gives up in time, and says so', async () => {
    const gateway = await docker('network', 'inspect', 'bridge', '--format', '{{(index .IPAM.Config 0).Gateway}}');
    // An address of the engine's own network that no container was given.
    const host = gateway.replace(/\d+$/, '250');
    const session = new Session(new TcpConnect({ host, port: 9, connectTimeout: 200 }));
    await session.open();
    const { state } = session;
    assert.ok(state.kind === 'closed' && state.reason.kind === 'timedOut', JSON.stringify(state));
  });
});
