/**
 * Which flags of the docker command line take a value: the others are switches, which take none. From the reference of
 * the docker CLI, which a test compares with the one that is installed, but for Compose's verbs, which are a plugin's; podman's are the same
 * where they matter here.
 */
export interface FlagTable {
  /** Long names that take a value. */
  readonly values: ReadonlySet<string>;
  /** Long names by letter. */
  readonly letters: ReadonlyMap<string, string>;
  /** Whether flags end at the first argument, as for `run`, whose arguments are another program's. */
  readonly endsAtArgument: boolean;
}

function table(values: string, letters: Readonly<Record<string, string>> = {}, endsAtArgument = false): FlagTable {
  return { values: new Set(values.split(/\s+/)), letters: new Map(Object.entries(letters)), endsAtArgument };
}

export const globalFlags = table(
  'config context host log-level tlscacert tlscert tlskey connection url root namespace address',
  { c: 'context', H: 'host', l: 'log-level', D: 'debug', v: 'version', n: 'namespace', a: 'address' },
  true,
);

const run = table(
  `add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile cpu-count
  cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach-keys device
  device-cgroup-rule device-read-bps device-read-iops device-write-bps device-write-iops dns dns-opt dns-option dns-search
  domainname entrypoint env env-file expose gpus group-add health-cmd health-interval health-retries health-start-interval
  health-start-period health-timeout hostname io-maxbandwidth io-maxiops ip ip6 ipc isolation kernel-memory label label-file
  link link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap memory-swappiness mount name net
  net-alias network network-alias oom-score-adj pid pids-limit platform pod publish pull restart runtime security-opt shm-size
  stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from workdir`,
  {
    ...{
      a: 'attach',
      c: 'cpu-shares',
      d: 'detach',
      e: 'env',
      h: 'hostname',
      i: 'interactive',
      l: 'label',
      m: 'memory',
    },
    ...{ p: 'publish', P: 'publish-all', q: 'quiet', t: 'tty', u: 'user', v: 'volume', w: 'workdir' },
  },
  true,
);

const composeRun = table(
  'env env-from-file entrypoint label name publish user volume workdir index pull cap-add cap-drop',
  {
    ...{ e: 'env', l: 'label', p: 'publish', u: 'user', v: 'volume', w: 'workdir', d: 'detach', i: 'interactive' },
    ...{ T: 'no-tty', t: 'tty', P: 'service-ports' },
  },
  true,
);

const none = table('');
const format = table('filter format', { f: 'filter', q: 'quiet', a: 'all' });

