import type { RawData, WebSocket } from 'ws';
import type { VerifiedToken } from '../../../../infra/access/access-token.js';
import { Bucket } from './bucket.js';
import type { ClientPlace } from './clients.repository.js';
import type { Cursor, LivePerson } from './cursors.js';
import { FRAMES, MESSAGES, MOST_UNREAD_BYTES, WORK } from './live-limits.js';
import { type EditFault, type End, ENDS, type RoomState, type ServerMessage } from './live-messages.js';

/** A socket of somebody who is in a room. */
export class LiveConnection implements ClientPlace {
  readonly sessionId: string;
  readonly clientId: number;
  readonly connectionId: string;
  cursor: Cursor = null;
  /** Frames with updates so far. */
  received = 0;
  /** What it brought last could not be taken yet, so it is asked for everything again. */
  isBehind = false;
  timesAsked = 0;
  /** Why nothing more is taken from it. */
  refusedBy: EditFault | null = null;
  private isThere = true;
  private readonly frames = new Bucket(FRAMES, performance.now());
  private readonly said = new Bucket(MESSAGES, performance.now());
  private readonly effort = new Bucket(WORK, performance.now());

  constructor(
    private readonly socket: WebSocket,
    place: ClientPlace,
    readonly person: LivePerson,
    public pass: VerifiedToken,
    public room: RoomState,
  ) {
    ({ sessionId: this.sessionId, clientId: this.clientId, connectionId: this.connectionId } = place);
    socket.on('pong', () => (this.isThere = true));
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** @param take gets frames in turn: while it works on one, no other is read */
  onFrame(take: (content: Uint8Array, isBinary: boolean) => Promise<void> | void): void {
    let turn: Promise<void> | null = null;
    this.socket.on('message', (data: RawData, isBinary) => {
      if (!this.isOpen) return;
      if (!this.frames.take(1, performance.now())) {
        this.end('rate_limited');
        return;
      }
      const content = bytesOf(data);
      this.socket.pause();
      const mine: Promise<void> = (turn ?? Promise.resolve())
        .then(() => (this.isOpen ? take(content, isBinary) : undefined))
        .catch(() => this.end('malformed_message'))
        .finally(() => {
          if (turn !== mine) return;
          turn = null;
          if (this.isOpen) this.socket.resume();
        });
      turn = mine;
    });
    this.socket.resume();
  }

  /** Does what this connection asks for, which has an end when it asks for too much. */
  work<T>(task: () => T): T {
    const begun = performance.now();
    const result = task();
    const now = performance.now();
    if (!this.effort.take(now - begun, now)) this.end('rate_limited');
    return result;
  }

  maySay(): boolean {
    return this.said.take(1, performance.now());
  }

  onEnd(action: () => void): void {
    this.socket.once('close', action);
    // Without a listener the process would end.
    this.socket.on('error', () => undefined);
  }

  send(message: ServerMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.write(text);
  }

  sendFrame(frame: Uint8Array): void {
    this.write(frame);
  }

  /** Asks whether the client is there; one that has not answered the last time is not. */
  ping(): void {
    if (!this.isThere) {
      this.socket.terminate();
      return;
    }
    this.isThere = false;
    if (this.isOpen) this.socket.ping();
  }

  end(reason: End): void {
    if (!this.isOpen) return;
    const [code, message] = ENDS[reason];
    this.send({ type: 'error', code: reason, message });
    this.socket.resume();
    this.socket.close(code, reason);
    // A client that goes on sending does not hear it.
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  private write(content: string | Uint8Array): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > MOST_UNREAD_BYTES) {
      this.socket.terminate();
      return;
    }
    this.socket.send(content);
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
