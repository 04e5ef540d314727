import { isKnownProgram } from './knownPrograms';

/** Whether a program with these arguments keeps its terminal. `fed`: it reads a pipe or a file, not what is typed. */
export type Hold = (args: readonly string[], fed: boolean) => boolean;

const always: Hold = () => true;
const netcat: Hold = (args, fed) =>
  !hasFlag(args, 'zh') && !args.includes('--version') && (hasFlag(args, 'l') || args.includes('--listen') || !fed);
/** Without a count or a deadline: `-c 4`, `-w 4`, and `-n 4` of Windows, whose letter is a switch elsewhere. */
const ping: Hold = (args) =>
  args.length > 0 &&
  !args.some(
    (arg, at) =>
      /^(?:-[46ABDLORUadfnqrv]*[cwVh]|--count|--help|\/n)/.test(arg) ||
      (arg === '-n' && args.length > 2 && /^\d+$/.test(args[at + 1] ?? '')),
  );
const follow: Hold = (args) => hasFlag(args, 'fF') || args.some((arg) => arg.startsWith('--follow'));
const serves: Hold = (args) => /^(?:serve|server|start|run|dev|watch|s|up|agent|proxy)$/.test(args[0] ?? '');
/** An interpreter without a script reads what is typed. */
const interpreter: Hold = (args, fed) =>
  !fed && args.every((arg) => arg.startsWith('-')) && !hasFlag(args, 'cemVvhp') && !args.includes('--version');
/** With one that is called like a server it serves. */
const serving: Hold = (args) =>
  /(?:^|\/)(?:app|[\w-]*server|main|index|wsgi|web|api|bot)\.(?:py|js|rb|mjs|ts)$|http\.server|SimpleHTTPServer|runserver/i.test(
    args.join(' '),
  );
const client =
  (...once: readonly string[]): Hold =>
  (args, fed) =>
    !fed &&
    !args.some(
      (arg) => once.some((flag) => arg === flag || (flag.length === 2 && arg.startsWith(flag))) || arg === '--version',
    );
const iperf: Hold = (args) =>
  (args.some((arg) => /^-\w*s$|^--server$/.test(arg)) &&
    !hasFlag(args, 'D') &&
    !args.some((arg) => arg.startsWith('--daemon'))) ||
  /-t ?(?:\d{3,}|0)\b/.test(args.join(' '));
/** `redis-cli -h host PING` is one command; without a word of its own it reads what is typed. */
const redisClient: Hold = (args, fed) => {
  for (let at = 0; at < args.length; at++) {
    if (/^-[hpanu]$/.test(args[at] ?? '') || args[at] === '--user' || args[at] === '--pass') at++;
    else if (!(args[at] ?? '').startsWith('-')) return false;
  }
  return !fed;
};

/** Programs that read what is typed into them until they are left, and are no shells. */
const reading = new Map<string, Hold>(
  Object.entries<Hold>({
    ...{ nc: netcat, ncat: netcat, netcat, telnet: (args) => args.length > 0, 'redis-cli': redisClient },
    ...{
      mysql: client('-e', '--execute', '-V'),
      mariadb: client('-e', '--execute', '-V'),
      psql: client('-c', '-l', '-f', '--command'),
    },
    ...{
      mongo: client('--eval'),
      mongosh: client('--eval'),
      sqlite3: (args, fed) => !fed && args.length < 2,
      cqlsh: client('-e', '-f'),
    },
    ...{
      python: interpreter,
      python2: interpreter,
      python3: interpreter,
      ipython: interpreter,
      node: interpreter,
      nodejs: interpreter,
    },
    ...{
      ruby: interpreter,
      irb: always,
      ghci: always,
      jshell: always,
      scala: interpreter,
      lua: interpreter,
      bc: (_, fed) => !fed,
    },
    ...{
      ftp: always,
      sftp: always,
      gdb: always,
      vtysh: client('-c'),
      sr_cli: (args) => args.length === 0,
      Cli: (args) => args.length === 0,
    },
    ...{ cat: (args, fed) => args.length === 0 && !fed, bluetoothctl: always, birdc: (args) => args.length === 0 },
    ...{
      nslookup: (args) => args.length === 0,
      influx: client('-execute'),
      iex: always,
      socat: (args, fed) => !fed || /LISTEN/i.test(args.join(' ')),
    },
  }),
);

const redisWatch: Hold = (args) => args.some((arg) => /^(?:monitor|p?subscribe|--stat|--latency)$/i.test(arg));

/** `cargo run --bin server`, `go run ./cmd/server` */
const builds: Hold = (args) => args[0] === 'run' && args.some(isServer);

