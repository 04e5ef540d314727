import { baseName } from './baseName';
import { parseCommandLine, type CommandLine, type SimpleCommand } from './commandLine';
import { isOn, parseDocker, type DockerCommand } from './dockerCommand';
import { madeBy, type MadeContainer } from './madeContainer';

/** What a command line does, as far as its words tell. */
export interface Reading {
  readonly line: CommandLine;
  /** The commands of the line, with those of them that are docker's as docker reads them. */
  readonly parts: readonly { readonly command: SimpleCommand; readonly docker?: DockerCommand }[];
  readonly docker: readonly DockerCommand[];
  /** Whether it uses a container engine, also in what it substitutes or hands to another program: `watch docker ps`. */
  readonly usesEngine: boolean;
  /** The program that only the host has, if it uses one: docker, podman, docker-machine, kubectl … */
  readonly hostProgram?: string;
  readonly makes: readonly MadeContainer[];
  /** Containers that it stops or removes, and those that it starts or starts again. */
  readonly ends: readonly string[];
  readonly starts: readonly string[];
  /** Whether it ends all containers: `docker rm -f $(docker ps -aq)`; all of one image; or all that Compose has made: `docker compose down`. */
  readonly endsAll?: 'every' | 'composed' | { readonly image: string };
}

const engines = /^(?:docker|podman|nerdctl|docker-compose|podman-compose|docker-machine)$/;
const hostPrograms = new Set([
  ...[
    'boot2docker',
    'minikube',
    'kubectl',
    'kind',
    'k3d',
    'helm',
    'vagrant',
    'multipass',
    'systemctl',
    'brew',
    'VBoxManage',
  ],
  ...[
    'virsh',
    'brctl',
    'lxc',
    'containerlab',
    'clab',
    'weave',
    'calicoctl',
    'ovs-docker',
    'pipework',
    'limactl',
    'colima',
  ],
  ...[
    'ansible-playbook',
    'terraform',
    'dockerd',
    'open',
    'xdg-open',
    'code',
    'eksctl',
    'skopeo',
    'buildah',
    'ovs-vsctl',
  ],
]);

/** Reads a command line without knowing where it is typed. */
export function readCommand(text: string): Reading {
  const line = parseCommandLine(text);
  const docker: DockerCommand[] = [];
  const parts = line.commands.map((command) => {
    const parsed = parseDocker(command);
    if (parsed) docker.push(parsed);
    return parsed ? { command, docker: parsed } : { command };
  });
  const substituted = line.substituted.flatMap((command) => parseDocker(command) ?? []);
  const isMaking = ({ verb }: DockerCommand) => verb === 'run' || verb === 'create';
  const host = [...line.commands, ...line.substituted]
    .map(({ program }) => program)
    .find((name) => engines.test(name) || hostPrograms.has(name));
  const starts = docker.flatMap(({ verb, args }) =>
    verb === 'start' || verb === 'restart' || verb === 'unpause' ? args : [],
  );
  return {
    line,
    parts,
    docker,
    usesEngine:
      docker.length > 0 ||
      [...line.commands, ...line.substituted].some(({ words }) => words.some((word) => engines.test(baseName(word)))),
    ...(host === undefined ? {} : { hostProgram: host }),
    // Whose output is asked for is not typed into: `ID=$(docker run …)`.
    makes: [
      ...substituted.filter(isMaking).map((one) => ({ ...madeBy(one), detached: true })),
      ...docker.filter(isMaking).map(madeBy),
    ],
    ...endedBy(docker, substituted),
    starts,
  };
}

/** Which containers a line ends: those that it names, and those that it has listed. */
function endedBy(
  docker: readonly DockerCommand[],
  substituted: readonly DockerCommand[],
): Pick<Reading, 'ends' | 'endsAll'> {
  const ends: string[] = [];
  let endsAll: Reading['endsAll'];
  for (const command of docker) {
    const { verb, args } = command;
    if (/^compose (?:down|stop|kill)$/.test(verb)) {
      if (args.length === 0) endsAll = 'composed';
      else ends.push(...args.slice(0, mostNamed));
    }
    if (!/^(?:stop|kill|rm|restart)$/.test(verb)) continue;
    const lists = args.some((arg) => /^\$\(|^`/.test(arg))
      ? substituted
      : command.fed && args.length === 0
        ? docker
        : [];
    const listing = lists.find((one) => one.verb === 'ps' && isOn(one, 'quiet'));
    if (listing === undefined) ends.push(...args.slice(0, mostNamed));
    else {
      const filters = listing.flags.get('filter') ?? [];
      const name = filters.map((filter) => /^name=\^?\/?([\w.-]+)/.exec(filter)?.[1]).find(Boolean);
      const image = filters.map((filter) => /^ancestor=(.+)/.exec(filter)?.[1]).find(Boolean);
      if (name !== undefined) ends.push(name);
      else if (image !== undefined) endsAll = { image };
      else if (filters.length === 0) endsAll = 'every';
    }
  }
  return endsAll === undefined ? { ends } : { ends, endsAll };
}

/** Names in one line that a person would still read. */
const mostNamed = 1000;
