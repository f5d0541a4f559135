import type { FastifyInstance } from 'fastify';

/**
 * Lets clients read why their body was refused. The answer goes out while they still send. Were the connection closed with
 * it, as Fastify wants, the operating system would throw the answer away, and all that they had would be a reset connection.
 * An open one is read to the end of the body, which the server's `requestTimeout` bounds.
 */
export function keepConnectionsOfRefused(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (reply.hasHeader('Connection')) reply.removeHeader('Connection');
    done();
  });
}
