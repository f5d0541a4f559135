import { basename } from 'node:path/posix';
import yauzl from 'yauzl';
import { RefusedFile } from '../file/refused-file.js';

const MOST_ENTRIES = 100;
/** Unpacked: of a file of 100,000 lines with 600 bytes each, and of all of them. */
const LARGEST_ENTRY_BYTES = 60 * 1024 * 1024;
const LARGEST_ARCHIVE_BYTES = 2 * LARGEST_ENTRY_BYTES;
/** Lines of rosters are alike; what is much more so is made to fill a memory. */
const MOST_TIMES_SMALLER = 200;
const SMALL_BYTES = 1024 * 1024;

/** Written by whatever made the archive, and no part of it. */
const LEFTOVER = /^(?:__MACOSX\/|(?:.*\/)?(?:\.DS_Store|Thumbs\.db)$)/;

/**
 * Files of a ZIP archive by their names without folders, in any case. Nothing is unpacked before it is asked for, and none of it more than
 * it says of itself, which is bounded.
 */
export class Archive {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  /** @throws RefusedFile */
  static async open(bytes: Buffer): Promise<Archive> {
    try {
      const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
      return new Archive(zip, await entriesIn(zip));
    } catch (error) {
      if (error instanceof RefusedFile) throw error;
      throw new RefusedFile('is_no_archive');
    }
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name.toLowerCase());
  }

  /** @throws RefusedFile for what is damaged */
  async *read(name: string): AsyncGenerator<Uint8Array, void, undefined> {
    const entry = this.entries.get(name.toLowerCase());
    if (!entry) return;
    try {
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) yield chunk as Buffer;
    } catch {
      throw new RefusedFile('is_no_archive', { column: name });
    }
  }
}

async function entriesIn(zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new RefusedFile('too_many_files');
  const entries = new Map<string, yauzl.Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/') || LEFTOVER.test(entry.fileName)) continue;
    const name = basename(entry.fileName).replaceAll('\0', '').slice(0, 100).toLowerCase();
    const { uncompressedSize, compressedSize } = entry;
    bytes += uncompressedSize;
    if (entry.isEncrypted()) throw new RefusedFile('is_no_archive', { column: name });
    if (entries.has(name)) throw new RefusedFile('duplicate_file', { column: name });
    if (uncompressedSize > Math.min(LARGEST_ENTRY_BYTES, SMALL_BYTES + compressedSize * MOST_TIMES_SMALLER))
      throw new RefusedFile('too_large', { column: name });
    entries.set(name, entry);
  }
  if (bytes > LARGEST_ARCHIVE_BYTES) throw new RefusedFile('too_large');
  return entries;
}
