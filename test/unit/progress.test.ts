import { strict as assert } from 'node:assert';
import type { Container, ContainerState } from '../../src/model/container';
import { emptyLab, type Lab } from '../../src/model/lab';
import type { PortMapping } from '../../src/model/portMapping';
import { isRelayPublished } from '../../src/ui/walkthrough/progress';

const published = (port: number): PortMapping => ({
  containerPort: port,
  protocol: 'tcp',
  published: { hostAddress: '0.0.0.0', hostPort: port + 1000 },
});
const exposed = (port: number): PortMapping => ({ containerPort: port, protocol: 'tcp' });

function labWith(state: ContainerState, ports: readonly PortMapping[]): Lab {
  const container: Container = {
    id: 'a'.repeat(64),
    name: 'anything',
    image: 'busybox',
    state,
    labels: {},
    networkMode: 'bridge',
    ports,
    links: [],
  };
  return { ...emptyLab, containers: new Map([[container.id, container]]) };
}

describe('the step "Publish two ports"', () => {
  it('ticks for a running container of any name with 8001 and 8002 published on any host port', () => {
    assert.equal(isRelayPublished(labWith('running', [published(8001), published(8002)])), true);
  });

  it('does not tick while one of them is only exposed', () => {
    assert.equal(isRelayPublished(labWith('running', [published(8001), exposed(8002)])), false);
  });

  it('does not tick for a container that does not run, nor for an empty lab', () => {
    assert.equal(isRelayPublished(labWith('exited', [published(8001), published(8002)])), false);
    assert.equal(isRelayPublished(emptyLab), false);
  });
});
