import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { closeConnectionsInOrder } from './closing-connections.js';

const REQUEST = 'GET / HTTP/1.1\r\nHost: lyceum.test\r\n\r\n';
/** More than the buffers of two sockets hold. */
const LARGE = 32 * 1024 * 1024;

describe('closeConnectionsInOrder', () => {
  let server: FastifyInstance;
  let isDraining: boolean;
  /** One for each request, in their order. */
  let answers: Array<(body: string | Buffer) => void>;
  let client: Socket;
  let received: Buffer[];

  beforeEach(async () => {
    isDraining = false;
    answers = [];
    server = fastify({ return503OnClosing: false });
    closeConnectionsInOrder(server, () => isDraining);
    server.get('/', () => new Promise((resolve) => answers.push(resolve)));
    await server.listen({ port: 0, host: '127.0.0.1' });
    received = [];
    client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    await Promise.all([once(client, 'connect'), once(server.server, 'connection')]);
  });

  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  const read = () => client.on('data', (chunk) => received.push(chunk));
  const text = () => Buffer.concat(received).toString();

  async function ask(): Promise<void> {
    const arrived = once(server.server, 'request');
    client.write(REQUEST);
    await arrived;
  }

  it('does not wait for a connection that was opened in advance', async () => {
    read();
    await Promise.all([once(client, 'close'), server.close()]);
  });

  it('does not wait for a connection that is kept alive after its last answer', async () => {
    read();
    await ask();
    answers[0]!('done');
    await once(client, 'data');
    await Promise.all([once(client, 'close'), server.close()]);
  });

  it('answers a request that is under way, and those behind it, and ends the connection', async () => {
    read();
    await ask();
    await ask();
    const closing = Promise.all([once(client, 'close'), server.close()]);
    answers[0]!('first');
    answers[1]!('second');
    await closing;
    expect(text()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*firstHTTP\/1\.1 200 OK[\s\S]*second$/);
  });

  it('knows a connection once, however often it begins anew with a request that would also speak something else', async () => {
    read();
    server.server.on('upgrade', (_request, socket: Socket) => {
      socket.unshift(REQUEST);
      server.server.emit('connection', socket);
    });
    const listeners: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const arrived = once(server.server, 'request') as Promise<[IncomingMessage]>;
      client.write(REQUEST.replace('\r\n\r\n', '\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'));
      const [{ socket }] = await arrived;
      listeners.push(socket.listenerCount('close'));
      answers[round]!('done');
      await once(client, 'data');
    }
    expect(new Set(listeners).size).toBe(1);
  });

  it('waits for the client that reads slowly', async () => {
    await ask();
    answers[0]!(Buffer.alloc(LARGE, '.'));
    await once(client, 'readable');
    const closing = Promise.all([once(client, 'close'), server.close()]);
    read();
    await closing;
    expect(text().length).toBeGreaterThan(LARGE);
  });

  it('tells the client that the connection ends, as soon as the process is about to stop', async () => {
    read();
    await ask();
    isDraining = true;
    answers[0]!('done');
    await once(client, 'close');
    expect(text()).toContain('\r\nconnection: close\r\n');
  });
});
