import { mkdirSync } from 'node:fs';
import { Child } from './child.mjs';

const HOST = '127.0.0.1';

/**
 * @typedef {object} RedisOptions
 * @property {string} program the path of redis-server or valkey-server
 * @property {string} dataFolder made when missing
 * @property {number} port
 * @property {string} password
 * @property {{ certificateFile: string, keyFile: string }} [tls] the only way to talk to it, when given
 * @property {string} [logPath]
 * @property {import('./run-file.mjs').RunFile} [runFile]
 */

/** A Redis server on the loopback interface that loses at most one second of writes and never evicts a job. */
export class Redis {
  /** @type {Child} */
  process;
  /** @type {string} */
  url;

  /**
   * @param {Child} process
   * @param {string} url
   */
  constructor(process, url) {
    this.process = process;
    this.url = url;
  }

  /** @param {RedisOptions} options */
  static async start({ program, dataFolder, port, password, tls, logPath, runFile }) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const settings = [
      `bind ${HOST}`,
      ...(tls
        ? [
            'port 0',
            `tls-port ${port}`,
            `tls-cert-file ${JSON.stringify(tls.certificateFile)}`,
            `tls-key-file ${JSON.stringify(tls.keyFile)}`,
            'tls-auth-clients no',
          ]
        : [`port ${port}`]),
      `dir ${JSON.stringify(dataFolder)}`,
      `requirepass ${password}`,
      'daemonize no',
      'appendonly yes',
      'appendfsync everysec',
      'maxmemory-policy noeviction',
      'save ""',
    ];
    const child = new Child({
      name: 'Redis',
      program,
      // The settings come on the standard input, so that no list of processes shows the password.
      args: ['-'],
      input: `${settings.join('\n')}\n`,
      env: process.env,
      readyLine: /Ready to accept connections/,
      logPath,
      runFile,
    });
    await child.ready;
    // A certificate is for a name.
    return new Redis(child, tls ? `rediss://:${password}@localhost:${port}` : `redis://:${password}@${HOST}:${port}`);
  }

  stop() {
    return this.process.stop();
  }
}
