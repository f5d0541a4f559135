import type { RosterEncoding } from '../roster-kinds.js';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
type Label = Exclude<RosterEncoding, 'auto'>;

/** How a file is written: by its byte order mark, else UTF-8 where all of it is that, else as Windows writes in Western Europe. */
export async function encodingOf(chunks: Chunks): Promise<Label> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of chunks) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      isFirst = false;
      utf8.decode(chunk, { stream: true });
    }
    utf8.decode();
    return 'utf-8';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    return 'windows-1252';
  }
}

/** Text without its byte order mark, however characters lie over the ends of chunks. */
export async function* decoded(chunks: Chunks, encoding: Label): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
