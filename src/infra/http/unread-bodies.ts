import type { FastifyInstance } from 'fastify';

/**
 * Lets clients read why their body was refused: the response is sent while they still send. If the connection were
 * closed with it, as Fastify does, the operating system would reset it and discard the response. So the connection
 * stays open and the rest of the body is read, which the server's `requestTimeout` bounds.
 */
export function keepConnectionsOfRefused(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (reply.hasHeader('Connection')) reply.removeHeader('Connection');
    done();
  });
}
