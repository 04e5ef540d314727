import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const source = join(__dirname, '..', '..', 'src');
const rooms = ['base', 'model', 'tutorial', 'engine', 'runner', 'netcat', 'shared', 'cli'];

/** The modules of a room, except the one that runs when it is loaded. */
function modulesOf(room: string): string[] {
  return readdirSync(join(source, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
    .map((file) => join(source, room, file));
}

describe('rooms without VS Code', () => {
  for (const room of rooms) {
    it(`${room}/ loads in plain Node, and does nothing by being loaded`, () => {
      const modules = modulesOf(room);
      assert.ok(modules.length > 0, `${room}/ is empty`);
      // A handle left open (a socket, a timer, a watcher) would keep the process from ending by itself.
      const program = `for (const module of ${JSON.stringify(modules)}) require(module);`;
      const printed = execFileSync(process.execPath, ['--import', 'tsx', '-e', program], {
        encoding: 'utf8',
        timeout: 30_000,
        cwd: join(source, '..'),
      });
      assert.equal(printed, '');
    });
  }
});
