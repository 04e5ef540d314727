import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { flagsOf, globalFlags, knownVerbs } from '../../src/tutorial/shell/dockerFlags';

/** `-p, --publish list   Publish a port`: letter, name, and the type of the value where there is one. */
const flag = /^ {2,6}(?:-(\w), )?--([\w-]+)(?: ([a-z][\w-]*))?(?: {2,}|$)/gm;

describe('the flags of the docker command line', () => {
  // Compose is a plug-in, which Debian does not have: its flags are those of its reference.
  for (const verb of ['', ...knownVerbs.filter((name) => !name.startsWith('compose'))]) {
    it(`are known for docker ${verb}`.trim(), async () => {
      const words = verb.split(' ').filter((word) => word !== '');
      const { stdout } = await promisify(execFile)('docker', [...words, '--help']);
      assert.match(stdout, new RegExp(`Usage: +docker ${verb}`));
      const { values, letters } = verb === '' ? globalFlags : flagsOf(verb);
      for (const [, letter, name = '', type] of stdout.matchAll(flag)) {
        if (name === 'help') continue;
        assert.equal(values.has(name), type !== undefined, `--${name} of docker ${verb}`);
        // By whether it takes a value: some have been given another long name since.
        if (letter !== undefined)
          assert.equal(values.has(letters.get(letter) ?? letter), type !== undefined, `-${letter} of docker ${verb}`);
      }
    });
  }
});
