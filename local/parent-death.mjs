import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.mjs';

/**
 * @typedef {object} Privileges
 * @property {number} uid
 * @property {number} gid
 * @property {string | null} capability ambient capability of a process that is not root, as in capabilities(7)
 */

/**
 * Command line that runs a program with a parent-death signal: the kernel sends `signal` when this process exits, even
 * by SIGKILL (prctl(2) PR_SET_PDEATHSIG, by setpriv(1), which every Debian has). Without setpriv (macOS), the program
 * runs as it is, and the next start ends what a killed launcher left behind.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.Signals} signal
 * @param {Privileges | null} privileges whom to run it as; null for the current user
 * @returns {{ program: string, args: string[] }}
 */
export function tieToThisProcess(program, args, signal, privileges = null) {
  const setpriv = setprivProgram();
  if (!setpriv) return { program, args: [...args] };
  const options = ['--pdeathsig', signal];
  if (privileges) {
    options.push(`--reuid=${privileges.uid}`, `--regid=${privileges.gid}`, '--clear-groups');
    if (privileges.capability)
      options.push(
        // Otherwise access(2) ignores the capabilities of a user who is not root.
        '--securebits=+no_setuid_fixup',
        `--inh-caps=+${privileges.capability}`,
        `--ambient-caps=+${privileges.capability}`,
      );
  }
  return { program: setpriv, args: [...options, '--', program, ...args] };
}

/** @type {string | null | undefined} */
let known;

/** Feature detection: the setpriv of BusyBox lacks the option. */
function setprivProgram() {
  if (known !== undefined) return known;
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  known = setpriv && spawnSync(setpriv, ['--pdeathsig', 'keep', 'true']).status === 0 ? setpriv : null;
  return known;
}
