import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * Posts and hangs up, without having read anything, when `until` is fulfilled: what a client does whose network goes
 * away.
 * @param path with the prefix
 */
export async function postAndHangUp(
  origin: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: object,
  until: () => Promise<unknown>,
): Promise<void> {
  const { host, hostname, port } = new URL(origin);
  const text = JSON.stringify(body);
  const length = String(Buffer.byteLength(text));
  const all = { Host: host, 'Content-Type': 'application/json', 'Content-Length': length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    // The server may hang up too; there is nobody left to tell.
    socket.on('error', () => undefined).pause();
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
    await until();
  } finally {
    socket.destroy();
  }
}
