import { crc32, type Inflate, inflateSync } from 'node:zlib';

/*
 * Pictures from strangers, in the formats that every mail program and browser shows. What a file is follows from its
 * bytes. It is written anew of the parts that make up the picture: whatever else was in it (EXIF with places, comments,
 * another file behind its end, such as a page or an archive) is gone. SVG is refused, because it runs scripts.
 */

export interface Picture {
  readonly format: 'png' | 'jpeg' | 'webp';
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the bytes are no picture for. */
class BrokenPicture extends Error {}

/** @returns null for what is no whole PNG, JPEG or WebP, and for animations */
export function readPicture(bytes: Buffer): Picture | null {
  try {
    if (bytes.subarray(0, 8).equals(PNG)) return readPng(bytes);
    if (bytes.subarray(0, 3).equals(JPEG)) return readJpeg(bytes);
    if (textAt(bytes, 0) === 'RIFF' && textAt(bytes, 8) === 'WEBP') return readWebp(bytes);
    return null;
  } catch (error) {
    if (error instanceof BrokenPicture || isBehindEnd(error)) return null;
    throw error;
  }
}

/** Whether it comes from reading behind the end. */
function isBehindEnd(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS';
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of Portable Network Graphics (PNG), third edition: without animation, text, profiles and times. */
const PNG_KEPT: readonly string[] = ['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'];
/** The longest data of those whose length the picture does not decide. */
const PNG_LONGEST: Readonly<Record<string, number>> = { IHDR: 13, PLTE: 768, tRNS: 256, gAMA: 4, sRGB: 1, IEND: 0 };
/** The depths that each colour type may have, and how many samples a pixel has of it (table 11.1). */
const PNG_COLOURS: Readonly<Record<number, { readonly depths: readonly number[]; readonly samples: number }>> = {
  0: { depths: [1, 2, 4, 8, 16], samples: 1 },
  2: { depths: [8, 16], samples: 3 },
  3: { depths: [1, 2, 4, 8], samples: 1 },
  4: { depths: [8, 16], samples: 2 },
  6: { depths: [8, 16], samples: 4 },
};

function readPng(bytes: Buffer): Picture {
  const chunks = pngChunks(bytes);
  const { width, height } = pngHeader(chunks);
  const isAtMostOnce = (type: string) => chunks.filter((chunk) => chunk.type === type).length <= 1;
  if (!Object.keys(PNG_LONGEST).every(isAtMostOnce) || !chunks.some(({ type }) => type === 'IDAT'))
    throw new BrokenPicture();
  const kept = chunks.filter(({ type }) => PNG_KEPT.includes(type));
  return { format: 'png', width, height, bytes: Buffer.concat([PNG, ...kept.map(({ whole }) => whole)]) };
}

function pngChunks(bytes: Buffer): Array<Chunk & { readonly whole: Buffer }> {
  const chunks: Array<Chunk & { readonly whole: Buffer }> = [];
  for (let at = PNG.length; chunks.at(-1)?.type !== 'IEND';) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) throw new BrokenPicture();
    const type = textAt(bytes, at + 4);
    if (length > (PNG_LONGEST[type] ?? length)) throw new BrokenPicture();
    chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    at = end;
  }
  return chunks;
}

interface PngHeader extends Size {
  readonly bitsOfPixel: number;
  readonly isInterlaced: boolean;
}

function pngHeader([first]: readonly Chunk[]): PngHeader {
  if (first?.type !== 'IHDR' || first.data.length !== 13) throw new BrokenPicture();
  const [depth = 0, colour = 0, compression, filter, interlace] = first.data.subarray(8);
  const { depths, samples } = PNG_COLOURS[colour] ?? { depths: [], samples: 0 };
  const isKnown = compression === 0 && filter === 0 && (interlace === 0 || interlace === 1);
  if (!depths.includes(depth) || !isKnown) throw new BrokenPicture();
  return {
    width: first.data.readUInt32BE(0),
    height: first.data.readUInt32BE(4),
    bitsOfPixel: depth * samples,
    isInterlaced: interlace === 1,
  };
}

/** Where the passes of an interlaced PNG begin, and how far apart their pixels are: x, y, columns, rows (Adam7). */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Whether a PNG has the pixels that it announces, and nothing behind them. It takes the memory of all of them: look at the
 * size first. Of other formats it looks at nothing.
 */
export function hasItsPixels({ format, bytes }: Picture): boolean {
  if (format !== 'png') return true;
  const chunks = pngChunks(bytes);
  const { width, height, bitsOfPixel, isInterlaced } = pngHeader(chunks);
  const lengthOf = (columns: number, rows: number) =>
    columns > 0 ? rows * (1 + Math.ceil((columns * bitsOfPixel) / 8)) : 0;
  const passes = isInterlaced
    ? ADAM7.map(([x, y, dx, dy]) => lengthOf(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)))
    : [lengthOf(width, height)];
  const length = passes.reduce((sum, pass) => sum + pass);
  const compressed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  try {
    const { buffer, engine } = inflateInfo(compressed, length);
    return buffer.length === length && engine.bytesWritten === compressed.length;
  } catch {
    return false;
  }
}

