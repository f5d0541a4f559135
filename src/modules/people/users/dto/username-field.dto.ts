import { applyDecorators } from '@nestjs/common';
import { EXAMPLE_USERNAME } from '../../../../infra/http/example-ids.js';
import { TextField } from '../../../../infra/http/fields.js';
import { type FieldOptions, satisfies } from '../../../../infra/http/field-parts.js';
import { isReservedUsername, USERNAME, USERNAME_MAX, USERNAME_MIN } from '../username.rules.js';

/** A username that somebody chooses. */
export function UsernameField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    satisfies(
      'is_not_reserved',
      'is reserved; choose another one',
      (value) => typeof value !== 'string' || !isReservedUsername(value),
    ),
    TextField({
      min: USERNAME_MIN,
      max: USERNAME_MAX,
      pattern: { expression: USERNAME, message: 'must have letters, digits, underscores and hyphens only' },
      optional: true,
      example: EXAMPLE_USERNAME,
      description:
        'To sign in with in place of the address, and shown in public rooms; unique in any case. One that is given up is ' +
        'kept from others for 90 days.',
      ...options,
    }),
  );
}
