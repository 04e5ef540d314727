import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { Socket } from 'node:net';
import { inspect } from 'node:util';
import { EngineClient } from '../../src/engine/client';
import { defaultTimings } from '../../src/engine/connectionTimings';

describe('a client of an engine', () => {
  let server: Server;
  let host: string;
  before(async () => {
    server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(request.url?.endsWith('/version') ? '{"ApiVersion":"1.41","Version":"20.10.24"}' : '[]');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    host = `tcp://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  it('describes its connections to nobody when it calls: that takes longer than the call', async () => {
    let described = 0;
    Object.defineProperty(Socket.prototype, inspect.custom, {
      configurable: true,
      value: () => {
        described++;
        return 'Socket';
      },
    });
    const client = await EngineClient.connect({ host, source: 'setting' }, defaultTimings);
    try {
      // The first call leaves a connection, which the next ones would describe.
      for (let call = 0; call < 3; call++) assert.deepEqual(await client.listNetworks(), []);
      await Promise.all([client.listContainers(), client.listNetworks()]);
      assert.equal(described, 0);
    } finally {
      client.dispose();
      Reflect.deleteProperty(Socket.prototype, inspect.custom);
    }
  });
});
