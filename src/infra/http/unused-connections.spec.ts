import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { closeUnusedConnections } from './unused-connections.js';

describe('closeUnusedConnections', () => {
  let server: FastifyInstance;
  let answer: () => void;
  let client: Socket;

  beforeEach(async () => {
    server = fastify({ forceCloseConnections: 'idle' });
    closeUnusedConnections(server);
    server.get('/', () => new Promise((resolve) => (answer = () => resolve('done'))));
    await server.listen({ port: 0, host: '127.0.0.1' });
    client = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    await Promise.all([once(client, 'connect'), once(server.server, 'connection')]);
  });

  afterEach(async () => {
    client.destroy();
    await server.close();
  });

  it('does not wait for a connection that was opened in advance', async () => {
    client.resume();
    await Promise.all([once(client, 'close'), server.close()]);
  });

  it('waits for a request that is under way', async () => {
    const received = once(server.server, 'request');
    client.write('GET / HTTP/1.1\r\nHost: lyceum.test\r\n\r\n');
    await received;
    const closing = server.close();
    answer();
    const [text] = (await once(client, 'data')) as [Buffer];
    expect(text.toString()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*done$/);
    await closing;
  });
});
