import { baseName } from './baseName';
import { parseCommandLine, type SimpleCommand } from './commandLine';

const shells = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'zsh',
  'ksh',
  'fish',
  'rbash',
  'csh',
  'tcsh',
  'pwsh',
  'powershell',
]);

/** Whether these words start an interactive shell: a shell without a script and without `-c`. */
export function isShell(words: readonly string[]): boolean {
  const [program = '', ...args] = words;
  const name = baseName(program);
  if (name === 'busybox' && args.length > 0) return isShell(args);
  if (name === 'env') return isShell(args.filter((arg) => !arg.includes('=') && !arg.startsWith('-')));
  return shells.has(name) && args.every((arg) => /^[-+]/.test(arg) && !/^-[a-z]*c/.test(arg));
}

/** Whether a letter is among the joined short flags. */
function has(args: readonly string[], letters: string): boolean {
  return args.some((arg) => {
    if (!arg.startsWith('-')) return false;
    for (let at = 1; at < arg.length && /[a-zA-Z0-9]/.test(arg.charAt(at)); at++)
      if (letters.includes(arg.charAt(at))) return true;
    return false;
  });
}

type Hold = (args: readonly string[], fed: boolean) => boolean;

const always: Hold = () => true;
const netcat: Hold = (args, fed) =>
  !has(args, 'zh') && !args.includes('--version') && (has(args, 'l') || args.includes('--listen') || !fed);
const ping: Hold = (args) => args.length > 0 && !has(args, 'cwVn') && !args.some((arg) => /^(?:--count|\/n)/.test(arg));
const follow: Hold = (args) => has(args, 'fF') || args.some((arg) => arg.startsWith('--follow'));
const serves: Hold = (args) => /^(?:serve|server|start|run|dev|watch|s|up|agent|proxy)$/.test(args[0] ?? '');
/** An interpreter without a script reads what is typed; with one that is called like a server it serves. */
const interpreter: Hold = (args, fed) => {
  const script = args.find((arg) => !arg.startsWith('-')) ?? '';
  if (args.length === 0 || (script === '' && !has(args, 'cemVvhp'))) return !fed && !args.includes('--version');
  return /(?:^|\/)(?:app|server|main|index|wsgi|web|api|bot)\.(?:py|js|rb|mjs|ts)$|http\.server|SimpleHTTPServer|runserver/i.test(
    args.join(' '),
  );
};
const client =
  (...once: readonly string[]): Hold =>
  (args, fed) =>
    !fed &&
    !args.some(
      (arg) => once.some((flag) => arg === flag || (flag.length === 2 && arg.startsWith(flag))) || arg === '--version',
    );
