import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_ID, Examples } from '../../../../infra/http/examples.js';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import { BatchItemResultDto } from '../../../../infra/http/batch.dto.js';
import type { Language } from '../../../../kernel/language.js';
import { EmailField, EnumField, LanguageField, PasswordField, TimeZoneField } from '../../../../infra/http/fields.js';
import { FirstNameField, LastNameField, ShownNameField } from './name-fields.dto.js';
import { UsernameField } from './username-field.dto.js';

/** Batch size: so many passwords are hashed well within the time-out of a request. */
export const MOST_NEW_USERS = 50;

@Examples({
  invited: { summary: 'Invited to choose a password', value: { name: 'Annie Easley', email: 'annie@example.org' } },
})
@ApiSchema({ name: 'NewUser' })
export class NewUserDto {
  @ShownNameField()
  name?: string;

  @FirstNameField()
  firstName?: string | null;

  @LastNameField()
  lastName?: string | null;

  @EmailField()
  email: string;

  @UsernameField()
  username?: string;

  @PasswordField({
    optional: true,
    description:
      'Left out, as it should be for people, they choose one by the link of the invitation that is mailed to them.',
    example: 'analytical-engine-1843',
  })
  password?: string;

  @EnumField(PLATFORM_ROLES, { optional: true, name: 'PlatformRole', description: '`user` when left out.' })
  role?: PlatformRole;

  @TimeZoneField({ optional: true, description: 'UTC when left out.' })
  timeZone?: string;

  @LanguageField({ optional: true, description: 'What e-mails are written in; English when left out.' })
  language?: Language;
}

@Examples({
  two: {
    summary: 'Two at once',
    value: {
      users: [
        { name: 'Mary Jackson', email: 'mary.jackson@example.org' },
        { name: 'Emmy Noether', email: 'emmy@example.org' },
      ],
    },
  },
})
@ApiSchema({ name: 'NewUsers' })
export class NewUsersDto {
  @ApiProperty({ type: [NewUserDto], minItems: 1, maxItems: MOST_NEW_USERS })
  users: NewUserDto[];
}

@ApiSchema({ name: 'CreatedUsers' })
export class CreatedUsersDto {
  /** One result per person, in the order of the request. */
  @ApiProperty({ type: BatchItemResultDto, isArray: true, example: [{ index: 0, status: 201, id: EXAMPLE_ID }] })
  results: BatchItemResultDto[];
}
