import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Logger } from '../telemetry/logger.js';

/** @returns whether the request is its own */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/**
 * Requests with `Upgrade`. Those for WebSockets go to whoever has their path. All others are ordinary requests of clients
 * that would also speak something else (Java's asks for `h2c` with each): who does not upgrade ignores the header (RFC
 * 9110, section 7.8), but Node leaves no choice for single requests before version 24.9.
 */
@Injectable()
export class Upgrades implements OnApplicationBootstrap {
  private readonly handlers: UpgradeHandler[] = [];

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly logger: Logger,
  ) {}

  add(handler: UpgradeHandler): void {
    this.handlers.push(handler);
  }

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      try {
        this.receive(server, request, socket, head);
      } catch (error) {
        // No request is answered here: what is thrown would end the process.
        this.logger.failure('upgrades.failed', error);
        socket.destroy();
      }
    });
  }

  private receive(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isWebSocket = request.headers.upgrade?.toLowerCase() === 'websocket' && request.method === 'GET';
    if (isWebSocket && this.handlers.some((handle) => handle(request, socket, head))) return;
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), head]));
    server.emit('connection', socket);
  }
}

/** The request as it came, for the parser to read once more. */
function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.toLowerCase() !== 'upgrade') lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}
