import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor, Public } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { NoKeys } from '../../../../infra/access/key-access.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { RateLimit } from '../../../../infra/http/rate-limit.guard.js';
import { ChargedOutreach } from '../../../../infra/quotas/charges.guard.js';
import { EMAIL_TAKEN } from '../../users/users.api.js';
import {
  ACCOUNT_DEACTIVATED,
  EMAIL_DISPOSABLE,
  LINK_INVALID,
  PASSWORD_TOO_COMMON,
  SIGN_IN_THROTTLED,
  WRONG_PASSWORD,
} from '../auth.errors.js';
import { type Client, RequestClient } from '../sign-in/client.js';
import { TakeBackDto } from '../passwords/password.dto.js';
import { ChangeEmailDto, ConfirmEmailDto } from './email-address.dto.js';
import { AcceptedDto } from '../links/accepted.dto.js';
import { EmailChangeCharges } from './email-change-charges.js';
import { EmailChangeService } from './email-change.service.js';
import { PASSWORD_RESET } from '../auth.limits.js';
import { OperationsOf } from '../../../../infra/http/operation-ids.js';

@ApiTags('Users')
@OperationsOf('users')
@Controller('users/me/email')
export class EmailChangeController {
  constructor(private readonly changes: EmailChangeService) {}

  /**
   * Asks for another e-mail address. The password is needed.
   * @remarks A link is sent to the new address; until it is opened, the account keeps the old one.
   */
  @Post()
  @HttpCode(202)
  @Access()
  @NoKeys()
  @RateLimit(PASSWORD_RESET)
  @ChargedOutreach(EmailChangeCharges)
  @Problems(WRONG_PASSWORD, SIGN_IN_THROTTLED, ACCOUNT_DEACTIVATED, EMAIL_DISPOSABLE, EMAIL_TAKEN)
  requestEmailChange(
    @CurrentActor() actor: Actor,
    @Body() change: ChangeEmailDto,
    @RequestClient() client: Client,
  ): Promise<AcceptedDto> {
    return this.changes.request(actor, change, client);
  }

  /**
   * Changes the address with the secret of the link that was sent to the new one.
   * @remarks For the account that asked for it. The old address, if it was verified, gets a link by which its owner can
   * take the account back for 14 days.
   */
  @Post('confirm')
  @HttpCode(204)
  @Access()
  @NoKeys()
  @RateLimit(PASSWORD_RESET)
  @Problems(LINK_INVALID, EMAIL_TAKEN)
  confirmEmailChange(@CurrentActor() actor: Actor, @Body() { token }: ConfirmEmailDto): Promise<void> {
    return this.changes.confirm(actor.userId, token);
  }

  /**
   * Takes an account back with the secret of the link that was sent to the old address.
   * @remarks The account gets the old address and a new password; login sessions, API keys, feeds, webhooks and external
   * calendars end.
   */
  @Post('revert')
  @HttpCode(204)
  @Public()
  @RateLimit(PASSWORD_RESET, 'token')
  @Problems(LINK_INVALID, PASSWORD_TOO_COMMON)
  revertEmailChange(@Body() reversal: TakeBackDto, @RequestClient() client: Client): Promise<void> {
    return this.changes.revert(reversal, client);
  }
}
