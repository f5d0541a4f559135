import { crc32, deflateSync } from 'node:zlib';
import { JPEG, PNG, WEBP_LOSSLESS, WEBP_LOSSY, WEBP_WITH_ALPHA } from '../../../test/support/pictures.js';
import { hasItsPixels, readPicture } from './picture.js';

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
const PAGE = Buffer.from('<script>alert(document.domain)</script>');

/** A chunk of a PNG. */
function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function header({ depth = 8, colour = 6, interlace = 0, width = 20, height = 20 } = {}): Buffer {
  const sides = Buffer.alloc(8);
  sides.writeUInt32BE(width, 0);
  sides.writeUInt32BE(height, 4);
  return chunk('IHDR', Buffer.concat([sides, Buffer.from([depth, colour, 0, 0, interlace])]));
}

/** A PNG of some header, with these compressed pixels. */
function png(head: Buffer, data: Buffer = deflateSync(Buffer.alloc(20 * 81))): Buffer {
  const signature = bytesOf(PNG).subarray(0, 8);
  return Buffer.concat([signature, head, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function inserted(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

/** After the header. */
const inPng = (more: Buffer) => inserted(bytesOf(PNG), 33, more);

/** A segment of a JPEG, after its start. */
function inJpeg(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return inserted(bytesOf(JPEG), 2, Buffer.concat([head, data]));
}

/** A chunk at the end of a WebP. */
function inWebp(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  const grown = Buffer.concat([
    bytesOf(WEBP_LOSSY),
    Buffer.from(type, 'latin1'),
    length,
    data,
    Buffer.alloc(data.length % 2),
  ]);
  grown.writeUInt32LE(grown.length - 8, 4);
  return grown;
}

const PICTURES = [
  ['PNG', 'png', PNG],
  ['JPEG', 'jpeg', JPEG],
  ['WebP', 'webp', WEBP_LOSSY],
  ['WebP with transparency', 'webp', WEBP_WITH_ALPHA],
  ['lossless WebP', 'webp', WEBP_LOSSLESS],
] as const;

describe.each(PICTURES)('a picture in %s', (_name, format, base64) => {
  const bytes = bytesOf(base64);

  it('is known by its bytes, with its size', () => {
    expect(readPicture(bytes)).toMatchObject({ format, width: 32, height: 16 });
  });

  it('has its pixels', () => expect(hasItsPixels(readPicture(bytes)!)).toBe(true));

  it('stays as it is when it is read again', () => {
    const once = readPicture(bytes)!.bytes;
    expect(readPicture(once)?.bytes.equals(once)).toBe(true);
  });

  it('loses what stands behind its end', () => {
    const polyglot = Buffer.concat([bytes, PAGE]);
    expect(readPicture(polyglot)?.bytes.equals(readPicture(bytes)!.bytes)).toBe(true);
  });

  it('is refused when anything of it is missing', () => {
    const whole = readPicture(bytes)!.bytes;
    for (let length = 0; length < whole.length; length += 1) expect(readPicture(whole.subarray(0, length))).toBeNull();
  });
});

it.each([
  ['a comment in a PNG', inPng(chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), PAGE]))), PNG],
  ['a profile in a PNG', inPng(chunk('iCCP', PAGE)), PNG],
  ['an animation in a PNG', inPng(chunk('acTL', Buffer.concat([Buffer.alloc(8), PAGE]))), PNG],
  ['EXIF in a JPEG', inJpeg(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), PAGE])), JPEG],
  ['a comment in a JPEG', inJpeg(0xfe, PAGE), JPEG],
  ['a small picture in a JPEG', inJpeg(0xe0, Buffer.concat([Buffer.from('JFIF\0'), Buffer.alloc(9), PAGE])), JPEG],
  ['XMP in a WebP', inWebp('XMP ', PAGE), WEBP_LOSSY],
])('drops %s', (_what, bytes, plain) => {
  expect(bytes.includes(PAGE)).toBe(true);
  expect(readPicture(bytes)?.bytes.equals(readPicture(bytesOf(plain))!.bytes)).toBe(true);
});

const broken = bytesOf(PNG);
broken.writeUInt8(broken.readUInt8(50) ^ 1, 50);
/** A frame of 15,000 by 15,000 pixels, in front of the one that the picture says it has. */
const huge = inJpeg(0xc0, Buffer.from([8, 0x3a, 0x98, 0x3a, 0x98, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]));
const scan = bytesOf(JPEG).indexOf(Buffer.from([0xff, 0xda]));
const scanFirst = Buffer.concat([bytesOf(JPEG).subarray(0, 2), bytesOf(JPEG).subarray(scan)]);

const animated = bytesOf(WEBP_LOSSY);
animated.writeUInt8(animated.readUInt8(20) | 0x02, 20);

it.each([
  ['nothing', Buffer.alloc(0)],
  ['a page', PAGE],
  ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
  ['a page behind the signature of PNG', Buffer.concat([bytesOf(PNG).subarray(0, 8), PAGE])],
  ['a page behind the signature of JPEG', Buffer.concat([bytesOf(JPEG).subarray(0, 4), PAGE])],
  ['a page behind the signature of WebP', Buffer.concat([bytesOf(WEBP_LOSSY).subarray(0, 12), PAGE])],
  ['a PNG with a changed byte', broken],
  ['a PNG without a picture', Buffer.concat([bytesOf(PNG).subarray(0, 33), chunk('IEND', Buffer.alloc(0))])],
  ['a PNG with two headers', inPng(header())],
  ['a PNG with a depth that no colour has', png(header({ depth: 77 }))],
  ['a palette of more than 256 colours', inPng(chunk('PLTE', Buffer.alloc(771)))],
  ['data in the end of a PNG', Buffer.concat([bytesOf(PNG).subarray(0, -12), chunk('IEND', PAGE)])],
  ['a second frame in a JPEG', huge],
  ['a scan before any frame of a JPEG', scanFirst],
  ['an animated WebP', animated],
])('refuses %s', (_what, bytes) => {
  expect(readPicture(bytes)).toBeNull();
});

describe('the pixels of a PNG', () => {
  const pixels = (length: number) => deflateSync(Buffer.alloc(length));

  it.each([
    ['four samples of a byte', header(), 20 * 81],
    ['four samples of two bytes', header({ depth: 16 }), 20 * 161],
    ['a bit', header({ depth: 1, colour: 0 }), 20 * 4],
    // 3x3, 2x3, 5x2, 5x5, 10x5, 10x10 and 20x10 pixels in the seven passes.
    [
      'seven passes',
      header({ depth: 8, colour: 0, interlace: 1 }),
      3 * 4 + 3 * 3 + 2 * 6 + 5 * 6 + 5 * 11 + 10 * 11 + 10 * 21,
    ],
    // One pixel: six passes are empty.
    ['a single pixel in passes', header({ colour: 0, interlace: 1, width: 1, height: 1 }), 2],
  ])('are there with %s, not one fewer and not one more', (_what, head, length) => {
    const isWhole = (data: Buffer) => hasItsPixels(readPicture(png(head, data))!);
    expect([length - 1, length, length + 1].map((some) => isWhole(pixels(some)))).toEqual([false, true, false]);
    expect(isWhole(Buffer.concat([pixels(length), PAGE]))).toBe(false);
    expect(isWhole(PAGE)).toBe(false);
  });

  it('take no more memory than the header announces', () => {
    const bomb = readPicture(png(header(), pixels(90_000_000)))!;
    expect(bomb.bytes.length).toBeLessThan(131_072);
    expect(hasItsPixels(bomb)).toBe(false);
  });
});
