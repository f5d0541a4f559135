import * as Y from 'yjs';
import { LARGEST_DOCUMENT_BYTES, MOST_FILES } from './live-limits.js';
import {
  type ClockRange,
  FILES,
  type Gap,
  outlineOf,
  type PartId,
  RefusedUpdate,
  type UpdateOutline,
} from './update-reader.js';

/** Client ids below are the server's own. */
export const LEAST_CLIENT_ID = 16;
const SERVER_CLIENT_ID = 1;
/** Parts in all gaps of an update together. */
const MOST_BETWEEN = 20_000;

export const MAIN_FILE = 'main';
export const textNameOf = (fileId: string) => `text:${fileId}`;

/** Lines end with a line feed alone: two kinds of ends would have clients count differently. */
export const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n');

export interface RoomFile {
  readonly id: string;
  readonly path: string;
  readonly content: string;
}

/** Why an edit does not come into the document. */
export type EditRefusal =
  | 'malformed_update'
  | 'unsupported_update'
  | 'update_too_large'
  | 'document_too_large'
  | 'too_many_files'
  /** Something comes before it that the document does not have: both sides synchronise again. */
  | 'update_ahead'
  /** It is written in the name of a client that is somebody else's. */
  | 'foreign_client';

export type Applied =
  /** `change` is what was new of it; null when everything was known. */
  { readonly change: Uint8Array | null } | { readonly refusal: EditRefusal };

/**
 * The document of a room: a text for each file (`text:{id}`), and a map (`files`) of what is said of them. Texts at the
 * root need no creation, so that two people who type into a new file at once do not overwrite each other’s text, and a
 * file is renamed without touching its text. Updates of clients are examined before the library has them.
 */
export class RoomDocument {
  private readonly doc = new Y.Doc();
  private changes: Uint8Array[] = [];
  private measuredBytes = 0;
  private addedBytes = 0;

  /** @param updates of the log, in any order, a snapshot among them */
  constructor(updates: readonly Uint8Array[]) {
    for (const update of updates) Y.applyUpdate(this.doc, update);
    this.measuredBytes = updates.reduce((sum, { length }) => sum + length, 0);
    this.doc.on('update', (update: Uint8Array) => this.changes.push(update));
    if (this.measuredBytes > LARGEST_DOCUMENT_BYTES) this.measure();
  }

  /** The first state of a room. */
  static begun(path: string, content: string): Uint8Array {
    const doc = new Y.Doc();
    doc.clientID = SERVER_CLIENT_ID;
    doc.transact(() => {
      doc.getMap(FILES).set(MAIN_FILE, { path });
      doc.getText(textNameOf(MAIN_FILE)).insert(0, content);
    });
    return Y.encodeStateAsUpdate(doc);
  }

  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  get stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc);
  }

  /** @param stateVector of somebody else @throws Error when it is none */
  missingSince(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector);
  }

  textOf(fileId: string): string {
    return this.doc.getText(textNameOf(fileId)).toJSON();
  }

  files(): RoomFile[] {
    const files = this.doc.getMap<{ path?: unknown } | undefined>(FILES);
    return [...files.keys()].map((id) => {
      const path = files.get(id)?.path;
      return { id, path: typeof path === 'string' ? path : id, content: this.textOf(id) };
    });
  }

  /**
   * An update of a client.
   * @param mayWrite whether a client id may bring something new
   */
  takeIn(update: Uint8Array, mayWrite: (clientId: number) => boolean): Applied {
    let outline: UpdateOutline;
    try {
      outline = outlineOf(update);
    } catch (error) {
      if (!(error instanceof RefusedUpdate)) throw error;
      return { refusal: REFUSALS[error.fault] };
    }
    const refusal = this.refusalOf(outline, update.length, mayWrite);
    return refusal ? { refusal } : this.apply(update);
  }

  /** What other processes or the database have, which was examined when it came. */
  apply(update: Uint8Array): { change: Uint8Array | null } {
    this.changes = [];
    Y.applyUpdate(this.doc, update);
    const [first = null, ...others] = this.changes;
    const change = first && others.length > 0 ? Y.mergeUpdates([first, ...others]) : first;
    this.addedBytes += change?.length ?? 0;
    return { change };
  }

  /** Whether something is known whose predecessors are not: the log has them. */
  get hasGaps(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /** Of an update that could be read, the client ids that bring something new. */
  newClientsIn(update: Uint8Array): number[] {
    return [...outlineOf(update).inserts].filter(([id, { to }]) => to > this.clockOf(id)).map(([id]) => id);
  }

  private refusalOf(
    { inserts, neighbours, deletes, roots, gaps }: UpdateOutline,
    bytes: number,
    mayWrite: (clientId: number) => boolean,
  ): EditRefusal | null {
    const isForeign = ([client, { to }]: [number, ClockRange]) => to > this.clockOf(client) && !mayWrite(client);
    if ([...inserts].some(isForeign)) return 'foreign_client';
    const endOf = (client: number) => Math.max(this.clockOf(client), inserts.get(client)?.to ?? 0);
    const isAhead =
      [...inserts].some(([client, { from }]) => from > this.clockOf(client)) ||
      [...neighbours].some(([client, at]) => at >= endOf(client)) ||
      [...deletes].some(([client, end]) => end > endOf(client));
    if (isAhead) return 'update_ahead';
    if (inserts.size === 0) return null;
    if (!this.areNarrow(gaps)) return 'update_too_large';
    if (this.doc.share.size + [...roots].filter((name) => !this.doc.share.has(name)).length > MOST_FILES + 1)
      return 'too_many_files';
    return this.hasRoomFor(bytes) ? null : 'document_too_large';
  }

  /**
   * Whether little lies in the gaps: the library compares each part with everything that has come in between. What somebody
   * saw side by side is taken apart by what others wrote meanwhile, which is some parts and not thousands.
   */
  private areNarrow(gaps: readonly Gap[]): boolean {
    let steps = 0;
    for (const gap of gaps) {
      const before = this.partAt(gap.before);
      let part = this.beginningOf(gap, before);
      while (part && part !== before) {
        steps += 1;
        if (steps > MOST_BETWEEN) return false;
        part = part.right;
      }
    }
    return true;
  }

  private beginningOf({ after, root }: Gap, before: Y.Item | null): Y.Item | null {
    if (after) return this.partAt(after);
    const parent = before ? before.parent : this.doc.share.get(root ?? '');
    return parent instanceof Y.AbstractType ? parent._start : null;
  }

  private partAt(id: PartId | null): Y.Item | null {
    if (!id || id.clock >= this.clockOf(id.client)) return null;
    const part = Y.getItem(this.doc.store, Y.createID(id.client, id.clock));
    return part instanceof Y.Item ? part : null;
  }

  /** A document that seems too large is measured: much may have been deleted from it, or come twice. */
  private hasRoomFor(bytes: number): boolean {
    if (this.measuredBytes + this.addedBytes + bytes <= LARGEST_DOCUMENT_BYTES) return true;
    if (this.addedBytes > 0) this.measure();
    return this.measuredBytes + this.addedBytes + bytes <= LARGEST_DOCUMENT_BYTES;
  }

  private measure(): void {
    this.measuredBytes = this.state.length;
    this.addedBytes = 0;
  }

  private clockOf(client: number): number {
    return Y.getState(this.doc.store, client);
  }
}

const REFUSALS = {
  malformed: 'malformed_update',
  unsupported: 'unsupported_update',
  too_large: 'update_too_large',
} as const satisfies Record<RefusedUpdate['fault'], EditRefusal>;
