import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { BytesField } from '../../../../infra/http/fields.js';
import { LARGEST_LOGO_BYTES, LARGEST_SIDE, SMALLEST_SIDE } from './logo.rules.js';

/** A green field of 32 by 16 pixels. */
const EXAMPLE =
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAYAAAB3AH1ZAAAARElEQVR4AezUsREAIAgDQLV1ODdxGDdxOGrYISlIEe5ScgdfZI3m0Tlg35NMUEgdAfQDds8CFrCABXQE4v3JBG3EdoECAAD//8i1d5cAAAAGSURBVAMA855AIWksGIYAAAAASUVORK5CYII=';

@Examples({
  png: { summary: 'A small PNG', value: { image: EXAMPLE } },
})
@ApiSchema({ name: 'NewOrganizationLogo' })
export class NewLogoDto {
  @BytesField({
    maxBytes: LARGEST_LOGO_BYTES,
    example: EXAMPLE,
    description:
      `A picture in PNG, JPEG or WebP, in Base64: at most ${LARGEST_LOGO_BYTES / 1024} kilobytes, ${SMALLEST_SIDE} to ${LARGEST_SIDE} pixels wide and ` +
      'high, without animation. What it is follows from its bytes; what makes up no picture (EXIF, comments) is dropped.',
  })
  image: Buffer;
}
