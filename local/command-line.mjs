import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure, messageOf } from './failure.mjs';
import { Launch } from './launch.mjs';
import { startEverything } from './local-start.mjs';
import { HELP, parseOptions } from './options.mjs';
import { findProcess, identify, isAlive } from './process-identity.mjs';
import { Screen } from './screen.mjs';

/** Debounces Ctrl-C, which a terminal sends to npm as well, which forwards it. */
const SAME_WISH_MS = 1000;
const PARENT_POLL_MS = 1000;
const SHELL = /^-?(ba|da|z)?sh$/;

/**
 * @param {string} root the folder of package.json
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runFromCommandLine(root, args) {
  const screen = new Screen();
  try {
    const options = parseOptions(args);
    if (options.help) {
      console.log(HELP);
      return 0;
    }
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    screen.title(`Lyceum ${version}`);
    if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
    return await run(new Launch(root, options, screen), screen);
  } catch (error) {
    screen.complain(error instanceof StartFailure ? error.message : `Unexpected: ${stackOf(error)}`);
    return 1;
  }
}

/**
 * @param {Launch} launch
 * @param {Screen} screen
 */
async function run(launch, screen) {
  const wish = stopWish();
  const started = startEverything(launch).then(
    () => null,
    (/** @type {unknown} */ error) => error,
  );
  const failure = await Promise.race([wish, launch.crash.then(crashReport), started.then((error) => error ?? wish)]);
  if (failure === null) screen.title('Stopping');
  else screen.complain(failure instanceof StartFailure ? failure.message : `Unexpected: ${stackOf(failure)}`);
  await launch.teardown.run();
  if (failure === null) screen.tell('Stopped. The data are kept.');
  return failure === null ? 0 : 1;
}

/** @returns {Promise<null>} resolves on a request to stop */
function stopWish() {
  return new Promise((resolve) => {
    let askedAt = 0;
    const ask = () => {
      if (askedAt > 0 && Date.now() - askedAt > SAME_WISH_MS) process.exit(1);
      askedAt ||= Date.now();
      resolve(null);
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, ask);
    watchNpm(ask);
  });
}

/**
 * Stops when npm is gone (killed, for example): nothing tells a process that its parent was killed, and nobody else
 * could stop it.
 * @param {() => void} onGone
 */
function watchNpm(onGone) {
  const npm = process.env.npm_lifecycle_event ? findNpm() : null;
  if (npm) setInterval(() => isAlive(npm) || onGone(), PARENT_POLL_MS).unref();
}

/** npm runs scripts through a shell, which may exec the script or stay as its parent. */
function findNpm() {
  const parent = findProcess(process.ppid);
  return parent && SHELL.test(parent.command) ? identify(parent.parent) : parent;
}

/** @param {import('./child.mjs').Child} child */
async function crashReport(child) {
  const { code, signal } = await child.exited;
  const how = signal ? `was killed by ${signal}` : `ended with exit code ${code}`;
  return new StartFailure(`${child.name} ${how}. Its last lines:\n  ${child.lastLines().join('\n  ')}`);
}

/** @param {unknown} error */
function stackOf(error) {
  return error instanceof Error ? error.stack : messageOf(error);
}
