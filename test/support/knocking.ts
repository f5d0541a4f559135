import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { newId } from '../../src/kernel/ids.js';

interface Knock {
  /** The address that the server sees. */
  readonly from: string;
  readonly sessionId?: string;
  readonly token?: string;
}

/** How many frames are sent at once. */
const FRAMES = 8;

/** Somebody who asks for a room’s WebSocket as no browser does: they answer nothing, and never close their end. */
export class Knocking {
  /** The status of the answer; 0 when the server cuts the connection. */
  readonly answered: Promise<number>;
  private readonly socket: Socket;

  /** @param frameBytes of each frame that is sent before there is an answer */
  constructor(url: string, { from, sessionId = newId(), token = 'x.y.z' }: Knock, frameBytes = 0) {
    const { port } = new URL(url);
    this.socket = connect({ host: '127.0.0.1', port: Number(port), localAddress: from, allowHalfOpen: true });
    this.socket.on('error', () => undefined);
    this.answered = new Promise((resolve) => {
      this.socket.once('data', (data: Buffer) => resolve(Number(data.toString().split(' ')[1])));
      this.socket.once('close', () => resolve(0));
    });
    this.socket.write(
      [
        `GET /api/v1/sessions/${sessionId}/ws?clientId=${(randomBytes(4).readUInt32BE() | 16) >>> 0} HTTP/1.1`,
        ...['Host: lyceum', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `Sec-WebSocket-Protocol: lyceum.rooms.v1, bearer.${token}`,
        '\r\n',
      ].join('\r\n'),
    );
    if (frameBytes === 0) return;
    const frame = frameOf(frameBytes);
    for (let sent = 0; sent < FRAMES; sent += 1) this.socket.write(frame);
  }

  leave(): void {
    this.socket.destroy();
  }
}

/** A binary frame of zeros, masked with zeros (RFC 6455, section 5.2). */
function frameOf(bytes: number): Buffer {
  const head = Buffer.alloc(14);
  head.set([0x82, 0xff]);
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}
