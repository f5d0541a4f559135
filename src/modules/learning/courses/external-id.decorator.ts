import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { LineField } from '../../../infra/http/fields.js';
import { LONGEST_EXTERNAL_ID } from './external-id.js';

/** What the system of record calls something, as it is written; null takes it away. */
export function ExternalIdField(uniqueIn = 'organization'): PropertyDecorator {
  return LineField({
    max: LONGEST_EXTERNAL_ID,
    optional: true,
    nullable: true,
    description: `What the system that rosters come from calls it; unique in the ${uniqueIn} among those of its kind.`,
  });
}

/** What the system of record calls something, as it is shown. */
export function ShownExternalId(uniqueIn = 'organization'): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      type: String,
      nullable: true,
      example: null,
      description: `What the system that rosters come from calls it; unique in the ${uniqueIn} among those of its kind.`,
    }),
  );
}
