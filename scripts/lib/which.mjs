import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian keeps what only root runs; not on everybody's PATH. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * @param {string} command
 * @returns {string | undefined} the program's full path
 */
export function which(command) {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...systemFolders]) {
    const path = join(folder || '.', command);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
