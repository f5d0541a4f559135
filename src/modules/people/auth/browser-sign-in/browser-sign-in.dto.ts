import { ApiSchema, OmitType } from '@nestjs/swagger';
import { AuthTokensDto } from '../sign-in/sign-in.dto.js';

@ApiSchema({ name: 'BrowserSignIn' })
export class BrowserSignInDto extends OmitType(AuthTokensDto, ['refreshToken']) {}
