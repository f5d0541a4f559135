import { ApiSchema } from '@nestjs/swagger';
import { BooleanField, EmailField, PasswordField, TextField } from '../../../../infra/http/fields.js';

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
