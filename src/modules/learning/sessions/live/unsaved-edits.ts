import type { LivePerson } from './cursors.js';
import type { LogPaste, LogShare } from './documents.repository.js';
import type { LiveConnection } from './live-connection.js';
import { mergedUpdates } from './room-document.js';

/** Of somebody who is connected. */
export type NotedPaste = LogPaste & { readonly person: LivePerson };

/** What goes into the database together. */
export interface EditBatch {
  /** Null where frames brought nothing new. */
  readonly change: Uint8Array | null;
  readonly shares: readonly LogShare[];
  readonly pastes: readonly NotedPaste[];
  /** Who is told that it is saved: the number of their last frame in it. */
  readonly numbers: ReadonlyMap<LiveConnection, number>;
}

/** Edits of this process that are not in the database yet, and whose they are. */
export class UnsavedEdits {
  private changes: Uint8Array[] = [];
  private shares = new Map<string, LogShare>();
  private pastes: NotedPaste[] = [];
  private numbers = new Map<LiveConnection, number>();
  /** With what is being saved. */
  bytes = 0;

  get isEmpty(): boolean {
    return this.changes.length === 0 && this.numbers.size === 0;
  }

  add(change: Uint8Array, share: LogShare): void {
    this.changes.push(change);
    this.bytes += change.length;
    this.addShare(share);
  }

  note(paste: NotedPaste): void {
    this.pastes.push(paste);
  }

  acknowledgeLater(connection: LiveConnection, number: number): void {
    this.numbers.set(connection, number);
  }

  take(): EditBatch {
    const { pastes, numbers } = this;
    const batch = { change: mergedUpdates(this.changes), shares: [...this.shares.values()], pastes, numbers };
    [this.changes, this.pastes] = [[], []];
    this.shares = new Map();
    this.numbers = new Map();
    return batch;
  }

  /** It could not be saved. */
  putBack({ change, shares, pastes, numbers }: EditBatch): void {
    if (change) this.changes.unshift(change);
    for (const share of shares) this.addShare(share);
    this.pastes.unshift(...pastes);
    this.numbers = new Map([...numbers, ...this.numbers]);
  }

  /** What was taken is saved. */
  measure(): void {
    this.bytes = this.changes.reduce((sum, { length }) => sum + length, 0);
  }

  drop(): void {
    this.changes = [];
  }

  private addShare({ userId, isGuest, edits, characters }: LogShare): void {
    const known = this.shares.get(userId) ?? { edits: 0, characters: 0 };
    const sum = { edits: known.edits + edits, characters: known.characters + characters };
    this.shares.set(userId, { userId, isGuest, ...sum });
  }
}
