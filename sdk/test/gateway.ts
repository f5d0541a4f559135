import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * What becomes of a request: it gets through; its connection is cut before the server has it, or after the server has
 * answered; it gets no answer; something between answers in place of the server.
 */
export type Fate =
  | 'through'
  | 'cut before'
  | 'cut after'
  | 'silence'
  | {
      readonly status: number;
      readonly type?: string;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Stands between a client and the real server, as networks and proxies do. */
export class Gateway {
  readonly seen: Seen[] = [];
  /** Decides about the request that has come, the `index`-th. */
  fate: (request: Seen, index: number) => Fate = () => 'through';
  /** What happens elsewhere before the request goes on. */
  before: (request: Seen) => Promise<void> = () => Promise.resolve();

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.pass(request, response));
  }

  static async open(target: string): Promise<Gateway> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Gateway(server, target);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts what is open, as when a proxy is restarted. */
  cut(): void {
    this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const seen = { method, path, headers, body: Buffer.concat(chunks).toString() };
    this.seen.push(seen);
    await this.before(seen);
    const fate = this.fate(seen, this.seen.length - 1);
    if (fate === 'cut before') request.socket.destroy();
    else if (fate === 'through' || fate === 'cut after') await this.forward(seen, response, fate === 'cut after');
    else if (fate !== 'silence')
      response.writeHead(fate.status, { 'content-type': fate.type ?? 'text/html', ...fate.headers }).end(fate.text);
  }

  private async forward(
    { method, path, headers, body }: Seen,
    response: ServerResponse,
    isCut: boolean,
  ): Promise<void> {
    const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const answer = await fetch(this.target + path, {
        method,
        headers: rest as Record<string, string>,
        signal: gone.signal,
        ...(body === '' ? {} : { body }),
      });
      if (isCut) {
        await answer.arrayBuffer();
        response.destroy();
        return;
      }
      const { 'content-encoding': _encoding, 'content-length': _size, ...own } = Object.fromEntries(answer.headers);
      response.writeHead(answer.status, own);
      for await (const piece of answer.body ?? []) response.write(piece);
      response.end();
    } catch (error) {
      if (!gone.signal.aborted) throw error;
    }
  }
}
