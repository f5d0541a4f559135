import * as Y from 'yjs';
import type { Cursors } from './cursors.ts';
import { answerFrame, awarenessFrame, editFrame, questionFrame, readAwareness, readFrame } from './frames.ts';
import type { Refusal, RoomState, ServerMessage } from './messages.ts';

/** Whether what is typed here is in the room. */
export type Safety =
  /** All of it is in the database. */
  | 'saved'
  /** It is on its way. */
  | 'saving'
  /** It is here only, until the connection is back. */
  | 'waiting'
  /** It is here only, and its person may not write now. */
  | 'held'
  /** It is here only, for good: the server has refused it. */
  | 'refused';

/**
 * The document of a page and that of its room, over one connection after the other: what is typed meanwhile is brought
 * when the server asks. Sockets and clocks are somebody else's.
 */
export class RoomSync {
  private send: ((frame: Uint8Array) => void) | null = null;
  /** Whether the server has been given everything that there was: edits follow each other from then on. */
  private isAsked = false;
  private sent = 0;
  private isDirty = false;
  private canWrite = false;
  private clock = 0;
  private said: object = { cursor: null };
  /** Why nothing that is typed here comes into the room any more. */
  refusal: Refusal | null = null;

  constructor(
    private readonly doc: Y.Doc,
    private readonly cursors: Cursors,
    private readonly onChange: () => void,
  ) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.edit(update);
    });
  }

  get safety(): Safety {
    if (!this.isDirty) return 'saved';
    if (this.refusal) return 'refused';
    if (!this.send) return 'waiting';
    return this.canWrite ? 'saving' : 'held';
  }

  /** A connection on which the server has said welcome. */
  begin(room: RoomState, send: (frame: Uint8Array) => void): void {
    [this.send, this.isAsked, this.sent] = [send, false, 0];
    this.know(room);
    send(questionFrame(Y.encodeStateVector(this.doc)));
    this.sayWhere(this.said);
  }

  /** The connection is gone. */
  end(): void {
    [this.send, this.isAsked] = [null, false];
    this.cursors.clear();
    this.onChange();
  }

  know({ canWrite }: RoomState): void {
    this.canWrite = canWrite;
    if (canWrite && this.refusal?.code === 'read_only') this.refusal = null;
    this.onChange();
  }

  /** @throws Error when it cannot be read */
  takeFrame(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (frame.kind === 'awareness') this.cursors.take(readAwareness(frame.content));
    else if (frame.kind === 'update') Y.applyUpdate(this.doc, frame.content, this);
    else this.answer(frame.content);
  }

  takeMessage(message: ServerMessage): void {
    if (message.type === 'saved' && this.isAsked && message.number >= this.sent) this.isDirty = false;
    // What cannot be saved now is brought again when the connection is back.
    if (message.type === 'refused' && message.code !== 'cannot_be_saved') this.refusal = message;
    this.onChange();
  }

  /** Where the cursor of this page is. */
  sayWhere(state: object): void {
    this.said = state;
    this.clock += 1;
    this.send?.(awarenessFrame(this.doc.clientID, this.clock, state));
  }

  private answer(stateVector: Uint8Array): void {
    this.isAsked = true;
    this.push(answerFrame(Y.encodeStateAsUpdate(this.doc, stateVector)));
  }

  private edit(update: Uint8Array): void {
    this.isDirty = true;
    // Before the server has asked, it does not have what this follows.
    if (this.isAsked && this.canWrite && !this.isFinal) this.push(editFrame(update));
    this.onChange();
  }

  private push(frame: Uint8Array): void {
    this.sent += 1;
    this.send?.(frame);
  }

  private get isFinal(): boolean {
    return this.refusal !== null && this.refusal.code !== 'read_only';
  }
}
