import { ApiSchema, OmitType } from '@nestjs/swagger';
import { EXAMPLE_PASSWORD, Examples } from '../../../../infra/http/examples.js';
import { AuthTokensDto, RegisterDto } from '../sign-in/sign-in.dto.js';

@ApiSchema({ name: 'BrowserSignIn' })
export class BrowserSignInDto extends OmitType(AuthTokensDto, ['refreshToken']) {}

@Examples({
  account: {
    summary: 'A new account',
    value: {
      name: 'Mary Somerville',
      email: 'mary@example.org',
      password: EXAMPLE_PASSWORD,
      timeZone: 'Europe/London',
      language: 'en',
    },
  },
})
@ApiSchema({ name: 'BrowserRegister' })
export class BrowserRegisterDto extends RegisterDto {}
