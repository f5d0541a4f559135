import { ApiSchema } from '@nestjs/swagger';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import { BooleanField, EnumField, LineField, PasswordField, TimeZoneField } from '../../../../infra/http/fields.js';

@ApiSchema({ name: 'ChangeProfile' })
export class ChangeProfileDto {
  @LineField({ max: 100, optional: true, example: 'Ada Lovelace' })
  name?: string;

  @TimeZoneField({ optional: true })
  timeZone?: string;

  @BooleanField({
    optional: true,
    description: 'Whether you can be booked while you attend a booking of somebody else: not, unless it is `false`.',
  })
  busyWhenAttending?: boolean;
}

@ApiSchema({ name: 'EraseAccount' })
export class EraseAccountDto {
  @PasswordField({ min: 1, description: 'The password of the account.', example: 'analytical-engine-1843' })
  password: string;
}

@ApiSchema({ name: 'ChangeUser' })
export class ChangeUserDto {
  @EnumField(PLATFORM_ROLES, { optional: true, name: 'PlatformRole' })
  role?: PlatformRole;

  @BooleanField({ optional: true, description: '`false` ends all login sessions at once.' })
  isActive?: boolean;
}
