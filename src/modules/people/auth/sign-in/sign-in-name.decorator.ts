import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { EXAMPLE_USERNAME } from '../../../../infra/http/example-ids.js';
import {
  documented,
  type FieldOptions,
  lengthBetween,
  presence,
  satisfies,
  tidied,
} from '../../../../infra/http/field-parts.js';
import { isEmailAddress } from '../../../../infra/mail/deliverable-address.js';
import { isUsername } from '../../users/users.api.js';

const LONGEST_EMAIL = 254;

/** What somebody is known by who signs in: an e-mail address in any spelling, or a username. */
export function SignInNameField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => tidied(value)),
    presence(options),
    satisfies(
      'is_email_or_username',
      'must be an e-mail address or a username',
      (value) => isUsername(value) || isEmailAddress(value),
    ),
    lengthBetween(3, LONGEST_EMAIL),
    documented({ example: EXAMPLE_USERNAME, ...options }, { type: String, minLength: 3, maxLength: LONGEST_EMAIL }),
  );
}
