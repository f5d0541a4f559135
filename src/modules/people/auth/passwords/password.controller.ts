import { Body, Controller, HttpCode, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { ACCOUNT_DEACTIVATED, PASSWORD_TOO_COMMON, SIGN_IN_THROTTLED, WRONG_PASSWORD } from '../auth.errors.js';
import { type Client, RequestClient } from '../sign-in/client.js';
import { ChangePasswordDto } from './password.dto.js';
import { PasswordsService } from './passwords.service.js';
import { SIGN_IN } from '../auth.limits.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Users')
@OperationsOf('users')
@Controller('users/me/password')
export class PasswordController {
  constructor(private readonly passwords: PasswordsService) {}

  /**
   * Changes the caller's password and ends the other login sessions.
   * @remarks For people who know their password; who forgot it takes `POST /auth/password/forgot`. Wrong guesses are
   * slowed down as at sign-in.
   */
  @Patch()
  @HttpCode(204)
  @Access()
  @NoKeys()
  @RateLimit(SIGN_IN)
  @Problems(WRONG_PASSWORD, PASSWORD_TOO_COMMON, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED)
  updateMyPassword(
    @CurrentActor() actor: Actor,
    @Body() change: ChangePasswordDto,
    @RequestClient() client: Client,
  ): Promise<void> {
    return this.passwords.change(actor, change, client);
  }
}
