// Labs to measure with: networks, and containers with aliases, ports and labels, some of them running.

/**
 * @param {import('./engineApi.mjs').EngineApi} api
 * @param {number} count
 * @returns {Promise<string[]>} their names
 */
export async function makeNetworks(api, count) {
  const names = Array.from({ length: count }, (_, at) => `bench-net-${at}`);
  for (const Name of names) await api.call('POST', '/networks/create', { Name, Labels: { 'bench.kind': 'network' } });
  return names;
}

/**
 * Containers on one network each, every third on another one too.
 * @param {import('./engineApi.mjs').EngineApi} api
 * @param {readonly string[]} networks
 * @param {{ from: number, to: number, running: boolean }} which numbers of containers, the last one not included
 * @param {(text: string) => void} progress
 * @returns {Promise<string[]>} their ids
 */
export async function makeContainers(api, networks, { from, to, running }, progress) {
  /** @type {string[]} */
  const ids = [];
  for (let at = from; at < to; at++) {
    const network = networks[at % networks.length] ?? '';
    const service = `service-${at % 7}`;
    const { Id } = /** @type {{ Id: string }} */ (
      await api.call('POST', `/containers/create?name=bench-${at}`, {
        Image: 'busybox',
        Cmd: ['sleep', '86400'],
        StopTimeout: 1,
        Labels: { 'com.docker.compose.project': `project-${at % 12}`, 'com.docker.compose.service': service },
        ExposedPorts: { '80/tcp': {}, '9000/udp': {} },
        HostConfig: {
          NetworkMode: network,
          PortBindings: at % 3 === 0 ? { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } : {},
        },
        NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [service, `alias-${at}`] } } },
      })
    );
    if (at % 3 === 0) await connect(api, networks[(at + 1) % networks.length] ?? '', Id, [`other-${at}`]);
    if (running) await api.call('POST', `/containers/${Id}/start`);
    ids.push(Id);
    progress(`${ids.length} of ${to - from} containers`);
  }
  return ids;
}

/**
 * @param {import('./engineApi.mjs').EngineApi} api
 * @param {string} network
 * @param {string} id of a container
 * @param {readonly string[]} aliases
 */
export const connect = (api, network, id, aliases) =>
  api.call('POST', `/networks/${network}/connect`, { Container: id, EndpointConfig: { Aliases: aliases } });
