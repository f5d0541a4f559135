import { mkdirSync } from 'node:fs';
import { Child } from './child.mjs';

const HOST = '127.0.0.1';

/**
 * @typedef {object} RedisOptions
 * @property {string} program path of redis-server or valkey-server
 * @property {string} dataFolder created when missing
 * @property {number} port
 * @property {string} password
 * @property {{ certificateFile: string, keyFile: string }} [tls] accepts TLS connections only, when given
 * @property {string} [logPath]
 * @property {import('./run-file.mjs').RunFile} [runFile]
 */

/**
 * A Redis server on the loopback interface, with `appendfsync everysec` and `noeviction`: it loses at most one second
 * of writes, and no jobs by eviction.
 */
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
      // Settings by standard input, so that lists of processes do not show the password.
      args: ['-'],
      input: `${settings.join('\n')}\n`,
      env: process.env,
      readyLine: /Ready to accept connections/,
      logPath,
      runFile,
    });
    await child.ready;
    // Certificates are issued for a host name.
    return new Redis(child, tls ? `rediss://:${password}@localhost:${port}` : `redis://:${password}@${HOST}:${port}`);
  }

  stop() {
    return this.process.stop();
  }
}
