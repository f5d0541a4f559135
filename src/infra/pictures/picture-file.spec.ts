import { CodedError } from '../../kernel/coded-error.js';
import { JPEG, PNG, WEBP_LOSSY } from '../../../test/support/pictures.js';
import { mediaTypeOf, readPictureFile } from './picture-file.js';

const bytesOf = (base64: string) => Buffer.from(base64, 'base64');

/** The lossy WebP with another size in it. */
function webpOf(width: number, height: number): Buffer {
  const bytes = bytesOf(WEBP_LOSSY);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  const frame = bytes.indexOf(Buffer.from([0x9d, 0x01, 0x2a]));
  bytes.writeUInt16LE(width, frame + 3);
  bytes.writeUInt16LE(height, frame + 5);
  return bytes;
}

function faultOf(bytes: Buffer): unknown {
  try {
    return readPictureFile(bytes);
  } catch (error) {
    return error instanceof CodedError ? error.occurrence.errors?.[0] : error;
  }
}

it.each([
  [PNG, 'image/png', /^[0-9a-f]{64}\.png$/],
  [JPEG, 'image/jpeg', /^[0-9a-f]{64}\.jpg$/],
  [WEBP_LOSSY, 'image/webp', /^[0-9a-f]{64}\.webp$/],
])('a picture is named by its content (%#)', (base64, mediaType, name) => {
  const { file } = readPictureFile(bytesOf(base64));
  expect(file).toMatch(name);
  expect(mediaTypeOf(file)).toBe(mediaType);
  expect(readPictureFile(bytesOf(base64)).file).toBe(file);
});

it('tells what is wrong with a file', () => {
  expect(faultOf(Buffer.from('<svg/>'))).toMatchObject({
    pointer: '/image',
    code: 'no_picture',
    message: 'must be a whole picture in PNG, JPEG or WebP, without animation',
  });
});

it.each([
  [16, 1024, true],
  [1024, 16, true],
  [15, 16, false],
  [16, 15, false],
  [1025, 16, false],
  [16, 1025, false],
])('is taken at %d by %d pixels: %s', (width, height, isTaken) => {
  const message = `must be 16 to 1024 pixels wide and high, and is ${width} by ${height}`;
  expect(faultOf(webpOf(width, height))).toMatchObject(isTaken ? { width, height } : { code: 'unfit_size', message });
});

it.each(['', 'ada.png', `${'a'.repeat(64)}.svg`, `${'a'.repeat(64)}.png/..`, `${'A'.repeat(64)}.png`])(
  'is not named %s',
  (file) => {
    expect(mediaTypeOf(file)).toBeNull();
  },
);
