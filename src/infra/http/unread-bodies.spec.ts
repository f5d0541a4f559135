import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fastify, type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import { keepConnectionsOfRefused } from './unread-bodies.js';

/** More than the buffers of two sockets hold. */
const LARGE = 32 * 1024 * 1024;

describe('keepConnectionsOfRefused', () => {
  let server: FastifyInstance;
  let client: Socket;
  let received: string;

  async function start(options: FastifyHttpOptions<Server> = {}): Promise<void> {
    server = fastify({ bodyLimit: 1_000, ...options });
    keepConnectionsOfRefused(server);
    server.post('/', () => 'taken');
    server.get('/', () => 'here');
    await server.listen({ port: 0, host: '127.0.0.1' });
    client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    await once(client, 'connect');
    received = '';
    client.setEncoding('latin1');
  }

  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  const read = () => client.on('data', (chunk: string) => (received += chunk));
  const head = (contentType: string, framing: string) =>
    `POST / HTTP/1.1\r\nHost: lyceum.test\r\nContent-Type: ${contentType}\r\n${framing}\r\n\r\n`;

  /** Resolves when the operating system has taken all. */
  const send = (bytes: string) =>
    new Promise<void>((resolve, reject) => client.write(bytes, (error) => (error ? reject(error) : resolve())));

  it.each([
    ['too big by what it says', 413, 'application/json', `Content-Length: ${LARGE}`, 'x'.repeat(LARGE)],
    [
      'too big by what it sends',
      413,
      'application/json',
      'Transfer-Encoding: chunked',
      `${LARGE.toString(16)}\r\n${'x'.repeat(LARGE)}\r\n0\r\n\r\n`,
    ],
    ['of another type', 415, 'text/html', `Content-Length: ${LARGE}`, 'x'.repeat(LARGE)],
    ['no JSON', 400, 'application/json', 'Content-Length: 1', '{'],
  ])(
    'answers whoever sends a body that is %s, and hears the next request',
    async (_what, status, type, framing, body) => {
      await start();

      await send(head(type, framing));
      await send(body);
      await send('GET / HTTP/1.1\r\nHost: lyceum.test\r\nConnection: close\r\n\r\n');
      read();
      await once(client, 'close');

      expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} [\\s\\S]*HTTP/1.1 200 OK[\\s\\S]*here$`));
    },
  );

  it('closes the connection of one who does not go on', async () => {
    await start({ requestTimeout: 50, http: { headersTimeout: 50, connectionsCheckingInterval: 10 } });
    read();

    client.write(`${head('application/json', `Content-Length: ${LARGE}`)}x`);
    await once(client, 'close');

    expect(received).toMatch(/^HTTP\/1.1 413 /);
  });
});