/** Programs that keep their terminal until they are stopped, or until somebody at the other end goes. */
const holding = new Map<string, Hold>(
  Object.entries<Hold>({
    'redis-cli': redisWatch,
    ...{ ping, ping6: ping, arping: ping, fping: (args) => hasFlag(args, 'l'), mtr: (args) => !hasFlag(args, 'rc') },
    ...{
      tail: follow,
      journalctl: follow,
      htop: always,
      watch: always,
      yes: always,
      dockerd: always,
      top: (args) => !hasFlag(args, 'bn'),
    },
    ...{
      iperf,
      iperf3: iperf,
      tshark: (args) => !hasFlag(args, 'crD'),
      ngrep: always,
      tcptracer: always,
      dropwatch: always,
      envoy: always,
      roscore: always,
      roslaunch: always,
    },
    ...{
      qperf: (args) => args.length === 0,
      sockperf: (args) => args[0] === 'server' || args[0] === 'sr',
      ngrok: always,
    },
    ...{
      npm: (args) => /^(?:start|run (?:start|dev|serve|watch))/.test(args.join(' ')),
      yarn: serves,
      flask: serves,
      rails: serves,
    },
    ...{
      hugo: serves,
      mkdocs: serves,
      jekyll: serves,
      caddy: serves,
      consul: serves,
      etcd: always,
      mongod: always,
      memcached: (args) => !hasFlag(args, 'd'),
    },
    ...{
      gunicorn: always,
      uvicorn: always,
      'http-server': always,
      mysqld: always,
      postgres: always,
      haproxy: (args) => !hasFlag(args, 'Dcv'),
    },
    ...{
      java: (args) => hasFlag(args, 'j') || args.includes('-jar'),
      php: (args) => hasFlag(args, 'S'),
      inotifywait: (args) => hasFlag(args, 'm'),
    },
    ...{
      bpftrace: always,
      strace: (args) => hasFlag(args, 'p'),
      conntrack: (args) => hasFlag(args, 'E'),
      udhcpd: (args) => hasFlag(args, 'f'),
    },
    ...{
      exabgp: always,
      gobgpd: always,
      'ip-monitor': always,
      whoami: () => false,
      cloudflared: serves,
      traefik: always,
    },
    ...Object.fromEntries(
      ['python', 'python2', 'python3', 'node', 'nodejs', 'ruby', 'deno', 'bun'].map((name) => [name, serving]),
    ),
    minikube: (args) => args[0] === 'tunnel',
    curl: (args) => hasFlag(args, 'N') || args.includes('--no-buffer'),
    cargo: builds,
    mosquitto: always,
    mosquitto_sub: (args) => !hasFlag(args, 'CE'),
    dmesg: (args) => hasFlag(args, 'w') || args.includes('--follow'),
    ssh: (args) => hasFlag(args, 'N') && !hasFlag(args, 'f'),
    go: builds,
    dnsmasq: (args) => hasFlag(args, 'dk') || args.some((arg) => /no-daemon|keep-in-foreground/.test(arg)),
    ip: (args) => args[0] === 'monitor',
    kubectl: (args) =>
      /^(?:port-forward|proxy)$/.test(args[0] ?? '') ||
      args.some((arg) => /^--watch(?:-only)?(?:=true)?$/.test(arg)) ||
      hasFlag(args, 'w') ||
      (args[0] === 'logs' && follow(args, false)),
    tcpdump: (args) => !hasFlag(args, 'cDr') && !args.includes('--version'),
    ros2: ([verb = '']) => verb === 'run' || verb === 'launch',
    testpmd: always,
    fastdds: (args) => args[0] === 'discovery',
    'dpdk-testpmd': always,
    sleep: ([time = '']) => !/^(?:(?:[0-5]?\d|60)(?:\.\d+)?s?|1m|\$.*)$/.test(time),
    nginx: (args) => args.join(' ').includes('daemon off'),
    'nginx-debug': always,
    httpd: (args) => hasFlag(args, 'fX') || args.some((arg) => arg.includes('FOREGROUND')),
    'httpd-foreground': always,
    'apache2-foreground': always,
    'redis-server': (args) => !args.includes('--daemonize'),
    sshd: (args) => hasFlag(args, 'D'),
  }),
);

/** In the foreground. */
const ownServer: Hold = (args) => !hasFlag(args, 'd') && !args.includes('stop');

function isServer(name: string): boolean {
  return /(?:^|[/_.-])(?:\w*server|listener)(?:\.(?:go|rs|exe))?$/i.test(name);
}

/** Whether a program keeps its terminal, if anything is known of that: one that nobody knows, and that is called a server, is one. */
export function holdOf(name: string): Hold | undefined {
  return holding.get(name) ?? (isServer(name) && !isKnownProgram(name) ? ownServer : undefined);
}

/** The same of programs that read what is typed into them. */
export function readerOf(name: string): Hold | undefined {
  return reading.get(name);
}

/** Whether a letter is among the joined short flags. */
export function hasFlag(args: readonly string[], letters: string): boolean {
  return args.some((arg) => {
    if (!arg.startsWith('-')) return false;
    for (let at = 1; at < arg.length && /[a-zA-Z0-9]/.test(arg.charAt(at)); at++)
      if (letters.includes(arg.charAt(at))) return true;
    return false;
  });
}
