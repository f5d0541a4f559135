import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Lets the server close without waiting for connections that have not sent a byte, which browsers and proxies open in
 * advance: Node counts them among the busy ones until the time limit for headers has passed.
 */
export function closeUnusedConnections(server: FastifyInstance): void {
  const connections = new Set<Socket>();
  server.server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  server.addHook('preClose', (done) => {
    for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
    done();
  });
}
