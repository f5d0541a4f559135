import { applyDecorators } from '@nestjs/common';
import { TextField } from '../../../../infra/http/fields.js';
import { satisfies } from '../../../../infra/http/field-parts.js';
import { isReserved, SLUG, SLUG_MAX, SLUG_MIN } from '../page-name.rules.js';

/** @param example of whose page it is */
export function PageNameField(example: string): PropertyDecorator {
  return applyDecorators(
    satisfies(
      'is_not_reserved',
      'is reserved; choose another one',
      (value) => typeof value !== 'string' || !isReserved(value),
    ),
    TextField({
      min: SLUG_MIN,
      max: SLUG_MAX,
      pattern: {
        expression: SLUG,
        message: 'must have lower-case letters and digits, with single hyphens between them',
      },
      optional: true,
      nullable: true,
      example,
      description:
        'Name of the public page in its address, `/book/@{slug}`, which lists the public event types; unique among ' +
        'people and organizations. Null: no page.',
    }),
  );
}
