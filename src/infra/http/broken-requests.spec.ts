import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { answerBrokenRequest } from './broken-requests.js';
import { keepConnectionsOfRefused } from './unread-bodies.js';

/** Enough for what is sent at once to be read, on a busy machine too. */
const PATIENCE_MS = 500;

let server: FastifyInstance;
let client: Socket;

beforeEach(async () => {
  server = fastify({
    requestTimeout: PATIENCE_MS,
    http: { headersTimeout: PATIENCE_MS, connectionsCheckingInterval: 10 },
    clientErrorHandler: answerBrokenRequest('http://lyceum.test', {}, () => undefined),
  });
  keepConnectionsOfRefused(server);
  server.post('/', () => 'taken');
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

describe('a client that does not close its half of the connection', () => {
  const head = 'POST / HTTP/1.1\r\nHost: lyceum.test\r\n';

  it.each([
    ['what is no request', 'nonsense\r\n\r\n', ['400']],
    ['a head without an end', head, ['408']],
    ['a body without an end', `${head}Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nx`, ['408']],
    ['a refused body without an end', `${head}Content-Type: text/html\r\nContent-Length: 9\r\n\r\nx`, ['415', '408']],
    [
      'a refused body of broken pieces',
      `${head}Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nno`,
      ['415', '400'],
    ],
  ])('loses it after the answer: %s', async (_what, bytes, statuses) => {
    const { port } = server.server.address() as AddressInfo;
    const accepted = once(server.server, 'connection') as Promise<[Socket]>;
    client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let received = '';
    client.setEncoding('latin1').on('data', (chunk: string) => (received += chunk));
    client.write(bytes);

    const [connection] = await accepted;
    await once(connection, 'close');

    expect([...received.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses);
  });
});