const tables = new Map<string, FlagTable>(
  Object.entries({
    run,
    create: run,
    exec: table(
      'detach-keys env env-file user workdir',
      { d: 'detach', e: 'env', i: 'interactive', t: 'tty', u: 'user', w: 'workdir' },
      true,
    ),
    start: table('checkpoint checkpoint-dir detach-keys', { a: 'attach', i: 'interactive' }),
    attach: table('detach-keys'),
    stop: table('signal time timeout', { s: 'signal', t: 'timeout' }),
    restart: table('signal time timeout', { s: 'signal', t: 'timeout' }),
    kill: table('signal', { s: 'signal' }),
    rm: table('', { f: 'force', l: 'link', v: 'volumes' }),
    logs: table('since tail until', { f: 'follow', n: 'tail', t: 'timestamps' }),
    ps: table('filter format last', { a: 'all', f: 'filter', n: 'last', l: 'latest', q: 'quiet', s: 'size' }),
    inspect: table('format type', { f: 'format', s: 'size' }),
    events: table('filter format since until', { f: 'filter' }),
    stats: table('format', { a: 'all' }),
    port: none,
    top: none,
    pause: none,
    unpause: none,
    wait: none,
    rename: none,
    commit: table('author change message', { a: 'author', c: 'change', m: 'message', p: 'pause' }),
    build: table(
      `add-host build-arg cache-from cgroup-parent cpu-period cpu-quota cpu-shares cpuset-cpus cpuset-mems file iidfile isolation
    label memory memory-swap network platform security-opt shm-size tag target ulimit progress secret ssh output cache-to
    builder build-context annotation attest call allow metadata-file no-cache-filter provenance sbom`,
      { c: 'cpu-shares', f: 'file', m: 'memory', q: 'quiet', t: 'tag', o: 'output' },
    ),
    'container prune': table('filter', { f: 'force' }),
    'system prune': table('filter', { a: 'all', f: 'force' }),
    'network create': table(
      'aux-address config-from driver gateway ip-range ipam-driver ipam-opt label opt scope subnet',
      { d: 'driver', o: 'opt' },
    ),
    'network connect': table('alias driver-opt gw-priority ip ip6 link link-local-ip'),
    'network disconnect': table('', { f: 'force' }),
    'network rm': table('', { f: 'force' }),
    'network inspect': table('format', { f: 'format', v: 'verbose' }),
    'network ls': format,
    'network prune': table('filter', { f: 'force' }),
    'swarm init': table(
      `advertise-addr availability cert-expiry data-path-addr data-path-port default-addr-pool default-addr-pool-mask-length
    dispatcher-heartbeat external-ca listen-addr max-snapshots snapshot-interval task-history-limit`,
    ),
    'swarm join': table('advertise-addr availability data-path-addr listen-addr token'),
    'swarm leave': table('', { f: 'force' }),
    'service create': table(
      `cap-add cap-drop config constraint container-label credential-spec dns dns-option dns-search endpoint-mode entrypoint env
    env-file generic-resource group health-cmd health-interval health-retries health-start-interval health-start-period
    health-timeout host hostname isolation label limit-cpu limit-memory limit-pids log-driver log-opt max-concurrent memory-swap
    memory-swappiness mode mount name network oom-score-adj placement-pref publish replicas replicas-max-per-node reserve-cpu
    reserve-memory restart-condition restart-delay restart-max-attempts restart-window rollback-delay rollback-failure-action
    rollback-max-failure-ratio rollback-monitor rollback-order rollback-parallelism secret stop-grace-period stop-signal sysctl
    ulimit update-delay update-failure-action update-max-failure-ratio update-monitor update-order update-parallelism user workdir`,
      {
        ...{ d: 'detach', e: 'env', l: 'label', p: 'publish', q: 'quiet', t: 'tty', u: 'user', w: 'workdir' },
      },
      true,
    ),
    'service ls': format,
    'service ps': format,
    'service logs': table('since tail', { f: 'follow', n: 'tail', t: 'timestamps' }),
    'stack deploy': table('compose-file resolve-image', { c: 'compose-file', d: 'detach', q: 'quiet' }),
    'compose exec': composeRun,
    'compose run': composeRun,
    'compose up': table('scale timeout exit-code-from attach no-attach wait-timeout pull', {
      d: 'detach',
      t: 'timeout',
    }),
    'compose down': table('timeout rmi', { t: 'timeout', v: 'volumes' }),
    'compose logs': table('since tail until index', { f: 'follow', n: 'tail', t: 'timestamps' }),
    'compose stop': table('timeout', { t: 'timeout' }),
    'compose rm': table('', { f: 'force', s: 'stop', v: 'volumes' }),
  }),
);

const composeGlobal = table(
  'file profile project-directory project-name env-file ansi parallel progress host context log-level',
  { f: 'file', p: 'project-name', H: 'host', c: 'context' },
  true,
);

/** Of a verb as `parseDocker` names it. For verbs without a table, every flag is taken for a switch. */
export function flagsOf(verb: string): FlagTable {
  return tables.get(verb) ?? (verb === 'compose' ? composeGlobal : none);
}

/** Verbs whose flags are known, for the comparison with a docker command that is installed. */
export const knownVerbs: readonly string[] = [...tables.keys()];
