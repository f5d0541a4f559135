import { ApiSchema } from '@nestjs/swagger';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import type { Language } from '../../../../kernel/language.js';
import { EnumField, LanguageField } from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PersonProfileDto } from './person-profile.dto.js';

@ApiSchema({ name: 'User' })
export class UserDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example ada@example.org */
  email: string;
  /** @example 'Ada Lovelace' */
  name: string;
  /** @example Ada */
  firstName: string | null;
  /** @example Lovelace */
  lastName: string | null;
  @EnumField(PLATFORM_ROLES, { name: 'PlatformRole' })
  role: PlatformRole;
  emailVerified: boolean;
  isActive: boolean;
  /**
   * IANA time zone.
   * @example Europe/Paris
   */
  timeZone: string;
  @LanguageField({ nullable: true, description: 'What e-mails are written in; null where it is not known.' })
  language: Language | null;
  /**
   * Whether bookings of others that the person attends keep them from being booked.
   * @example true
   */
  busyWhenAttending: boolean;
  /**
   * Signs in in place of the address, in any case; null where none was chosen.
   * @example ada_lovelace
   */
  username: string | null;
  /**
   * Whether everybody may see name, picture and bio at `/public/users/{username}`.
   * @example true
   */
  isProfilePublic: boolean;
  /**
   * Name of the public page in its address, `/book/@{slug}`; null without a page.
   * @example ada-lovelace
   */
  slug: string | null;
  profile: PersonProfileDto;
  /** @example 2027-01-05T14:12:05.123Z */
  lastLoginAt: Date | null;
  /** Changes with every update; it is the `ETag`. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

@ApiSchema({ name: 'UserPage' })
export class UserPageDto extends PageOf(UserDto, 'UserPage') {}

@ApiSchema({ name: 'UserStats' })
export class UserStatsDto {
  /** @example 128 */
  total: number;
  /** @example 120 */
  active: number;
  /** @example 8 */
  inactive: number;
  /** @example 110 */
  verified: number;
  /** @example 18 */
  unverified: number;
  /** @example 2 */
  admins: number;
  /** @example 14 */
  registeredLast30Days: number;
}
