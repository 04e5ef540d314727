import { homedir } from 'node:os';
import { silentLog } from '../base/log';
import { defaultTimings } from '../engine/connectionTimings';
import { describeAddress, findAddresses } from '../engine/engineAddress';
import { offlineError } from '../engine/offlineError';
import { reachEngine } from '../engine/reachEngine';

/** Where a command of the command line writes, and what it is given. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
}

const usage = 'Usage: docker-network-lab engine [--json] [--host ADDRESS]\n';

/**
 * `engine`: which Docker engine is meant, and whether it answers. With `--json` prints `{"host","source","apiVersion","engineVersion"}`,
 * or `{"tried":[{"host","reason","detail"}]}`.
 * @returns exit code: 0 when an engine answered, 1 when none did, 2 for arguments that cannot be read.
 */
export async function engineCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parse(args);
  if (!options) {
    io.stderr(usage);
    return 2;
  }
  const uid = process.getuid?.();
  const inputs = { host: options.host, env: io.env, homedir: homedir(), platform: process.platform };
  const found = await findAddresses(uid === undefined ? inputs : { ...inputs, uid });
  const reached = await reachEngine(found, defaultTimings, silentLog);
  if ('tried' in reached) {
    if (options.json) {
      const tried = reached.tried.map(({ address, reason, detail }) => ({
        host: address.host || describeAddress(address),
        source: address.source,
        reason,
        detail,
      }));
      io.stdout(`${JSON.stringify({ tried })}\n`);
    } else io.stderr(`${offlineError(reached.tried, process.platform).message}\n`);
    return 1;
  }
  const { address, apiVersion, engineVersion } = reached.client;
  reached.client.dispose();
  const answer = { host: address.host, source: address.source, apiVersion, engineVersion };
  io.stdout(
    options.json
      ? `${JSON.stringify(answer)}\n`
      : `${describeAddress(address)}: Docker ${engineVersion}, API ${apiVersion}\n`,
  );
  return 0;
}

function parse(args: readonly string[]): { readonly json: boolean; readonly host: string } | undefined {
  let json = false;
  let host = '';
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === '--json') json = true;
    else if (arg === '--host') {
      const value = args[++index];
      if (value === undefined) return undefined;
      host = value;
    } else return undefined;
  }
  return { json, host };
}
