import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { BooleanField, BytesField } from '../../../../infra/http/fields.js';
import { LARGEST_ARCHIVE_BYTES } from './archives.js';

/** `main.py` with `print("Hello")`. */
const EXAMPLE =
  'UEsDBBQAAAgAAAAAIVwq5eDQDwAAAA8AAAAHAAAAbWFpbi5weXByaW50KCJIZWxsbyIpClBLAQI/AxQAAAgAAAAAIVwq5eDQDwAAAA8AAAAHAAAAAAAAAAAAAAC0gQAAAABtYWluLnB5UEsFBgAAAAABAAEANQAAADQAAAAAAA==';

@Examples({ one: { summary: 'One file', value: { archive: EXAMPLE } } })
@ApiSchema({ name: 'SessionArchive' })
export class SessionArchiveDto {
  @BytesField({
    maxBytes: LARGEST_ARCHIVE_BYTES,
    example: EXAMPLE,
    description:
      'A ZIP archive in Base64, because the API reads JSON alone: at most 700 kilobytes and 100 files, together at most 1 MiB of text in UTF-8.',
  })
  archive: Buffer;

  @BooleanField({
    optional: true,
    example: false,
    description: 'Whether files that the archive does not have are deleted; they stay when it is left out.',
  })
  replace?: boolean;
}
