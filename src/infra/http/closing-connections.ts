import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Graceful shutdown: the server closes as soon as every request whose head has arrived is answered to the last byte.
 * Node by itself waits for connections that have not sent a byte, which browsers and proxies open in advance, and for
 * keep-alive connections; and it cuts off a response that the client has not read to its end.
 * @param isDraining whether the process is about to stop: responses have `Connection: close` then
 */
export function closeConnectionsInOrder(server: FastifyInstance, isDraining: () => boolean): void {
  const { server: http } = server;
  const unanswered = new Map<Socket, number>();
  let isClosing = false;
  http.on('connection', (connection: Socket) => {
    // It begins anew with each request that would also speak something else (`Upgrades`).
    if (unanswered.has(connection)) return;
    unanswered.set(connection, 0);
    connection.once('close', () => unanswered.delete(connection));
  });
  http.on('request', ({ socket }, response) => {
    unanswered.set(socket, (unanswered.get(socket) ?? 0) + 1);
    // Emitted when the response was handed to the operating system, or when the client is gone.
    response.once('close', () => {
      const left = (unanswered.get(socket) ?? 1) - 1;
      if (unanswered.has(socket)) unanswered.set(socket, left);
      if (isClosing && left === 0) socket.destroySoon();
    });
  });
  // Called by `http.close()` itself.
  http.closeIdleConnections = () => {
    isClosing = true;
    for (const [connection, requests] of unanswered) if (requests === 0) connection.destroySoon();
  };
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (isDraining()) reply.header('Connection', 'close');
    done();
  });
}
