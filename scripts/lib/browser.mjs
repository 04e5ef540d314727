import { ensureTools } from './aptPackages.mjs';
import { which } from './which.mjs';

/** Names under which Chromium and Chrome are installed. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A browser without a person: no sandbox because root may not have one, and nothing that talks to the net by itself. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @returns {Promise<string>} path of a Chromium: NETWORK_LAB_CHROMIUM, one that is installed, or Debian's, installed now
 */
export async function ensureChromium() {
  const find = () => process.env['NETWORK_LAB_CHROMIUM'] || names.map(which).find((path) => path !== undefined);
  const found = find();
  if (found) return found;
  await ensureTools('tests in a real browser', [{ command: 'chromium', package: 'chromium' }]);
  return /** @type {string} */ (find());
}

/**
 * @returns {Promise<import('playwright-core').Browser>} a headless Chromium; the caller closes it
 */
export async function launchBrowser() {
  const executablePath = await ensureChromium();
  // Imported here: this file is also read before the npm packages are there.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: browserArguments,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}
