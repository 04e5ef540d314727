import { constants } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { step } from '../steps.mjs';

/** @typedef {{ folder: string, tutorial: string }} Workspace */

/**
 * A folder with the tutorial to work in. A tutorial that is there already is left as it is: a person may have edited it.
 * @param {string} folder
 * @returns {Promise<Workspace>}
 */
export function prepareWorkspace(folder) {
  return step('Prepare the workspace', async () => {
    const tutorial = join(folder, 'networking.rst');
    await mkdir(folder, { recursive: true });
    await copyFile(join(root, 'walkthroughs/networking.rst'), tutorial, constants.COPYFILE_EXCL).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return { folder, tutorial };
  });
}
