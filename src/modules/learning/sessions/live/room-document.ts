import * as Y from 'yjs';
import { newId } from '../../../../kernel/ids.js';
import { ASKED_AGAIN_CLOCKS, LARGEST_DOCUMENT_BYTES, MOST_FILES } from './live-limits.js';
import { editsBetween } from './text-edits.js';
import { contradicts, type Place, type PlacingFault, UpdatePlacing } from './update-placing.js';
import {
  type ClockRange,
  FILES,
  outlineOf,
  type Part,
  type PartId,
  RefusedUpdate,
  type UpdateOutline,
} from './update-reader.js';

/** Client ids below are the server's own. */
export const LEAST_CLIENT_ID = 16;
const SERVER_CLIENT_ID = 1;
/** Parts in all gaps of an update together. */
const MOST_BETWEEN = 20_000;
/** Stretches that an update deletes and that were not deleted before: each may take a part in three. */
const MOST_NEW_DELETES = 1_000;
/** Of the document, deleted ones among them: each takes memory and time, however little is in it. */
const MOST_PARTS_IN_ALL = 100_000;
/** Where nothing may be added any more, this many may still come from deleting. */
const MORE_PARTS_BY_DELETING = 20_000;

export const MAIN_FILE = 'main';
const TEXT = 'text:';
export const textNameOf = (fileId: string) => TEXT + fileId;

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
  | 'path_taken'
  /** Something comes before it that the document does not have: both sides synchronise again. */
  | 'update_ahead'
  /** It is written in the name of a client that is somebody else's. */
  | 'foreign_client'
  /** Something else was written under the same client id in its place. */
  | 'edit_contradicts';

