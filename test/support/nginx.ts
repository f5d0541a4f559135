import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ports } from '../../local/ports.mjs';
import { StartFailure } from '../../local/failure.mjs';
import { findProgram } from '../../local/find-program.mjs';
import { installPackage } from '../../local/system-package.mjs';
import { selfSigned } from './certificate.js';

const CONF = join(import.meta.dirname, '../../deploy/nginx/lyceum.conf');
const HELP = 'install it (Debian: "apt-get install nginx-light")';

/** nginx by the configuration of `deploy/`, with the name, the ports and the folders of a test. */
export class Nginx {
  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** @param live what stands in `upstream` at first: lines such as `server 127.0.0.1:3000;` */
  static async start(live: string): Promise<Nginx> {
    const program = await findOrInstall();
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-nginx-'));
    const ports = new Ports();
    const [plain, port] = [await ports.anyFree(), await ports.anyFree()];
    const { key, cert } = selfSigned('localhost');
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
    writeFileSync(join(folder, 'live.conf'), live);
    writeFileSync(join(folder, 'nginx.conf'), surrounded(folder, ofTest(folder, plain, port)));
    mkdirSync(join(folder, 'temp'));
    // Its workers are nobody else, who could not write here.
    const directives = `daemon off;${process.getuid?.() === 0 ? ' user root;' : ''}`;
    const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-g', directives], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await started(child);
    return new Nginx(program, folder, port, child);
  }

  get url(): string {
    return `https://localhost:${this.port}`;
  }

  get certificate(): string {
    return join(this.folder, 'cert.pem');
  }

  get liveFile(): string {
    return join(this.folder, 'live.conf');
  }

  /** How to call it, as the environment variable `NGINX` says it. */
  get command(): string {
    return `${this.program} -c ${join(this.folder, 'nginx.conf')}`;
  }

  /** What it has logged of requests. */
  get accessLog(): string {
    return readFileSync(join(this.folder, 'access.log'), 'utf8');
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true });
  }
}

/** @throws Error with what it said instead */
async function started(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.includes('start worker process')) child.emit('started');
  });
  await Promise.race([
    once(child, 'started'),
    once(child, 'exit').then(() => {
      throw new Error(`nginx did not start: ${said}`);
    }),
  ]);
}

async function findOrInstall(): Promise<string> {
  const wanted = { name: 'nginx-light', what: 'nginx', help: HELP };
  const tell = (line: string) => console.log(line);
  const found = findProgram('nginx') ?? ((await installPackage(wanted, tell)) ? findProgram('nginx') : null);
  if (!found)
    throw new StartFailure(`The tests of nginx's configuration need nginx and this machine has none: ${HELP}.`);
  return found;
}

function ofTest(folder: string, plain: number, port: number): string {
  return readFileSync(CONF, 'utf8')
    .replace(/ {2}server 127\.0\.0\.1:3000;\n/, `  include ${join(folder, 'live.conf')};\n`)
    .replace(/^ +listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`)
    .replaceAll('lyceum.example;', 'localhost;')
    .replaceAll('/etc/letsencrypt/live/lyceum.example/fullchain.pem', join(folder, 'cert.pem'))
    .replaceAll('/etc/letsencrypt/live/lyceum.example/privkey.pem', join(folder, 'key.pem'))
    .replaceAll('/var/log/nginx', folder);
}

/** What a distribution has around the files of `conf.d`. */
function surrounded(folder: string, conf: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path ${join(folder, 'temp', name)};`)
    .join('\n');
  return `worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log stderr notice;
events { worker_connections 256; }
http {
${temp}
${conf}
}
`;
}
