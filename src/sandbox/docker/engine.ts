import { Agent, request as httpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { json, text } from 'node:stream/consumers';

/** How long the engine may take for what does not wait for a program. */
const ANSWERS_WITHIN_MS = 20_000;

export interface EngineVersion {
  readonly Version: string;
  readonly Components?: readonly { readonly Name: string; readonly Version: string }[];
}

export interface ContainerState {
  readonly State: { readonly OOMKilled: boolean };
}

export interface ContainerUsage {
  readonly cpu_stats?: { readonly cpu_usage?: { readonly total_usage?: number } };
  readonly memory_stats?: {
    readonly usage?: number;
    /** Of control groups of version 1. */
    readonly max_usage?: number;
    readonly stats?: { readonly total_inactive_file?: number; readonly inactive_file?: number };
  };
}

interface ListedContainer {
  readonly Id: string;
  /** In seconds. */
  readonly Created: number;
}

/** A container of before is out of use when its engine says so for this long. */
const ABANDONED_AFTER_SECONDS = 600;

class Refusal extends Error {
  constructor(
    readonly status: number,
    asked: string,
    answer: unknown,
  ) {
    super(`Docker answered ${asked} with ${status}: ${JSON.stringify(answer)}`);
  }
}

function isNotThere(error: unknown): boolean {
  return error instanceof Refusal && error.status === 404;
}

/** What is asked of Docker over its socket: of its API what the engine 20.10 has, with which it was tried. */
export class DockerEngine {
  /** Without the limit of five seconds that the one of Node.js has: a program may take longer. */
  readonly #agent = new Agent({ keepAlive: true });
  /** Containers that could not be removed. */
  readonly #left = new Set<string>();

  constructor(private readonly socketPath: string) {}

  version(): Promise<EngineVersion> {
    return this.#ask('GET', '/version') as Promise<EngineVersion>;
  }

  async create(container: object): Promise<string> {
    const { Id } = (await this.#ask('POST', '/containers/create', container)) as { Id: string };
    return Id;
  }

  start(id: string): Promise<unknown> {
    return this.#ask('POST', `/containers/${id}/start`);
  }

  kill(id: string): Promise<unknown> {
    return this.#ask('POST', `/containers/${id}/kill`);
  }

  /** With everything in it, whether it runs or not. What cannot be removed now fails nobody, and is tried again with others. */
  async remove(id: string): Promise<void> {
    const [left] = this.#left;
    await this.#tryToRemove(id);
    if (left !== undefined) await this.#tryToRemove(left);
  }

  async #tryToRemove(id: string): Promise<void> {
    this.#left.delete(id);
    const removed = this.#ask('DELETE', `/containers/${id}?force=1&v=1`);
    // At the end of the others, each of which has its turn.
    await removed.catch((error: unknown) => isNotThere(error) || this.#left.add(id));
  }

  inspect(id: string): Promise<ContainerState> {
    return this.#ask('GET', `/containers/${id}/json`) as Promise<ContainerState>;
  }

  usage(id: string): Promise<ContainerUsage> {
    return this.#ask('GET', `/containers/${id}/stats?stream=0&one-shot=1`) as Promise<ContainerUsage>;
  }

  /**
   * Resolves with the code of its first process when that has ended.
   * @param endsWithin how long that may take; an engine that says nothing for longer has lost it
   */
  async wait(id: string, endsWithin: number): Promise<number> {
    const withinMs = endsWithin + ANSWERS_WITHIN_MS;
    const { StatusCode } = (await this.#ask('POST', `/containers/${id}/wait`, undefined, withinMs)) as {
      StatusCode: number;
    };
    return StatusCode;
  }

  /** Calls back when the kernel ends a process of it for want of memory. @returns what ends the listening */
  onOutOfMemory(id: string, tell: () => void): () => void {
    const filters = encodeURIComponent(JSON.stringify({ container: [id], event: ['oom'] }));
    const asking = httpRequest({
      ...{ socketPath: this.socketPath, agent: false as const },
      ...{ path: `/events?filters=${filters}`, headers: { host: 'docker' } },
    });
    asking.once('response', (response) => {
      response.on('error', () => undefined);
      // What an engine that fails says is no event.
      if (response.statusCode === 200) response.once('data', tell);
      response.resume();
    });
    asking.on('error', () => undefined);
    asking.end();
    return () => void asking.destroy();
  }

  /** The three streams of a container in one (see `Frames`). */
  attach(id: string): Promise<Duplex> {
    const path = `/containers/${id}/attach?stream=1&stdin=1&stdout=1&stderr=1`;
    return new Promise((resolve, reject) => {
      const asking = httpRequest({
        ...{ socketPath: this.socketPath, agent: false as const },
        ...{ method: 'POST', path, timeout: ANSWERS_WITHIN_MS },
        headers: { host: 'docker', connection: 'Upgrade', upgrade: 'tcp' },
      });
      asking.once('upgrade', (_response, socket: Duplex & { setTimeout?: (ms: number) => void }, head: Buffer) => {
        socket.setTimeout?.(0);
        // What breaks it ends it, also before anybody reads from it.
        socket.on('error', () => undefined);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      asking.once('response', (response) => {
        response.resume();
        reject(new Error(`Docker attached to nothing (${response.statusCode}).`));
      });
      asking.once('timeout', () => asking.destroy(new Error('Docker did not answer in time.')));
      asking.once('error', reject);
      asking.end();
    });
  }

  /** Takes away what executors that were killed have left; it has ended by itself. */
  async removeAbandoned(label: string): Promise<void> {
    const filters = encodeURIComponent(JSON.stringify({ label: [label], status: ['exited', 'created', 'dead'] }));
    const found = (await this.#ask('GET', `/containers/json?all=1&filters=${filters}`)) as ListedContainer[];
    const before = Date.now() / 1_000 - ABANDONED_AFTER_SECONDS;
    for (const { Id } of found.filter(({ Created }) => Created < before)) await this.#tryToRemove(Id);
  }

  async #ask(method: string, path: string, body?: object, timeout = ANSWERS_WITHIN_MS) {
    return new Promise<unknown>((resolve, reject) => {
      const asking = httpRequest({
        ...{ socketPath: this.socketPath, agent: this.#agent },
        ...{ method, path, timeout },
        headers: { host: 'docker', ...(body && { 'content-type': 'application/json' }) },
      });
      asking.once('response', (response) => {
        const { statusCode = 0 } = response;
        const isJson = response.headers['content-type']?.startsWith('application/json') ?? false;
        const read: Promise<unknown> = isJson && statusCode !== 204 ? json(response) : text(response);
        read.then((answer) => {
          if (statusCode < 400) {
            resolve(answer);
            return;
          }
          reject(new Refusal(statusCode, `${method} ${path}`, answer));
        }, reject);
      });
      asking.once('timeout', () => asking.destroy(new Error('Docker did not answer in time.')));
      asking.once('error', reject);
      asking.end(body && JSON.stringify(body));
    });
  }
}
