import { parseDockerHost } from '../../../engine/dockerHost';
import type { EngineChoice } from '../../../engine/engineChoice';
import { defaultContext } from '../../../engine/engineChoice';
import type { EngineAddress } from '../../../engine/engineState';
import { plainText } from '../plainText';

/** Longest name that fits among the other items of a status bar, in characters. */
const longest = 32;
/** Where Docker's default context leads. */
const defaultHosts = ['unix:///var/run/docker.sock', 'npipe:////./pipe/docker_engine'];

/** An engine in a word: its context's name, else its address in short. */
export function engineName({ host, source, contextName }: EngineAddress): string {
  if (contextName !== undefined) return short(contextName);
  return source === 'wellKnown' && defaultHosts.includes(host) ? defaultContext : shortHost(host);
}

export function choiceName(choice: EngineChoice): string {
  return choice.kind === 'context' ? short(choice.name) : shortHost(choice.host);
}

/** `docker.sock`, `box:2375` */
function shortHost(host: string): string {
  const target = parseDockerHost(host, false);
  if (target.kind === 'socket') return short(target.path.replace(/^.*[/\\](?=[^/\\])/, ''));
  return short(host.replace(/^tcp:\/\//, ''));
}

function short(name: string): string {
  const plain = plainText(name);
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
