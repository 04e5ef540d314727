import { StepError } from '../stepError.mjs';

/**
 * @param {NodeJS.Platform} [platform]
 * @throws {StepError} on systems the scripts do not know
 */
export function checkSystem(platform = process.platform) {
  if (platform === 'linux' || platform === 'darwin') return;
  throw new StepError(
    'Check the system',
    `This script runs on Linux and macOS; this is ${platform}.`,
    platform === 'win32'
      ? 'Run it inside WSL. (The extension itself works on Windows: install its .vsix in VS Code.)'
      : 'Install the extension’s .vsix in VS Code instead.',
  );
}
