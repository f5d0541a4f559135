import { once } from 'node:events';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { asyncDocument } from '../../src/modules/learning/sessions/live/async-document.js';
import {
  awarenessFrame,
  missingFrame,
  stateVectorFrame,
  updateFrame,
} from '../../src/modules/learning/sessions/live/frames.js';
import { encodedPresences, type Presence } from '../../src/modules/learning/sessions/live/cursors.js';
import { eventually } from './eventually.js';

// A test reads whatever a message has.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type of a parsed JSON message
type Message = any;

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const { messages: described } = (
  asyncDocument('0', 'http://localhost') as { components: { messages: Record<string, { payload: object }> } }
).components;

function documented(type: string): ValidateFunction<Message> {
  const name = type === 'welcome' ? 'join-session' : type;
  const message = described[name];
  if (!message) throw new Error(`The document has no message ${type}.`);
  return ajv.getSchema(name) ?? ajv.addSchema(message.payload, name).compile(message.payload);
}

/** Somebody in a room as a browser is: they type offline, too, and it comes together when they are back. */
export class RoomClient {
  readonly doc = new Y.Doc();
  /** JSON messages of all connections. */
  readonly messages: Message[] = [];
  /** What the server says of others, by client id. */
  readonly presences = new Map<number, Presence['state']>();
  private socket: WebSocket | null = null;
  private sent = 0;
  /** The number of edits that were acknowledged on this connection. */
  saved = 0;
  /** Set when it ends: the code, and the reason. */
  ended: readonly [code: number, reason: string] | null = null;

  constructor(readonly sessionId: string) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.sendEdit(updateFrame(update));
    });
  }

  get text(): Y.Text {
    return this.doc.getText('text:main');
  }

  get content(): string {
    return this.text.toJSON();
  }

  get isOpen(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Whether everything that was typed is in the database. */
  get isSaved(): boolean {
    return this.isOpen && this.saved === this.sent;
  }

  of(type: string): Message[] {
    return this.messages.filter((message) => message.type === type);
  }

  /** Resolves when it is let in, or refused. */
  async connect(url: string, token: string, { clientId = this.doc.clientID } = {}): Promise<this> {
    const address = `${url.replace(/^http/, 'ws')}/api/v1/sessions/${this.sessionId}/ws?clientId=${clientId}`;
    const socket = new WebSocket(address, [
      'lyceum.rooms.v1',
      `${token.startsWith('lyg_') ? 'guest' : 'bearer'}.${token}`,
    ]);
    const known = this.messages.length;
    [this.socket, this.sent, this.saved, this.ended] = [socket, 0, 0, null];
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer, isBinary) => {
      if (socket !== this.socket) return;
      if (isBinary) this.takeFrame(data);
      else this.take(JSON.parse(data.toString()));
    });
    socket.once('close', (code, reason) => {
      if (socket === this.socket) this.ended = [code, reason.toString()];
    });
    await eventually(
      () => Promise.resolve(this.ended ?? this.messages.length > known),
      (done) => done !== false,
    );
    if (this.isOpen) this.send(stateVectorFrame(Y.encodeStateVector(this.doc)));
    return this;
  }

  /** As when the network is gone: what is typed from now on is offline. */
  disconnect(): void {
    this.socket?.terminate();
    this.socket = null;
  }

  async close(): Promise<void> {
    const { socket } = this;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    socket.close();
    await once(socket, 'close');
  }

  send(content: Uint8Array | string): void {
    if (this.isOpen) this.socket?.send(content);
  }

  sendEdit(frame: Uint8Array): void {
    if (!this.isOpen) return;
    this.sent += 1;
    this.send(frame);
  }

  tell(state: unknown, clientId = this.doc.clientID): void {
    this.send(awarenessFrame(encodedPresences([{ clientId, clock: 1, state: state as Presence['state'] }])));
  }

  /** Stops reading and answering, as a client whose network died without a word. */
  fallSilent(): void {
    this.socket?.pause();
  }

  /** Every message has to be as the AsyncAPI document says. */
  private take(message: Message): void {
    const schema = documented(message.type);
    const isAsDescribed: boolean = schema(message);
    if (!isAsDescribed) throw new Error(`${JSON.stringify(message)}: ${ajv.errorsText(schema.errors)}`);
    this.messages.push(message);
    if (message.type === 'saved') this.saved = message.number;
  }

  private takeFrame(data: Uint8Array): void {
    const decoder = createDecoder(new Uint8Array(data));
    if (readVarUint(decoder) === 1) {
      this.takePresences(readVarUint8Array(decoder));
      return;
    }
    const step = readVarUint(decoder);
    const content = readVarUint8Array(decoder);
    if (step === 0) this.sendEdit(missingFrame(Y.encodeStateAsUpdate(this.doc, content)));
    else Y.applyUpdate(this.doc, content, this);
  }

  private takePresences(content: Uint8Array): void {
    const decoder = createDecoder(content);
    for (let left = readVarUint(decoder); left > 0; left -= 1) {
      const clientId = readVarUint(decoder);
      readVarUint(decoder);
      const state = JSON.parse(readVarString(decoder)) as Presence['state'];
      if (state) this.presences.set(clientId, state);
      else this.presences.delete(clientId);
    }
  }
}
