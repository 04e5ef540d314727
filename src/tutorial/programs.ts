import { simpleCommands, type SimpleCommand } from './shellWords';

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'fish']);

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Whether these words start an interactive shell: a shell without a script and without `-c`. */
export function isShell(words: readonly string[]): boolean {
  const [program = '', ...args] = words;
  return shells.has(baseName(program)) && args.every((arg) => arg.startsWith('-') && !/^-[a-z]*c/.test(arg));
}

/** Whether a letter is among the joined short flags. */
function has(args: readonly string[], letters: string): boolean {
  return args.some((arg) => new RegExp(`^-[a-zA-Z]*[${letters}]`).test(arg));
}

type Hold = (args: readonly string[], fed: boolean) => boolean;

const netcat: Hold = (args, fed) => !has(args, 'zh') && (has(args, 'l') || args.includes('--listen') || !fed);
const ping: Hold = (args) => !has(args, 'cwV');
const follow: Hold = (args) => has(args, 'fF') || args.some((arg) => arg.startsWith('--follow'));
const always: Hold = () => true;
const python: Hold = (args) => args.length === 0 || /http\.server|SimpleHTTPServer/i.test(args.join(' '));
const iperf: Hold = (args) => has(args, 's') && !has(args, '1D');

/** Programs that keep their terminal until they are stopped, or until somebody at the other end goes. */
const holding: Readonly<Record<string, Hold>> = {
  ...{ nc: netcat, ncat: netcat, netcat, ping, ping6: ping, tail: follow, journalctl: follow },
  ...{ top: always, htop: always, watch: always, telnet: always, yes: always, dockerd: always },
  ...{ python, python3: python, python2: python, iperf, iperf3: iperf },
  cat: (args, fed) => args.length === 0 && !fed,
  tcpdump: (args) => !has(args, 'cDr'),
  socat: (args, fed) => !fed || /LISTEN/i.test(args.join(' ')),
  sleep: ([time = '']) => time === 'infinity' || !/^[0-5]?\d(?:\.\d+)?s?$/.test(time),
  nginx: (args) => args.join(' ').includes('daemon off'),
  httpd: (args) => has(args, 'fX') || args.includes('-DFOREGROUND') || args.includes('FOREGROUND'),
  'redis-server': (args) => !args.includes('--daemonize'),
  while: ([condition = '']) => condition === 'true' || condition === ':',
};

/** Whether a command keeps its terminal busy until it is stopped. Docker's own commands are not looked at here. */
export function holdsTerminal(command: SimpleCommand): boolean {
  const [program = '', ...args] = command.words;
  if (command.background) return false;
  const name = baseName(program);
  if (shells.has(name)) {
    const script = args.findIndex((arg) => /^-[a-z]*c$/.test(arg));
    const text = script < 0 ? undefined : args[script + 1];
    return text !== undefined && simpleCommands(text).some(holdsTerminal);
  }
  return holding[name]?.(args, command.fed) ?? false;
}

/** Where a netcat or telnet client connects to: what ends when the other end goes. */
export function connectionOf({ words }: SimpleCommand): { readonly host: string; readonly port: string } | undefined {
  const [program = '', ...args] = words;
  if (!['nc', 'ncat', 'netcat', 'telnet'].includes(baseName(program)) || has(args, 'l')) return undefined;
  const [port, to] = args.filter((arg) => !arg.startsWith('-')).reverse();
  return to !== undefined && port !== undefined ? { host: to, port } : undefined;
}

/** Images whose own command is a server: run without a command they hold the terminal and open no shell. */
const serverImage =
  /(?:^|\/)(?:nginx|httpd|apache2?|caddy|traefik|haproxy|redis|memcached|mysql|mariadb|postgres|mongo|rabbitmq|registry|consul|etcd|vault|jenkins|wordpress|ghost|whoami)(?:[:@-]|$)/;

export function isServerImage(image: string): boolean {
  return serverImage.test(image);
}
