import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { BUILD_STAMP, nestProgram } from './build.mjs';
import { Child } from './child.mjs';
import { StartFailure } from './failure.mjs';

const FINISHED = /Found (\d+) errors?\. Watching for file changes\./;

/** The compiler in watch mode. */
export class Rebuilder {
  /** @type {Child} */
  process;
  /** @type {(() => Promise<void>) | null} */
  #listener = null;
  #working = Promise.resolve();
  /** @type {() => Promise<void>} */
  #finish;
  #reportBuilt = () => {};

  /**
   * Resolves when the sources compile for the first time, however long that takes; rejects with a StartFailure when the
   * compiler exits before. @type {Promise<unknown>}
   */
  firstBuild;

  /**
   * @param {string} root the folder of package.json
   * @param {import('./run-file.mjs').RunFile} runFile
   * @param {(line: string) => void} tell
   * @param {() => Promise<void>} finish bundles the output of the compiler
   */
  constructor(root, runFile, tell, finish) {
    this.#finish = finish;
    // From now on `dist` does not correspond to known sources.
    rmSync(join(root, BUILD_STAMP), { force: true });
    this.process = new Child({
      name: 'The compiler',
      program: process.execPath,
      args: [nestProgram(), 'build', '--watch', '--watchAssets', '--preserveWatchOutput'],
      env: process.env,
      cwd: root,
      readyLine: FINISHED,
      runFile,
      onLine: (line) => this.#read(line, tell),
    });
    const built = new Promise((resolve) => (this.#reportBuilt = () => resolve(null)));
    const ended = this.process.exited.then(() => {
      throw new StartFailure(`The compiler ended: ${this.process.lastLines().join('\n  ')}`);
    });
    this.firstBuild = Promise.race([built, ended]);
  }

  /** @param {() => Promise<void>} listener called after every later build, never concurrently */
  onBuilt(listener) {
    this.#listener = listener;
  }

  stop() {
    return this.process.stop();
  }

  /**
   * @param {string} colored
   * @param {(line: string) => void} tell
   */
  #read(colored, tell) {
    const line = stripVTControlCharacters(colored);
    const errors = FINISHED.exec(line)?.[1];
    if (errors === '0') {
      const listener = this.#listener;
      this.#working = this.#working
        .then(this.#finish)
        .then(() => this.#reportBuilt())
        .then(() => listener?.())
        .catch((error) => tell(String(error.message)));
    } else if (errors && errors !== '0') tell(`${errors} errors, so nothing is started again`);
    else if (/error TS\d+/.test(line)) tell(line);
  }
}
