import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenPlan } from '../support/expectedPlan';

const folder = join(__dirname, '..', 'fixtures', 'tutorials');

describe('planning tutorials, line by line as they were read by hand', () => {
  const documents = readdirSync(folder).filter((name) => /\.(?:rst|md)$/.test(name));

  it('has a dozen and more of them', () => assert.ok(documents.length >= 12));

  for (const name of documents) {
    it(name, () => {
      const expected = readFileSync(join(folder, name.replace(/\.\w+$/, '.gold')), 'utf8');
      assert.deepEqual(
        writtenPlan(join(folder, name)),
        expected.split('\n').filter((line) => line !== ''),
      );
    });
  }
});
