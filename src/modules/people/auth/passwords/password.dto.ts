import { ApiSchema } from '@nestjs/swagger';
import { EXAMPLE_PASSWORD, EXAMPLE_SECRET, Examples } from '../../../../infra/http/examples.js';
import { BooleanField, EmailField, PasswordField, TextField } from '../../../../infra/http/fields.js';

@Examples({
  address: { summary: 'Any address', value: { email: 'ada@example.org' } },
})
@ApiSchema({ name: 'ForgotPassword' })
export class ForgotPasswordDto {
  @EmailField()
  email: string;
}

@Examples({
  link: { summary: 'The secret of the mailed link', value: { token: EXAMPLE_SECRET, newPassword: EXAMPLE_PASSWORD } },
})
@ApiSchema({ name: 'TakeBack' })
export class TakeBackDto {
  @TextField({ max: 200, description: 'The secret from the link in the e-mail.' })
  token: string;

  @PasswordField({ example: 'difference-engine-1822' })
  newPassword: string;
}

@Examples({
  link: { summary: 'The secret of the mailed link', value: { token: EXAMPLE_SECRET, newPassword: EXAMPLE_PASSWORD } },
})
@ApiSchema({ name: 'ResetPassword' })
export class ResetPasswordDto extends TakeBackDto {
  @BooleanField({
    optional: true,
    description:
      'Also end API keys, calendar feeds, webhooks and external calendars, which work without the password: for owners who think ' +
      'that somebody else knew it.',
  })
  endStandingAccess?: boolean;
}

@Examples({
  password: {
    summary: 'Another password',
    value: { currentPassword: EXAMPLE_PASSWORD, newPassword: 'difference-engine-1822' },
  },
})
@ApiSchema({ name: 'ChangePassword' })
export class ChangePasswordDto {
  @PasswordField({ min: 1, example: 'analytical-engine-1843' })
  currentPassword: string;

  @PasswordField({ example: 'difference-engine-1822' })
  newPassword: string;
}
