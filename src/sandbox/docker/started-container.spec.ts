import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { RUN_LIMITS } from '../../kernel/run-request.js';
import { watchStage } from '../stage.js';
import { trial } from '../toolchain-run.js';
import { newMark } from './container.js';
import { DockerEngine } from './engine.js';
import { startContainer } from './started-container.js';

const SAID = 'said\n';

/** The side of an engine that may refuse, over a socket as it has one: the program in its container prints a line. */
class RefusingEngine {
  readonly asked: string[] = [];
  readonly refusals = new Map<string, number>();
  /** Whether its program ends before it is killed. */
  endsByItself = true;
  readonly #server: Server;
  /** Whether its first program comes to the program itself. */
  unpacks = true;
  #mark: Promise<Buffer> = Promise.resolve(Buffer.alloc(0));
  #streams: Duplex | null = null;
  #waiting: ServerResponse | null = null;

  constructor(socketPath: string) {
    this.#server = createServer((request, response) => {
      const { method, url } = request;
      request.resume();
      this.#answer(`${method} ${url}`, response);
    });
    this.#server.on('upgrade', (_request, socket: Duplex) => {
      socket.on('error', () => undefined);
      this.#mark = beginningOf(socket, newMark().length);
      socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
      this.#streams = socket;
    });
    this.#server.listen(socketPath);
  }

  async listening(): Promise<void> {
    if (!this.#server.listening) await once(this.#server, 'listening');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Resolves when the other side has closed the streams of its last container. */
  async streamsClosed(): Promise<void> {
    if (this.#streams && !this.#streams.readableEnded) await once(this.#streams, 'end');
  }

  times(part: string): number {
    return this.asked.filter((one) => one.includes(part)).length;
  }

  #answer(asked: string, response: ServerResponse): void {
    this.asked.push(asked);
    const [part, left = 0] = [...this.refusals].find(([one, times]) => asked.includes(one) && times > 0) ?? [];
    if (part !== undefined) {
      this.refusals.set(part, left - 1);
      this.#say(response, 500, { message: 'not now' });
    } else if (asked.includes('/wait')) {
      this.#waiting = response;
      if (this.endsByItself) void this.#end(0);
    } else {
      this.#say(response, 200, asked.includes('/create') ? { Id: `c${this.times('/create')}` } : { State: {} });
      if (asked.includes('/kill')) void this.#end(137);
    }
  }

  async #end(StatusCode: number): Promise<void> {
    const errors = this.unpacks ? `${(await this.#mark).toString()}\n` : 'tar: no space left\n';
    this.#streams?.end(Buffer.concat([frame(2, errors), frame(1, SAID)]));
    if (this.#waiting) this.#say(this.#waiting, 200, { StatusCode });
  }

  #say(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}

/** What comes first, and what follows is read and forgotten. */
function beginningOf(stream: Duplex, length: number): Promise<Buffer> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    stream.on('data', (more: Buffer) => {
      bytes = Buffer.concat([bytes, more]).subarray(0, length);
      if (bytes.length === length) resolve(bytes);
    });
  });
}

const frame = (stream: number, text: string) =>
  Buffer.concat([Buffer.from([stream, 0, 0, 0, 0, 0, 0, text.length]), Buffer.from(text)]);

describe('a container whose engine refuses', () => {
  let folder: string;
  let engine: RefusingEngine;
  let client: DockerEngine;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lyceum-engine-'));
    engine = new RefusingEngine(join(folder, 'docker.sock'));
    client = new DockerEngine(join(folder, 'docker.sock'));
    await engine.listening();
  });
  afterEach(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ran(signal?: AbortSignal) {
    const frame = { engine: client, image: 'image', seccomp: {}, firstUid: 20_000 };
    const container = await startContainer(frame, 1, RUN_LIMITS, trial(['/bin/true']));
    return watchStage('run', container, RUN_LIMITS, { ...(signal && { signal }) });
  }

  it('has run when it cannot be removed, and is removed with the next one', async () => {
    engine.refusals.set('DELETE /containers/c1', 1);
    expect(await ran()).toMatchObject({ end: 'exited', result: { stdout: SAID, exitCode: 0 } });
    expect(await ran()).toMatchObject({ end: 'exited' });
    expect(await ran()).toMatchObject({ end: 'exited' });
    expect(['c1', 'c2', 'c3'].map((id) => engine.times(`DELETE /containers/${id}`))).toEqual([2, 1, 1]);
  });

  it('leaves no connection and no container when it cannot be started', async () => {
    engine.refusals.set('/start', 1);
    await expect(ran()).rejects.toThrow('not now');
    await engine.streamsClosed();
    expect(engine.times('DELETE /containers/c1')).toBe(1);
  });

  it('has not run when its files could not be unpacked, whatever it ended with', async () => {
    engine.unpacks = false;
    await expect(ran()).rejects.toThrow('The sandbox of a run ended with 0 by itself: tar: no space left');
    expect(engine.times('DELETE /containers/c1')).toBe(1);
  });

  it('is killed until it has ended', async () => {
    engine.endsByItself = false;
    engine.refusals.set('/kill', 2);
    expect(await ran(AbortSignal.abort())).toMatchObject({ end: 'cancelled' });
    expect(engine.times('/kill')).toBe(3);
  });

  it('has not run out of memory because its events cannot be heard', async () => {
    engine.refusals.set('/events', 1);
    let heard = 0;
    const unlisten = client.onOutOfMemory('c1', () => (heard += 1));
    while (engine.times('/events') === 0) await client.version();
    await client.version();
    unlisten();
    expect(heard).toBe(0);
  });
});
