import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_USERNAME } from '../../../../infra/http/example-ids.js';
import { EXAMPLE_PASSWORD, Examples } from '../../../../infra/http/examples.js';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import { PageNameField } from './page-name-field.dto.js';
import { FirstNameField, LastNameField, ShownNameField } from './name-fields.dto.js';
import { UsernameField } from './username-field.dto.js';
import type { Language } from '../../../../kernel/language.js';
import {
  BooleanField,
  EnumField,
  LanguageField,
  LineField,
  PasswordField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';

const READS = 'What e-mails are written in; null for what the installation writes in by itself: English.';
const SHOWS =
  'Whether everybody may see name, picture and bio at `/public/users/{username}`: not, unless it is `true`.';
const NAME_FOLLOWS = 'What others see. One that was made of first and last name follows them when it is left out.';

@Examples({
  zone: { summary: 'Name and time zone', value: { name: 'Ada Lovelace', timeZone: 'Europe/Paris' } },
  profile: { summary: 'A public profile', value: { username: EXAMPLE_USERNAME, isProfilePublic: true } },
})
@ApiSchema({ name: 'ChangeProfile' })
export class ChangeProfileDto {
  @LineField({ max: 100, optional: true, example: 'Ada Lovelace', description: NAME_FOLLOWS })
  name?: string;

  @FirstNameField()
  firstName?: string | null;

  @LastNameField()
  lastName?: string | null;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @LanguageField({ optional: true, nullable: true, description: READS })
  language?: Language | null;

  @BooleanField({
    optional: true,
    description: 'Whether you can be booked while you attend a booking of somebody else: not, unless it is `false`.',
  })
  busyWhenAttending?: boolean;

  @UsernameField({ nullable: true })
  username?: string | null;

  @BooleanField({ optional: true, description: SHOWS })
  isProfilePublic?: boolean;

  @PageNameField('ada-lovelace')
  slug?: string | null;
}

@Examples({
  password: { summary: 'With your password', value: { password: EXAMPLE_PASSWORD } },
})
@ApiSchema({ name: 'EraseAccount' })
export class EraseAccountDto {
  @PasswordField({ min: 1, description: 'The password of the account.', example: 'analytical-engine-1843' })
  password: string;
}

@Examples({
  rename: { summary: 'Another name', value: { name: 'Ada King' } },
})
@ApiSchema({ name: 'ChangeUser' })
export class ChangeUserDto {
  @LineField({ max: 100, optional: true, example: 'Ada Lovelace', description: NAME_FOLLOWS })
  name?: string;

  @FirstNameField()
  firstName?: string | null;

  @LastNameField()
  lastName?: string | null;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @LanguageField({ optional: true, nullable: true, description: READS })
  language?: Language | null;

  @EnumField(PLATFORM_ROLES, { optional: true, name: 'PlatformRole' })
  role?: PlatformRole;

  @BooleanField({ optional: true, description: '`false` ends all login sessions at once.' })
  isActive?: boolean;

  @UsernameField({ nullable: true })
  username?: string | null;

  @BooleanField({ optional: true, description: SHOWS })
  isProfilePublic?: boolean;

  @PageNameField('ada-lovelace')
  slug?: string | null;
}

/** Full replacement (PUT) by an administrator: omitted names are cleared, an omitted time zone stays. */
@Examples({
  whole: { summary: 'As a whole', value: { name: 'Ada King', role: 'user', isActive: true } },
})
@ApiSchema({ name: 'ReplaceUser' })
export class ReplaceUserDto {
  @ShownNameField()
  name?: string;

  @FirstNameField()
  firstName?: string | null;

  @LastNameField()
  lastName?: string | null;

  @EnumField(PLATFORM_ROLES, { name: 'PlatformRole' })
  role: PlatformRole;

  @BooleanField({ description: '`false` ends all login sessions at once.' })
  isActive: boolean;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @LanguageField({ optional: true, nullable: true, description: READS })
  language?: Language | null;
}
