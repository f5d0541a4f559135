import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_CODE, EXAMPLE_USERNAME } from '../../../../infra/http/example-ids.js';
import { EXAMPLE_PASSWORD, EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { FirstNameField, LastNameField, ShownNameField, UsernameField } from '../../users/users.dto.js';
import { SignInNameField } from './sign-in-name.decorator.js';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import type { Language } from '../../../../kernel/language.js';
import {
  EmailField,
  EnumField,
  LanguageField,
  LineField,
  ObjectField,
  PasswordField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';

/** What somebody asks for who signs up. */
@ApiSchema({ name: 'JoinWish' })
export class JoinWishDto {
  @LineField({ max: 40, example: EXAMPLE_CODE, description: 'A code of an organization, in any case.' })
  code: string;

  @LineField({ max: 200, optional: true, nullable: true, description: 'Of a facilitator.' })
  specialization?: string | null;

  @LineField({ max: 50, optional: true, nullable: true, description: 'Of a facilitator, such as `FAC001`.' })
  employeeId?: string | null;

  @LineField({ max: 50, optional: true, nullable: true, description: 'Of a student.' })
  studentNumber?: string | null;
}

@Examples({
  account: {
    summary: 'A new account',
    value: {
      name: 'Charles Babbage',
      email: 'charles@example.org',
      password: EXAMPLE_PASSWORD,
      timeZone: 'Europe/Paris',
    },
  },
})
@ApiSchema({ name: 'Register' })
export class RegisterDto {
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
    description: 'At least 8 characters, and not a common password.',
    example: 'analytical-engine-1843',
  })
  password: string;

  @TimeZoneField({ optional: true, description: 'For e-mails and summaries; UTC when left out.' })
  timeZone?: string;

  @LanguageField({ optional: true, description: 'What e-mails are written in; left out, what `Accept-Language` says.' })
  language?: Language;

  @ObjectField(JoinWishDto, {
    optional: true,
    description:
      'To ask an organization to be admitted as the facilitator or student that its code is for. Nobody hears of it before the address is verified.',
  })
  join?: JoinWishDto;
}

@Examples({
  demo: { summary: 'Ada of the demo', value: { identifier: 'ada@example.org', password: EXAMPLE_PASSWORD } },
  username: { summary: 'By a username', value: { identifier: EXAMPLE_USERNAME, password: EXAMPLE_PASSWORD } },
  account: {
    summary: 'The account of the example of sign-up',
    value: { email: 'charles@example.org', password: EXAMPLE_PASSWORD },
  },
})
@ApiSchema({ name: 'Login' })
export class LoginDto {
  @SignInNameField({
    optional: true,
    description: 'The e-mail address or the username of the account; this or `email` has to be there.',
  })
  identifier?: string;

  @EmailField({ optional: true, description: 'The e-mail address, in place of `identifier`.' })
  email?: string;

  @PasswordField({ min: 1, example: 'analytical-engine-1843' })
  password: string;

  @TextField({
    max: 200,
    optional: true,
    description:
      'The last refresh token that this client has of the account, also one that has ended: it shows that this is a ' +
      'device of the owner, whom the wrong guesses of others do not delay.',
  })
  previousRefreshToken?: string;
}

@Examples({
  token: { summary: 'The refresh token of a sign-in', value: { refreshToken: EXAMPLE_SECRET } },
})
@ApiSchema({ name: 'Refresh' })
export class RefreshDto {
  @TextField({ max: 200, description: 'The refresh token of the last answer; it is replaced by a new one.' })
  refreshToken: string;
}

@ApiSchema({ name: 'SignedInUser' })
export class SignedInUserDto {
  /** @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a12 */
  id: string;
  /** @example ada@example.org */
  email: string;
  name: string;
  @EnumField(PLATFORM_ROLES, { name: 'PlatformRole' })
  role: PlatformRole;
  emailVerified: boolean;
  createdAt: Date;
}

@ApiSchema({ name: 'AuthTokens' })
export class AuthTokensDto {
  user: SignedInUserDto;
  /**
   * A JWT; send it as `Authorization: Bearer`.
   * @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk4MGEzYyJ9.dGhlLXNpZ25hdHVyZQ
   */
  accessToken: string;
  /**
   * Opaque; it works once.
   * @example b3BhcXVlLWFuZC1vbmx5LWdvb2QtZm9yLW9uZS11c2U
   */
  refreshToken: string;
  tokenType: 'Bearer';
  /**
   * Seconds until the access token expires.
   * @example 900
   */
  expiresIn: number;
}

@ApiSchema({ name: 'TokenInfo' })
export class TokenInfoDto {
  /** @example true */
  active: true;
  user: SignedInUserDto;
  /**
   * The login session that the token belongs to.
   * @example 01980a3c-6f5e-7c43-9c1b-0f6f5d0c2a91
   */
  sessionId: string;
}
