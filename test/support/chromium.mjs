import { StartFailure } from '../../local/failure.mjs';
import { findProgram } from '../../local/find-program.mjs';
import { installPackage } from '../../local/system-package.mjs';

/**
 * Debian's names first, then those of other systems. The shell is the same browser without windows, of which each page
 * of the other has one: it takes a third less of the processor.
 */
const PROGRAMS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const HELP = 'install it (Debian: "apt-get install chromium")';

/**
 * @returns {string} the path of Chromium
 * @throws {StartFailure}
 */
export function findChromium() {
  const found = find();
  if (!found) throw new StartFailure(`The browser tests need Chromium and this machine has none: ${HELP}.`);
  return found;
}

/**
 * @param {(line: string) => void} tell progress, while Debian's package is installed
 * @throws {StartFailure}
 */
export async function findOrInstallChromium(tell) {
  if (!find()) await installPackage({ name: 'chromium', what: 'Chromium', help: HELP }, tell);
  return findChromium();
}

function find() {
  return PROGRAMS.map(findProgram).find(Boolean) ?? null;
}
