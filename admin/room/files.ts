import type * as Y from 'yjs';

/** A file of a room: the map `files` has its path, the text `text:{id}` what is in it. */
export interface RoomFile {
  readonly id: string;
  readonly path: string;
}

const FILES = 'files';
/** What can be run: rooms take a little more. */
const LONGEST_PATH_BYTES = 90;
const PATH = /^[\p{L}\p{N}_][\p{L}\p{N}_. -]*(\/[\p{L}\p{N}_][\p{L}\p{N}_. -]*)*(?<! )$/u;

const mapOf = (doc: Y.Doc) => doc.getMap<{ readonly path?: unknown } | undefined>(FILES);

export const textOf = (doc: Y.Doc, id: string): Y.Text => doc.getText(`text:${id}`);

/** In the order of their paths, the first file of the room before all others. */
export function filesOf(doc: Y.Doc): RoomFile[] {
  const files = [...mapOf(doc)].map(([id, entry]) => ({ id, path: typeof entry?.path === 'string' ? entry.path : id }));
  // Until somebody names it a text, it is none for those who look where a cursor is.
  for (const { id } of files) textOf(doc, id);
  return files.sort((one, other) => rankOf(one) - rankOf(other) || (one.path < other.path ? -1 : 1));
}

const rankOf = ({ id }: RoomFile) => (id === 'main' ? 0 : 1);

export function onFiles(doc: Y.Doc, listener: () => void): () => void {
  const files = mapOf(doc);
  files.observe(listener);
  return () => files.unobserve(listener);
}

export type PathFault = 'empty' | 'long' | 'invalid' | 'taken';

/** @returns what is wrong with a path, in the rules of the server; null when nothing is */
export function pathFault(files: readonly RoomFile[], path: string, own?: string): PathFault | null {
  if (path === '') return 'empty';
  if (new TextEncoder().encode(path).length > LONGEST_PATH_BYTES) return 'long';
  if (!PATH.test(path)) return 'invalid';
  return files.some((file) => file.id !== own && file.path === path) ? 'taken' : null;
}

/** @returns its id */
export function addFile(doc: Y.Doc, path: string): string {
  const id = crypto.randomUUID();
  mapOf(doc).set(id, { path });
  return id;
}

export function renameFile(doc: Y.Doc, id: string, path: string): void {
  mapOf(doc).set(id, { path });
}

/** With its text, which takes room otherwise. */
export function deleteFile(doc: Y.Doc, id: string): void {
  doc.transact(() => {
    mapOf(doc).delete(id);
    const text = textOf(doc, id);
    text.delete(0, text.length);
  });
}
