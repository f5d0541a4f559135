import { applyDecorators, Header, StreamableFile } from '@nestjs/common';
import { LARGEST_PICTURE_BYTES, LARGEST_SIDE, type PictureContent, SMALLEST_SIDE } from '../pictures/picture-file.js';
import { BytesField } from './fields.js';

/** A green field of 32 by 16 pixels. */
export const EXAMPLE_PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAYAAAB3AH1ZAAAARElEQVR4AezUsREAIAgDQLV1ODdxGDdxOGrYISlIEe5ScgdfZI3m0Tlg35NMUEgdAfQDds8CFrCABXQE4v3JBG3EdoECAAD//8i1d5cAAAAGSURBVAMA855AIWksGIYAAAAASUVORK5CYII=';

/** A picture in the body, which `readPictureFile` looks at. */
export const PictureField = () =>
  BytesField({
    maxBytes: LARGEST_PICTURE_BYTES,
    example: EXAMPLE_PICTURE,
    description:
      `A picture in PNG, JPEG or WebP, in Base64: at most ${LARGEST_PICTURE_BYTES / 1024} kilobytes, ${SMALLEST_SIDE} to ${LARGEST_SIDE} pixels wide and ` +
      'high, without animation. What it is follows from its bytes; what makes up no picture (EXIF, comments) is dropped.',
  });

/**
 * The route serves a picture at an address that follows from its content. What people have sent runs and loads nothing,
 * also when a browser opens it by itself.
 */
export const ServesPictures = () =>
  applyDecorators(
    Header('Cache-Control', 'public, max-age=31536000, immutable'),
    Header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox"),
    Header('Cross-Origin-Resource-Policy', 'cross-origin'),
  );

export function servedPicture({ mediaType, content }: PictureContent): StreamableFile {
  return new StreamableFile(content, { type: mediaType, length: content.length });
}
