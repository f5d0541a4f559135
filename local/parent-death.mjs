import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.mjs';

/**
 * @typedef {object} Privileges
 * @property {number} uid
 * @property {number} gid
 * @property {string | null} capability one that the process keeps although it is not root, as in capabilities(7)
 */

/**
 * The command line that runs a program so that the kernel sends it `signal` when this process is gone, even by
 * SIGKILL: prctl(2) PR_SET_PDEATHSIG by way of setpriv(1), which every Debian has. Where there is none (macOS), the
 * program is run as it is, and what a killed launcher leaves behind is ended by the next start.
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
        // Without it, access(2) does not count the capabilities of a user who is not root.
        '--securebits=+no_setuid_fixup',
        `--inh-caps=+${privileges.capability}`,
        `--ambient-caps=+${privileges.capability}`,
      );
  }
  return { program: setpriv, args: [...options, '--', program, ...args] };
}

/** @type {string | null | undefined} */
let known;

/** The setpriv of BusyBox has no such option, so it is tried out once. */
function setprivProgram() {
  if (known !== undefined) return known;
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  known = setpriv && spawnSync(setpriv, ['--pdeathsig', 'keep', 'true']).status === 0 ? setpriv : null;
  return known;
}