/** The types of Node.js do not know what `info` changes. */
function inflateInfo(compressed: Buffer, maxOutputLength: number): { buffer: Buffer; engine: Inflate } {
  return inflateSync(compressed, { maxOutputLength, info: true }) as unknown as { buffer: Buffer; engine: Inflate };
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Baseline, extended and progressive frames (ITU-T T.81, table B.1), which are those that programs show. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];
/** Huffman and quantization tables, and the restart interval. */
const TABLES: readonly number[] = [0xc4, 0xdb, 0xdd];

function readJpeg(bytes: Buffer): Picture {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let size: Size | undefined;
  let hasScan = false;
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) throw new BrokenPicture();
    const marker = bytes.readUInt8(at + 1);
    // Any number of fill bytes stands before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END_OF_IMAGE) {
      kept.push(bytes.subarray(at, at + 2));
      break;
    }
    const length = bytes.readUInt16BE(at + 2);
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw new BrokenPicture();
    if (FRAMES.includes(marker)) {
      // Of several frames decoders show the first, which could be of any size.
      if (size) throw new BrokenPicture();
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === START_OF_SCAN) {
      if (!size) throw new BrokenPicture();
      end = endOfScan(bytes, end);
      hasScan = true;
    }
    if (isPartOfJpeg(marker, bytes.subarray(at, end))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!size || !hasScan) throw new BrokenPicture();
  return { format: 'jpeg', ...size, bytes: Buffer.concat(kept) };
}

function isPartOfJpeg(marker: number, segment: Buffer): boolean {
  // How colours are coded: JFIF without a small picture in it, and Adobe.
  if (marker === 0xe0) return segment.length === 18 && textAt(segment, 4) === 'JFIF';
  if (marker === 0xee) return segment.length === 16 && textAt(segment, 4) === 'Adob';
  return marker === START_OF_SCAN || FRAMES.includes(marker) || TABLES.includes(marker);
}

/** Coded data lasts until a marker: in it 0xff is followed by 0x00, or by the number of a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    const isData = next === 0x00 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isData) return at;
  }
  throw new BrokenPicture();
}

/** The flag for transparency in the chunk VP8X (WebP Container Specification, extended file format). */
const ALPHA = 0x10;
const ANIMATION = 0x02;

function readWebp(bytes: Buffer): Picture {
  const length = bytes.readUInt32LE(4) + 8;
  if (length > bytes.length) throw new BrokenPicture();
  const chunks = chunksOf(bytes.subarray(0, length));
  const pictures = chunks.filter(({ type }) => type === 'VP8 ' || type === 'VP8L');
  const [first] = chunks;
  const [picture] = pictures;
  if (!first || !picture || pictures.length > 1) throw new BrokenPicture();
  const size = picture.type === 'VP8L' ? losslessSize(picture.data) : lossySize(picture.data);
  if (first.type !== 'VP8X') return { format: 'webp', ...size, bytes: riffOf([picture]) };
  if ((first.data.readUInt8(0) & ANIMATION) !== 0 || first.data.length !== 10) throw new BrokenPicture();
  const transparency = chunks.filter(({ type }) => type === 'ALPH').slice(0, 1);
  const head = Buffer.from(first.data);
  head.writeUInt8(first.data.readUInt8(0) & ALPHA, 0);
  const canvas = { width: head.readUIntLE(4, 3) + 1, height: head.readUIntLE(7, 3) + 1 };
  if (canvas.width !== size.width || canvas.height !== size.height) throw new BrokenPicture();
  return { format: 'webp', ...size, bytes: riffOf([{ type: 'VP8X', data: head }, ...transparency, picture]) };
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(riff: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 12; at < riff.length;) {
    const length = riff.readUInt32LE(at + 4);
    const end = at + 8 + length;
    if (end > riff.length) throw new BrokenPicture();
    chunks.push({ type: textAt(riff, at), data: riff.subarray(at + 8, end) });
    // To an even length.
    at = end + (length % 2);
  }
  return chunks;
}

function riffOf(chunks: readonly Chunk[]): Buffer {
  const body = chunks.flatMap(({ type, data }) => [
    Buffer.from(type, 'latin1'),
    lengthOf(data.length),
    data,
    Buffer.alloc(data.length % 2),
  ]);
  const content = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...body]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}

/** Of a key frame (RFC 6386, section 9.1). */
function lossySize(data: Buffer): Size {
  const isKeyFrame = (data.readUInt8(0) & 1) === 0;
  if (!isKeyFrame || data.readUIntBE(3, 3) !== 0x9d012a) throw new BrokenPicture();
  return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
}

/** RFC 9649, section 3.4. */
function losslessSize(data: Buffer): Size {
  if (data.readUInt8(0) !== 0x2f) throw new BrokenPicture();
  const bits = data.readUInt32LE(1);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** Four characters. */
function textAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}
