import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { LARGEST_DOCUMENT_BYTES, MOST_FILES } from '../live/live-limits.js';
import { areInConflict, isFilePath } from './file-path.js';

export interface ArchivedFile {
  readonly path: string;
  readonly content: string;
}

/** In bytes; what it holds may have more. */
export const LARGEST_ARCHIVE_BYTES = 700 * 1024;
/** Folders are entries as well. */
const MOST_ENTRIES = 5 * MOST_FILES;

/** Why an archive is not taken, in a sentence. */
export class RefusedArchive extends Error {}

/** Written by whatever the file is opened with, and no part of anybody’s work. */
const LEFTOVER = /^(?:__MACOSX\/|(?:.*\/)?(?:\.DS_Store|Thumbs\.db)$)/;
/** Bits of the mode of Unix, which an archive keeps in the upper half of a number. */
const KIND = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function archiveOf(files: readonly ArchivedFile[]): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const { path, content } of files) archive.addBuffer(Buffer.from(content), path);
  archive.end();
  return buffer(archive.outputStream);
}

/**
 * Texts in UTF-8, with or without a byte order mark. What is unpacked is counted while it comes, whatever the archive says of
 * itself, and nothing is written to a disk.
 * @throws RefusedArchive
 */
export async function filesIn(archive: Buffer): Promise<ArchivedFile[]> {
  try {
    return await read(archive);
  } catch (error) {
    if (error instanceof RefusedArchive) throw error;
    throw new RefusedArchive('It is no ZIP archive, or it is damaged or has names that lead out of it.', {
      cause: error,
    });
  }
}

async function read(archive: Buffer): Promise<ArchivedFile[]> {
  const zip = await yauzl.fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true });
  if (zip.entryCount > MOST_ENTRIES) throw new RefusedArchive('It has too many entries.');
  const files: ArchivedFile[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.normalize('NFC');
    if (path.endsWith('/') || LEFTOVER.test(path)) continue;
    const kind = (entry.externalFileAttributes >>> 16) & KIND;
    if (kind !== 0 && kind !== REGULAR && kind !== FOLDER)
      throw new RefusedArchive('It has a link, or something else that is no file.');
    if (entry.isEncrypted()) throw new RefusedArchive('It is encrypted.');
    if (!isFilePath(path)) throw new RefusedArchive('It has a name that rooms do not take.');
    if (files.some((file) => areInConflict(file.path, path))) throw new RefusedArchive('It has a name twice.');
    if (files.length >= MOST_FILES) throw new RefusedArchive('It has more than 100 files.');
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      chunks.push(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      if (bytes > LARGEST_DOCUMENT_BYTES) throw new RefusedArchive('It has more than 1 MiB.');
    }
    files.push({ path, content: textOf(Buffer.concat(chunks)) });
  }
  if (files.length === 0) throw new RefusedArchive('It has no files.');
  return files;
}

function textOf(content: Buffer): string {
  try {
    return utf8.decode(content);
  } catch (error) {
    throw new RefusedArchive('It has a file that is no text in UTF-8.', { cause: error });
  }
}
