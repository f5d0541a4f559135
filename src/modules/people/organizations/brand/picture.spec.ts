import { crc32 } from 'node:zlib';
import { JPEG, PNG, WEBP_LOSSLESS, WEBP_LOSSY, WEBP_WITH_ALPHA } from '../../../../../test/support/pictures.js';
import { readPicture } from './picture.js';

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
  ['an animated WebP', animated],
])('refuses %s', (_what, bytes) => {
  expect(readPicture(bytes)).toBeNull();
});
