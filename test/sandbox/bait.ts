import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniqueWord } from './machine.js';

/** What listens on the host, and counts who finds it. */
export async function layBait() {
  let visitors = 0;
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-bait-'));
  const socketPath = join(folder, 'socket');
  const abstractName = uniqueWord();
  const visited = () => void (visitors += 1);
  const tcp = await listening(createServer(visited), { host: '127.0.0.1', port: 0 });
  const unix = await listening(createServer(visited), { path: socketPath });
  const abstract = await listening(createServer(visited), { path: `\0${abstractName}` });
  const udp = createSocket('udp4', visited);
  const { port } = tcp.address() as { port: number };
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    socketPath,
    abstractName,
    projectFolder: join(import.meta.dirname, '..', '..'),
    visitors: () => visitors,
    close() {
      for (const server of [tcp, unix, abstract, udp]) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(server: Server, where: object): Promise<Server> {
  server.listen(where);
  await once(server, 'listening');
  return server;
}
