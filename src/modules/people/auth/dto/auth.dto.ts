import { ApiSchema } from '@nestjs/swagger';
import { FirstNameField, LastNameField, ShownNameField } from '../../users/users.dto.js';
import { PLATFORM_ROLES, type PlatformRole } from '../../../../infra/access/actor.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  PasswordField,
  TextField,
  TimeZoneField,
} from '../../../../infra/http/fields.js';
import { PageOf } from '../../../../infra/http/pagination/page.dto.js';
import { PageQueryDto } from '../../../../infra/http/pagination/page-query.dto.js';
import { SortField } from '../../../../infra/http/pagination/sort-field.js';

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

  @PasswordField({
    description: 'At least 8 characters, and not a common password.',
    example: 'analytical-engine-1843',
  })
  password: string;

  @TimeZoneField({ optional: true, description: 'For e-mails and summaries; UTC when left out.' })
  timeZone?: string;
}

@ApiSchema({ name: 'Login' })
export class LoginDto {
  @EmailField()
  email: string;

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

@ApiSchema({ name: 'Refresh' })
export class RefreshDto {
  @TextField({ max: 200, description: 'The refresh token of the last answer; it is replaced by a new one.' })
  refreshToken: string;
}

@ApiSchema({ name: 'ForgotPassword' })
export class ForgotPasswordDto {
  @EmailField()
  email: string;
}

@ApiSchema({ name: 'TakeBack' })
export class TakeBackDto {
  @TextField({ max: 200, description: 'The secret from the link in the e-mail.' })
  token: string;

  @PasswordField({ example: 'difference-engine-1822' })
  newPassword: string;
}

@ApiSchema({ name: 'ResetPassword' })
export class ResetPasswordDto extends TakeBackDto {
  @BooleanField({
    optional: true,
    description:
      'Also end calendar feeds, webhooks and external calendars, which work without the password: for owners who think ' +
      'that somebody else knew it.',
  })
  endStandingAccess?: boolean;
}

@ApiSchema({ name: 'ChangePassword' })
export class ChangePasswordDto {
  @PasswordField({ min: 1, example: 'analytical-engine-1843' })
  currentPassword: string;

  @PasswordField({ example: 'difference-engine-1822' })
  newPassword: string;
}

@ApiSchema({ name: 'ConfirmEmail' })
export class ConfirmEmailDto {
  @TextField({ max: 200, description: 'The secret from the link in the e-mail.' })
  token: string;
}

@ApiSchema({ name: 'ChangeEmail' })
export class ChangeEmailDto {
  @EmailField({
    description: 'The new address. It becomes the one of the account when the link in its mail is opened.',
  })
  email: string;

  @PasswordField({ min: 1, description: 'The password of the account.', example: 'analytical-engine-1843' })
  password: string;
}

/** A form of a page. */
export class ConfirmByPasswordDto {
  @TextField({ max: 200 })
  token: string;

  @PasswordField({ min: 1 })
  password: string;
}

@ApiSchema({ name: 'SignedInUser' })
export class SignedInUserDto {
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
  /** A JWT; send it as `Authorization: Bearer`. */
  accessToken: string;
  /** Opaque; it works once. */
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
  active: true;
  user: SignedInUserDto;
  /** The login session that the token belongs to. */
  sessionId: string;
}

@ApiSchema({ name: 'LoginSession' })
export class LoginSessionDto {
  id: string;
  /** @example Firefox on Linux */
  device: string;
  /**
   * The network address of the last sign-in or refresh.
   * @example 192.0.2.7
   */
  address: string;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
  /** Whether this request was made with it. */
  isCurrent: boolean;
}

@ApiSchema({ name: 'LoginSessionPage' })
export class LoginSessionPageDto extends PageOf(LoginSessionDto, 'LoginSessionPage') {}

export class LoginSessionQueryDto extends PageQueryDto {
  @SortField(['lastUsedAt', 'createdAt'], '-lastUsedAt')
  override sort?: string;
}

@ApiSchema({ name: 'EndedSessions' })
export class EndedSessionsDto {
  /** How many login sessions were ended. */
  ended: number;
}

@ApiSchema({ name: 'Accepted' })
export class AcceptedDto {
  /** @example If the address belongs to an account, an e-mail is on its way. */
  message: string;
}
