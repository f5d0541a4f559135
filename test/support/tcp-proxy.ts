import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a process and a service, and takes the service away without touching it. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private state: 'open' | 'cut' | 'silent' = 'open';
  /** How often clients sent something, as far as it came in one piece. */
  sendings = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.forward(client));
  }

  /** @param target the service's address; the proxy's own is the same with another host and port */
  static async open(target: string): Promise<TcpProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, new URL(target));
  }

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Ends every connection and every new one, as when the service has crashed. */
  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Keeps the connections and carries nothing any more, as when a network drops packets. */
  silence(): void {
    this.state = 'silent';
    for (const socket of this.sockets) socket.unpipe();
  }

  /** Lets new connections through; those that were silent are ended. */
  mend(): void {
    if (this.state === 'silent') for (const socket of this.sockets) socket.destroy();
    this.state = 'open';
  }

  async close(): Promise<void> {
    this.cut();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private forward(client: Socket): void {
    if (this.state === 'cut') {
      client.destroy();
      return;
    }
    const service = connect(Number(this.target.port), this.target.hostname);
    client.on('data', () => (this.sendings += 1));
    for (const [socket, other] of [
      [client, service],
      [service, client],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
      if (this.state === 'open') socket.pipe(other);
    }
  }
}
