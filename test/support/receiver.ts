import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type RequestListener, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './certificate.js';
import { sharedContract } from './shared-contract.js';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A server of somebody else: remembers what it was asked and answers as it is told. */
export class Receiver {
  readonly requests: ReceivedRequest[] = [];
  answer: Answer = (response) => response.writeHead(204).end();

  private constructor(
    private readonly server: Server,
    private readonly protocol: string,
  ) {}

  static async open(tls?: SelfSigned): Promise<Receiver> {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        const received = { method, path, headers, body: Buffer.concat(chunks).toString() };
        receiver.requests.push(received);
        receiver.answer(response, received);
      });
    };
    const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
    const receiver = new Receiver(server, tls ? 'https' : 'http');
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.protocol}://127.0.0.1:${this.port}`;
  }

  /** @throws Error when a webhook was sent that is not as the OpenAPI document says */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    const messages = this.requests.filter(({ headers }) => 'webhook-id' in headers);
    for (const { body } of messages) sharedContract().checkWebhook(JSON.parse(body) as object);
  }
}
