import type { RawData, WebSocket } from 'ws';
import type { VerifiedToken } from '../../../../infra/access/access-token.js';
import type { GuestPass } from '../guests/guest-tokens.js';
import type { ClientPlace } from './clients.repository.js';
import type { Cursor, LivePerson } from './cursors.js';
import { MOST_UNREAD_BYTES } from './live-limits.js';
import {
  type EditFault,
  type End,
  ENDS,
  type RoomState,
  type RunMessage,
  type ServerMessage,
} from './live-messages.js';
import { newsAfter } from './missed-news.js';
import type { PersonLimits } from './person-limits.js';

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
  /** From here: nothing more is taken from it. What came before its client closed it is taken. */
  private isEnded = false;
  /** What is told to everybody, while what it has missed is on its way. */
  private news: string[] | null = null;

  constructor(
    private readonly socket: WebSocket,
    place: ClientPlace,
    readonly person: LivePerson,
    public pass: VerifiedToken | GuestPass,
    public room: RoomState,
    readonly limits: PersonLimits,
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
      if (this.isEnded) return;
      if (!this.limits.maySend()) {
        this.end('rate_limited');
        return;
      }
      const content = bytesOf(data);
      this.socket.pause();
      const mine: Promise<void> = (turn ?? Promise.resolve())
        .then(() => (this.isEnded ? undefined : take(content, isBinary)))
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

  /** Does what this connection asks for, which has an end when its person asks for too much. */
  work<T>(task: () => T): T {
    const begun = performance.now();
    const result = task();
    if (!this.limits.didWork(performance.now() - begun)) this.end('rate_limited');
    return result;
  }

  onEnd(action: () => void): void {
    this.socket.once('close', action);
    // Without a listener the process would end.
    this.socket.on('error', () => undefined);
  }

  send(message: ServerMessage): void {
    this.write(JSON.stringify(message));
  }

  /** What is told to everybody in the room. */
  sendNews(text: string): void {
    if (this.news) this.news.push(text);
    else this.write(text);
  }

  /** News wait for what it has missed. */
  holdNews(): void {
    this.news = [];
  }

  tellMissed(missed: readonly RunMessage[]): void {
    for (const message of missed) this.send(message);
    for (const text of newsAfter(missed, this.news ?? [])) this.write(text);
    this.news = null;
  }

  sendFrame(frame: Uint8Array): void {
    this.write(frame);
  }

  /** What this connection asks for, which has an end when its person asks for too much. */
  give(frame: Uint8Array): void {
    this.write(frame);
    if (!this.limits.wasGiven(frame.length)) this.end('rate_limited');
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
    this.isEnded = true;
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