/** @param isDeleted whether it is something deleted, of which nobody can say what it was */
export type MayWrite = (clientId: number, isDeleted: boolean) => boolean;

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
  /** What the last change put in, in UTF-16 units. */
  lastWritten = 0;
  /** The text in it, by file. */
  lastInserted = new Map<string, number>();
  private addedBytes = 0;

  /** @param updates of the log, in any order, a snapshot among them */
  constructor(updates: readonly Uint8Array[]) {
    for (const update of updates) Y.applyUpdate(this.doc, update);
    this.measuredBytes = updates.reduce((sum, { length }) => sum + length, 0);
    this.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      this.changes.push(update);
      this.lastWritten += writtenIn(transaction);
    });
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

  /**
   * Asks a client for what is not known, and for the last of its own that is.
   * @param knownByItself the clock up to which it has its own
   */
  stateVectorFor(clientId: number, knownByItself = Infinity): Uint8Array {
    const vector = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    const own = Math.min(this.clockOf(clientId), knownByItself) - ASKED_AGAIN_CLOCKS;
    if (own > 0) vector.set(clientId, own);
    else vector.delete(clientId);
    return Y.encodeStateVector(vector);
  }

  /** @returns up to which clock the client has its own, where that is less than what is known of it */
  lackOf(clientId: number, stateVector: Uint8Array): number | null {
    const known = Y.decodeStateVector(stateVector).get(clientId) ?? 0;
    return known > 0 && known < this.clockOf(clientId) ? known : null;
  }

  /** @param stateVector of somebody else @throws Error when it is none */
  missingSince(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, stateVector);
  }

  pathOf(fileId: string): string {
    const path = this.filesByKey.get(fileId)?.path;
    return typeof path === 'string' ? path : fileId;
  }

  textOf(fileId: string): string {
    const name = textNameOf(fileId);
    return this.doc.share.has(name) ? this.doc.getText(name).toJSON() : '';
  }

  files(): RoomFile[] {
    return [...this.filesByKey.keys()].map((id) => ({ id, path: this.pathOf(id), content: this.textOf(id) }));
  }

  /**
   * An update of a client.
   * @param mayWrite whether something new of a client id may come
   */
  takeIn(update: Uint8Array, mayWrite: MayWrite): Applied {
    let outline: UpdateOutline;
    try {
      outline = outlineOf(update);
    } catch (error) {
      if (!(error instanceof RefusedUpdate)) throw error;
      return { refusal: REFUSALS[error.fault] };
    }
    const refusal = this.refusalOf(outline, update.length, mayWrite);
    if (refusal) return { refusal };
    const hadGaps = this.hasGaps;
    const applied = this.apply(update);
    if (this.hasGaps && !hadGaps) this.forgetGaps();
    return applied;
  }

  /** What other processes or the database have, which was examined when it came. */
  apply(update: Uint8Array): { change: Uint8Array | null } {
    this.changes = [];
    this.lastWritten = 0;
    Y.applyUpdate(this.doc, update);
    const change = mergedUpdates(this.changes);
    this.addedBytes += change?.length ?? 0;
    return { change };
  }

  /**
   * What the server writes itself, for those who use the REST API. Its client id has one clock in each room, so nobody else may
   * write to the room's log meanwhile.
   * @returns null when nothing changes
   */
  write(work: () => void): Uint8Array | null {
    this.changes = [];
    this.lastWritten = 0;
    this.lastInserted = new Map();
    const { clientID } = this.doc;
    this.doc.clientID = SERVER_CLIENT_ID;
    this.doc.transact(work);
    this.doc.clientID = clientID;
    return this.changes[0] ?? null;
  }

  /** Within `write`. */
  setPath(fileId: string, path: string): void {
    this.filesByKey.set(fileId, { path });
  }

  /** Within `write`; touches only what differs. */
  setText(fileId: string, content: string): void {
    const text = this.doc.getText(textNameOf(fileId));
    for (const { at, removed, inserted } of editsBetween(text.toJSON(), withLineFeeds(content)).reverse()) {
      text.delete(at, removed);
      text.insert(at, inserted);
      if (inserted !== '') this.lastInserted.set(fileId, (this.lastInserted.get(fileId) ?? 0) + inserted.length);
    }
  }

  /** Within `write`. */
  removeFile(fileId: string): void {
    this.setText(fileId, '');
    this.filesByKey.delete(fileId);
  }

  /** For another file: a new one, or of a file that is gone when there were as many as there may be; null when all are used. */
  freeFileId(): string | null {
    if (this.doc.share.size <= MOST_FILES) return newId();
    const isFree = (id: string) => !this.filesByKey.has(id) && this.textOf(id) === '';
    const used = [...this.doc.share.keys()].filter((name) => name !== FILES).map((name) => name.slice(TEXT.length));
    return used.find(isFree) ?? null;
  }

  /** Of all files together. */
  get textLength(): number {
    return this.files().reduce((sum, { content }) => sum + content.length, 0);
  }

  /** Encoded, with its history. */
  get size(): number {
    return this.state.length;
  }

  /** Whether something is known whose predecessors are not: the log has them. */
  get hasGaps(): boolean {
    return this.doc.store.pendingStructs !== null || this.doc.store.pendingDs !== null;
  }

  /** What waits inside the library is sent to everybody, and worked on again with each edit. */
  private forgetGaps(): void {
    this.doc.store.pendingStructs = null;
    this.doc.store.pendingDs = null;
  }

  /** Of an update that could be read, the client ids that bring something new. */
  newClientsIn(update: Uint8Array): number[] {
    return [...outlineOf(update).inserts].filter(([id, { to }]) => to > this.clockOf(id)).map(([id]) => id);
  }

  private get filesByKey(): Y.Map<{ path?: unknown }> {
    return this.doc.getMap(FILES);
  }

  private refusalOf(outline: UpdateOutline, bytes: number, mayWrite: MayWrite): EditRefusal | null {
    const { parts, deletes, inserts } = outline;
    const isNew = ({ client, clock, length }: Part) => clock + length > this.clockOf(client);
    if (parts.some((part) => isNew(part) && !mayWrite(part.client, part.kind === 'deleted'))) return 'foreign_client';
    const endOf = (client: number) => Math.max(this.clockOf(client), inserts.get(client)?.to ?? 0);
    if ([...deletes].some(([client, ranges]) => (ranges.at(-1)?.to ?? 0) > endOf(client))) return 'update_ahead';
    const { places, fault } = new UpdatePlacing(this.doc, outline);
    if (fault) return PLACING_REFUSALS[fault];
    if (parts.some((part) => contradicts(this.doc, part))) return 'edit_contradicts';
    this.lastInserted = insertedBy(places, (id) => this.clockOf(id));
    const newDeletes = this.newDeletesIn(deletes);
    if (newDeletes > MOST_NEW_DELETES) return 'update_too_large';
    // Each stretch takes a part apart at both of its ends.
    const partsAfter = this.partCount + places.length + 2 * newDeletes;
    if (places.length === 0) {
      const isFull = partsAfter > MOST_PARTS_IN_ALL + MORE_PARTS_BY_DELETING;
      return newDeletes > 0 && isFull ? 'document_too_large' : null;
    }
    if (!this.areNarrow(places)) return 'update_too_large';
    return (
      this.fileRefusalOf(outline, places) ??
      (partsAfter <= MOST_PARTS_IN_ALL && this.hasRoomFor(bytes) ? null : 'document_too_large')
    );
  }

  /** Of the map of files, and of the texts at the root. */
  private fileRefusalOf({ roots, deletes }: UpdateOutline, places: readonly Place[]): EditRefusal | null {
    if (this.doc.share.size + [...roots].filter((name) => !this.doc.share.has(name)).length > MOST_FILES + 1)
      return 'too_many_files';
    const isDeleted = ({ client, clock }: PartId) => isWithin(deletes.get(client) ?? [], clock);
    const told = places.filter(({ part }) => part.kind === 'file' && !isDeleted(part));
    if (told.length === 0) return null;
    const paths = new Map<string, unknown>();
    for (const [id, item] of this.doc.getMap(FILES)._map)
      if (!item.deleted && !isDeleted(item.lastId))
        paths.set(id, (item.content.getContent().at(-1) as { path?: unknown } | undefined)?.path);
    const filesBefore = paths.size;
    const changed = new Map(told.map(({ key, part }) => [key ?? '', part.content]));
    for (const [id, path] of changed) paths.set(id, path);
    if (paths.size > MOST_FILES && paths.size > filesBefore) return 'too_many_files';
    const all = [...paths.values()];
    const isTaken = (path: string) => all.indexOf(path) !== all.lastIndexOf(path);
    return [...changed.values()].some(isTaken) ? 'path_taken' : null;
  }

  /** How many stretches are deleted of which something is still there. */
  private newDeletesIn(deletes: UpdateOutline['deletes']): number {
    let count = 0;
    for (const [client, ranges] of deletes)
      for (const range of ranges) if (this.hasSomethingIn(client, range)) count += 1;
    return count;
  }

  private hasSomethingIn(client: number, { from, to }: ClockRange): boolean {
    const structs = this.doc.store.clients.get(client) ?? [];
    if (to > this.clockOf(client)) return true;
    for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= to) return false;
      if (!struct.deleted) return true;
    }
    return false;
  }

  private get partCount(): number {
    let count = 0;
    for (const structs of this.doc.store.clients.values()) count += structs.length;
    return count;
  }

  /**
   * Whether little lies in the gaps: the library compares each part with everything that has come in between. What somebody
   * saw side by side is taken apart by what others wrote meanwhile, which is some parts and not thousands.
   */
  private areNarrow(places: readonly Place[]): boolean {
    let steps = 0;
    for (const place of places) {
      let part = place.after ?? this.beginningOf(place);
      // The library goes back to the beginning of what was said of a file from its end.
      const isBack = !place.after && place.key !== null;
      while (part && (isBack || part !== place.before)) {
        steps += 1;
        if (steps > MOST_BETWEEN) return false;
        part = isBack ? part.left : part.right;
      }
    }
    return true;
  }

  private beginningOf({ root, key }: Place): Y.Item | null {
    const type = this.doc.share.get(root);
    return (key === null ? type?._start : type?._map.get(key)) ?? null;
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

/** New text by file, in UTF-16 units. */
function insertedBy(places: readonly Place[], clockOf: (client: number) => number): Map<string, number> {
  const inserted = new Map<string, number>();
  for (const { part, root } of places) {
    if (part.kind !== 'text') continue;
    const fileId = root.slice(TEXT.length);
    const known = Math.max(0, clockOf(part.client) - part.clock);
    inserted.set(fileId, (inserted.get(fileId) ?? 0) + part.length - known);
  }
  return inserted;
}

/** Clocks count UTF-16 units. */
function writtenIn({ beforeState, afterState }: Y.Transaction): number {
  return [...afterState].reduce((sum, [client, clock]) => sum + clock - (beforeState.get(client) ?? 0), 0);
}

const REFUSALS = {
  malformed: 'malformed_update',
  unsupported: 'unsupported_update',
  too_large: 'update_too_large',
} as const satisfies Record<RefusedUpdate['fault'], EditRefusal>;

const PLACING_REFUSALS = {
  ahead: 'update_ahead',
  impossible: 'malformed_update',
  misplaced: 'unsupported_update',
} as const satisfies Record<PlacingFault, EditRefusal>;

export function mergedUpdates(updates: readonly Uint8Array[]): Uint8Array | null {
  const [first, ...others] = updates;
  if (!first) return null;
  return others.length === 0 ? first : Y.mergeUpdates([first, ...others]);
}

function isWithin(ranges: readonly ClockRange[], clock: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.from ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return clock < (ranges[low - 1]?.to ?? 0);
}
