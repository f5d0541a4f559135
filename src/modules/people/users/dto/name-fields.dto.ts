import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';
import { LineField } from '../../../../infra/http/fields.js';
import { LONGEST_PART } from '../account-name.js';

/** The display name; optional where `firstName` or `lastName` is given. */
export function ShownNameField(): PropertyDecorator {
  return applyDecorators(
    LineField({
      max: 100,
      example: 'Ada Lovelace',
      description: 'What others see; `firstName lastName` when left out, so one of the three must be there.',
    }),
    ValidateIf(
      ({ firstName, lastName }: { firstName?: unknown; lastName?: unknown }, value) =>
        value !== undefined || (firstName == null && lastName == null),
    ),
    ApiProperty({ required: false }),
  );
}

export function FirstNameField(): PropertyDecorator {
  return LineField({ max: LONGEST_PART, optional: true, nullable: true, example: 'Ada' });
}

export function LastNameField(): PropertyDecorator {
  return LineField({ max: LONGEST_PART, optional: true, nullable: true, example: 'Lovelace' });
}
