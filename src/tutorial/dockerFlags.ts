/**
 * Which flags of the docker command line take a value: the others are switches, which take none. From the reference of
 * the docker CLI; podman's are the same where they matter here.
 */
export interface FlagTable {
  /** Long names that take a value. */
  readonly values: ReadonlySet<string>;
  /** Long names by letter. */
  readonly letters: Readonly<Record<string, string>>;
  /** Whether flags end at the first argument, as for `run`, whose arguments are another program's. */
  readonly endsAtArgument: boolean;
}

function table(values: string, letters: Readonly<Record<string, string>> = {}, endsAtArgument = false): FlagTable {
  return { values: new Set(values.split(' ')), letters, endsAtArgument };
}

export const globalFlags = table(
  'config context host log-level tlscacert tlscert tlskey connection url root',
  { c: 'context', H: 'host', l: 'log-level', D: 'debug', v: 'version' },
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
stop-signal stop-timeout storage-opt sysctl tmpfs ulimit user userns uts volume volume-driver volumes-from
workdir`.replace(/\n/g, ' '),
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
    e: 'env',
    l: 'label',
    p: 'publish',
    u: 'user',
    v: 'volume',
    w: 'workdir',
    d: 'detach',
    i: 'interactive',
    T: 'no-tty',
  },
  true,
);

const tables: Readonly<Record<string, FlagTable>> = {
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
  'network create': table(
    'aux-address config-from driver gateway ip-range ipam-driver ipam-opt label opt scope subnet',
    { d: 'driver', o: 'opt' },
  ),
  'network connect': table('alias driver-opt gw-priority ip ip6 link link-local-ip'),
  'network disconnect': table('', { f: 'force' }),
  'compose exec': composeRun,
  'compose run': composeRun,
  'compose up': table('scale timeout exit-code-from attach no-attach wait-timeout', { d: 'detach', t: 'timeout' }),
};

const composeGlobal = table(
  'file profile project-directory project-name env-file ansi parallel progress',
  { f: 'file', p: 'project-name' },
  true,
);

/** Of a verb as `parseDocker` names it. For verbs without a table, every flag is taken for a switch. */
export function flagsOf(verb: string): FlagTable {
  return tables[verb] ?? (verb === 'compose' ? composeGlobal : table(''));
}
