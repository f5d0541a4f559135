import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket as Socket, WebSocket, WebSocketServer } from 'ws';
import { newId } from '../../../../kernel/ids.js';
import { LiveConnection } from './live-connection.js';
import { GIVEN } from './live-limits.js';
import { PersonLimits } from './person-limits.js';

describe('a connection', () => {
  let server: WebSocketServer;
  let client: WebSocket;
  let socket: Socket;
  let connection: LiveConnection;

  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    [socket] = (await once(server, 'connection')) as [Socket];
    const person = { id: newId(), name: 'Ada', color: '#000000' };
    const pass = { sub: person.id, sid: newId(), ver: 1, exp: 0 };
    const place = { sessionId: newId(), clientId: 20, connectionId: newId() };
    const room = {
      title: 'A',
      language: 'go',
      status: 'active',
      isLocked: false,
      hasPasteLog: false,
      role: 'owner',
      canWrite: true,
    } as const;
    connection = new LiveConnection(socket, place, person, pass, room, new PersonLimits());
    if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  });
  afterEach(() => {
    client.terminate();
    server.close();
  });

  it('whose client does not answer is ended at the second question', async () => {
    client.pause();
    connection.ping();
    expect(connection.isOpen).toBe(true);
    const closed = once(socket, 'close');
    connection.ping();
    expect((await closed)[0]).toBe(1006);
  });

  it('whose client answers stays', async () => {
    const answered = once(socket, 'pong');
    connection.ping();
    await answered;
    connection.ping();
    expect(connection.isOpen).toBe(true);
  });

  it('whose client does not read is ended before what waits for it takes the memory', async () => {
    client.pause();
    const closed = once(socket, 'close');
    for (let frame = 0; frame < 40; frame += 1) connection.sendFrame(new Uint8Array(1024 * 1024));
    await closed;
    expect(socket.bufferedAmount).toBeLessThan(16 * 1024 * 1024);
  });

  it('that asks for more than its person may be given is ended', async () => {
    const closed = once(client, 'close');
    connection.give(new Uint8Array(1));
    expect(connection.isOpen).toBe(true);
    connection.limits.wasGiven(2 * GIVEN.burst);
    connection.give(new Uint8Array(1));
    expect((await closed)[0]).toBe(4429);
  });

  it('has one frame worked on at a time, in order', async () => {
    const seen: string[] = [];
    const done = new Promise<void>((resolve) => {
      connection.onFrame(async (content) => {
        const text = Buffer.from(content).toString();
        seen.push(`${text} begun`);
        await Promise.resolve();
        seen.push(`${text} done`);
        if (text === 'c') resolve();
      });
    });
    for (const text of ['a', 'b', 'c']) client.send(text);
    await done;
    expect(seen).toEqual(['a begun', 'a done', 'b begun', 'b done', 'c begun', 'c done']);
  });

  it('takes what its client sent before it closed', async () => {
    const seen: string[] = [];
    connection.onFrame(async (content) => {
      await Promise.resolve();
      seen.push(Buffer.from(content).toString());
    });
    const closed = once(socket, 'close');
    for (const text of ['a', 'b', 'c']) client.send(text);
    client.close();
    await closed;
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('has nothing taken from it any more once it was ended', async () => {
    const seen: string[] = [];
    connection.onFrame((content) => {
      seen.push(Buffer.from(content).toString());
      connection.end('replaced');
    });
    const closed = once(socket, 'close');
    for (const text of ['a', 'b', 'c']) client.send(text);
    client.close();
    await closed;
    expect(seen).toEqual(['a']);
  });
});