const iperf: Hold = (args) =>
  (args.some((arg) => /^-\w*s$|^--server$/.test(arg)) &&
    !has(args, 'D') &&
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
const reading: Readonly<Record<string, Hold>> = {
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
};

const redisWatch: Hold = (args) => args.some((arg) => /^(?:monitor|p?subscribe|--stat|--latency)$/i.test(arg));

/** Programs that keep their terminal until they are stopped, or until somebody at the other end goes. */
const holding: Readonly<Record<string, Hold>> = {
  'redis-cli': redisWatch,
  ...{ ping, ping6: ping, arping: ping, fping: (args) => has(args, 'l'), mtr: (args) => !has(args, 'rc') },
  ...{
    tail: follow,
    journalctl: follow,
    htop: always,
    watch: always,
    yes: always,
    dockerd: always,
    top: (args) => !has(args, 'bn'),
  },
  ...{
    iperf,
    iperf3: iperf,
    tshark: (args) => !has(args, 'crD'),
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
    memcached: (args) => !has(args, 'd'),
  },
  ...{
    gunicorn: always,
    uvicorn: always,
    'http-server': always,
    mysqld: always,
    postgres: always,
    haproxy: (args) => !has(args, 'Dcv'),
  },
  ...{
    java: (args) => has(args, 'j') || args.includes('-jar'),
    php: (args) => has(args, 'S'),
    inotifywait: (args) => has(args, 'm'),
  },
  ...{
    bpftrace: always,
    strace: (args) => has(args, 'p'),
    conntrack: (args) => has(args, 'E'),
    udhcpd: (args) => has(args, 'f'),
  },
  ...{
    exabgp: always,
    gobgpd: always,
    'ip-monitor': always,
    whoami: () => false,
    cloudflared: serves,
    traefik: always,
  },
  dnsmasq: (args) => has(args, 'dk') || args.some((arg) => /no-daemon|keep-in-foreground/.test(arg)),
  ip: (args) => args[0] === 'monitor',
  kubectl: (args) =>
    /^(?:port-forward|proxy)$/.test(args[0] ?? '') || has(args, 'w') || (args[0] === 'logs' && follow(args, false)),
  tcpdump: (args) => !has(args, 'cDr') && !args.includes('--version'),
  ros2: ([verb = '']) => verb === 'run' || verb === 'launch',
  testpmd: always,
  fastdds: (args) => args[0] === 'discovery',
  'dpdk-testpmd': always,
  sleep: ([time = '']) => !/^(?:[0-5]?\d(?:\.\d+)?s?|\$.*)$/.test(time),
  nginx: (args) => args.join(' ').includes('daemon off'),
  'nginx-debug': always,
  httpd: (args) => has(args, 'fX') || args.some((arg) => arg.includes('FOREGROUND')),
  'httpd-foreground': always,
  'apache2-foreground': always,
  'redis-server': (args) => !args.includes('--daemonize'),
  sshd: (args) => has(args, 'D'),
};

/** A command that is run by another one. */
export function commandOf(words: readonly string[], fed: boolean): SimpleCommand {
  return { program: baseName(words[0] ?? ''), words, elevated: false, fed, background: false };
}

/** Whether a command keeps its terminal busy until it is stopped. Docker's own commands are not looked at here. */
export function holdsTerminal(command: SimpleCommand): boolean {
  const { program: name } = command;
  const args = command.words.slice(1);
  if (command.background || args.some((arg) => arg === '--version' || arg === '--help')) return false;
  if (name === 'busybox') return holdsTerminal(commandOf(args, command.fed));
  if (name === 'timeout') return false;
  const script = scriptOf(command.words);
  if (script !== undefined) {
    const { commands, endless } = parseCommandLine(script);
    return endless || commands.some(holdsTerminal);
  }
  const inner = commandInside(command.words);
  if (inner) return holdsTerminal(commandOf(inner, command.fed));
  return readsInput(command) || (holding[name]?.(args, command.fed) ?? false);
}

/** Whether a command reads what is typed after it, so that those lines are no commands. */
export function readsInput(command: SimpleCommand): boolean {
  const hold = reading[command.program];
  return hold !== undefined && !command.background && hold(command.words.slice(1), command.fed);
}

function scriptOf([program = '', ...args]: readonly string[]): string | undefined {
  if (!shells.has(baseName(program))) return undefined;
  const flag = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
  return flag < 0 ? undefined : args[flag + 1];
}

/** The command that another one runs somewhere on the same host: in a network namespace, with other rights. */
export function commandInside([program = '', ...args]: readonly string[]): readonly string[] | undefined {
  const name = baseName(program);
  if (name === 'ip') {
    const at = args[0] === '-n' ? -1 : args.indexOf('exec');
    return at > 0 && args[at - 1]?.startsWith('net') ? args.slice(at + 2) : undefined;
  }
  if (name === 'nsenter' || name === 'unshare' || name === 'chroot') {
    let at = name === 'chroot' ? 1 : 0;
    for (; (args[at] ?? '').startsWith('-'); at++)
      if (
        /^-(?:t|-target|S|G|-setuid|-setgid)$/.test(args[at] ?? '') ||
        (/^--?\w+$/.test(args[at] ?? '') && /^\d|^[$/‹]/.test(args[at + 1] ?? ''))
      )
        at++;
    return args.slice(at);
  }
  return undefined;
}

/** The network namespace that a command opens a shell in: `ip netns exec red bash`, `nsenter --net=/var/run/netns/red`. */
export function namespaceShellOf({ program, words, fed, background }: SimpleCommand): string | undefined {
  const inside = fed || background ? undefined : commandInside(words);
  if (!inside || (inside.length > 0 && !isShell(inside))) return undefined;
  if (program === 'ip') return inside.length > 0 ? words[words.indexOf('exec') + 1] : undefined;
  return words
    .map((word) => /^(?:--net=|-n)\S*?([\w.-]+)$/.exec(word)?.[1])
    .find((name) => name !== undefined && name !== 'net');
}

/** Whether a command leaves a shell of its own on the same machine: `bash`, `sudo -i`, `su -`. */
export function opensNestedShell({ program: name, words, fed, background }: SimpleCommand): boolean {
  if (fed || background) return false;
  const args = words.slice(1);
  if (name === 'sudo') return args.length === 1 && /^(?:-\w*[is]|--login|--shell)$/.test(args[0] ?? '');
  if (name === 'su') return !args.some((arg) => /^-c|^--command/.test(arg));
  if (name === 'nsenter' && commandInside(words)?.length === 0) return true;
  if (name === 'newgrp') return true;
  return isShell(commandInside(words) ?? words);
}

const machineShells: Readonly<Record<string, RegExp>> = {
  ...{
    'docker-machine': /^ssh /,
    vagrant: /^ssh(?: |$)/,
    multipass: /^shell(?: |$)/,
    minikube: /^ssh(?: |$)/,
    limactl: /^shell /,
  },
  ...{ podman: /^machine ssh/, colima: /^ssh/, kind: /^$/, gcloud: /^compute ssh / },
};

/** The machine or container that a command of another tool opens a shell in: `ssh host`, `kubectl exec -ti pod -- sh`. */
export function remoteShellOf({
  program: tool,
  words,
  fed,
  background,
}: SimpleCommand): { readonly kind: 'machine' | 'container'; readonly name: string } | undefined {
  if (fed || background) return undefined;
  const args = words.slice(1);
  if (tool === 'ssh') {
    const valued = /^-[bcDEeFIiJLlmOopQRSWw]$/;
    let at = 0;
    for (; (args[at] ?? '').startsWith('-'); at++) if (valued.test(args[at] ?? '')) at++;
    const to = args[at];
    if (to === undefined || args.length > at + 1 || has(args.slice(0, at), 'NVfT')) return undefined;
    return { kind: 'machine', name: to.slice(to.lastIndexOf('@') + 1) };
  }
  const enters = machineShells[tool];
  if (enters?.test(args.join(' '))) {
    const plain = args.slice(tool === 'podman' || tool === 'gcloud' ? 2 : 1).filter((arg) => !arg.startsWith('-'));
    return plain.length > 1 && tool !== 'gcloud' ? undefined : { kind: 'machine', name: plain[0] ?? tool };
  }
  if (['kubectl', 'oc', 'lxc', 'incus', 'k3s'].includes(tool) && args.includes('exec')) {
    const dashes = args.indexOf('--');
    const before = args.slice(args.indexOf('exec') + 1, dashes < 0 ? undefined : dashes);
    const names = before.filter(
      (arg, index) => !arg.startsWith('-') && !/^-(?:c|n|-container|-namespace)$/.test(before[index - 1] ?? ''),
    );
    const inside = dashes < 0 ? names.slice(1) : args.slice(dashes + 1);
    return names[0] !== undefined && isShell(inside) ? { kind: 'container', name: names[0] } : undefined;
  }
  return undefined;
}

/** Where a netcat or telnet client connects to: what ends when the other end goes. */
export function connectionOf({
  program,
  words,
}: SimpleCommand): { readonly host: string; readonly port: string } | undefined {
  const args = words.slice(1);
  if (!/^(?:nc|ncat|netcat|telnet)$/.test(program) || has(args, 'l')) return undefined;
  const [port, to] = args.filter((arg) => !arg.startsWith('-')).reverse();
  return to !== undefined && port !== undefined ? { host: to, port } : undefined;
}
