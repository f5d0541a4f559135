import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

/**
 * A server of its own for Prometheus and probes (`/metrics`, `/health/live`, `/health/ready`), so that neither is
 * reachable through the public port.
 */
export class OperationsServer {
  private readonly server: Server;

  /** @param isReady answers the readiness probe */
  constructor(metrics: Metrics, isReady: () => Promise<boolean>) {
    this.server = createServer((request, response) => {
      const answer = (status: number, body: string, type = 'application/json') => {
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
      };
      const fail = () => answer(500, '{"status":"error"}');
      if (request.method !== 'GET') answer(405, '{"status":"method_not_allowed"}');
      else if (request.url === '/metrics')
        metrics.registry.metrics().then((text) => answer(200, text, metrics.registry.contentType), fail);
      else if (request.url === '/health/live') answer(200, '{"status":"ok"}');
      else if (request.url === '/health/ready')
        isReady().then((ready) => answer(ready ? 200 : 503, `{"status":"${ready ? 'ok' : 'error'}"}`), fail);
      else answer(404, '{"status":"not_found"}');
    });
  }

  /** @returns the port that it listens on, which matters when 0 was asked for */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
