import { createHash } from 'node:crypto';
import { invalid } from '../../kernel/invalid.js';
import { hasItsPixels, type Picture, readPicture } from './picture.js';

/** Logos go with each e-mail about a booking, and pictures stand in the database. */
export const LARGEST_PICTURE_BYTES = 131_072;
/** In pixels, each side. What a browser makes of the largest takes four megabytes, or eight with 16 bits a sample. */
export const SMALLEST_SIDE = 16;
export const LARGEST_SIDE = 1024;

/** Room for the name of the longest ending. */
export const LONGEST_PICTURE_FILE = 69;

const ENDINGS: Readonly<Record<Picture['format'], string>> = { png: 'png', jpeg: 'jpg', webp: 'webp' };

const MEDIA_TYPES: Readonly<Record<string, string>> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };

/** A picture that is kept, without its content. */
export interface PictureRecord {
  /** SHA-256 of the bytes, with the ending of the format: what it names never changes. */
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

export interface PictureFile extends PictureRecord {
  readonly bytes: Buffer;
}

/** A picture as it is served. */
export interface PictureContent {
  /** `image/png` */
  readonly mediaType: string;
  readonly content: Buffer;
}

/** @throws CodedError validation_failed */
export function readPictureFile(bytes: Buffer): PictureFile {
  const picture = readPicture(bytes);
  if (!picture) throw noPicture();
  const { format, width, height } = picture;
  const sides = [width, height];
  if (sides.some((side) => side < SMALLEST_SIDE || side > LARGEST_SIDE))
    throw unfit(
      'unfit_size',
      `must be ${SMALLEST_SIDE} to ${LARGEST_SIDE} pixels wide and high, and is ${width} by ${height}`,
    );
  if (!hasItsPixels(picture)) throw noPicture();
  const digest = createHash('sha256').update(picture.bytes).digest('hex');
  return { file: `${digest}.${ENDINGS[format]}`, width, height, bytes: picture.bytes };
}

/** @returns null for what is no name of a picture's file */
export function mediaTypeOf(file: string): string | null {
  const [, ending = ''] = /^[0-9a-f]{64}\.(\w+)$/.exec(file) ?? [];
  return MEDIA_TYPES[ending] ?? null;
}

/** @param row with nulls where a join found no picture */
export function pictureRecordOf({
  file,
  width,
  height,
}: {
  readonly [Name in keyof PictureRecord]: PictureRecord[Name] | null;
}): PictureRecord | null {
  return file === null || width === null || height === null ? null : { file, width, height };
}

function noPicture() {
  return unfit('no_picture', 'must be a whole picture in PNG, JPEG or WebP, without animation');
}

function unfit(code: string, message: string) {
  return invalid([{ pointer: '/image', field: 'image', message, code }]);
}
