import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { Reauthentication } from '../auth/auth.api.js';
import type { EraseAccountDto } from './dto/change-user.dto.js';
import type { OwnErasureDto } from './dto/erasure.dto.js';
import { ErasuresService } from './erasures.service.js';

/** Erases the caller's account after re-authentication by password, so that a stolen token does not suffice. */
@Injectable()
export class AccountClosingService {
  constructor(
    private readonly reauthentication: Reauthentication,
    private readonly erasures: ErasuresService,
  ) {}

  /** @throws CodedError wrong_password, sign_in_throttled, account_deactivated, and those of the erasure */
  async erase(actor: Actor, { password }: EraseAccountDto, clientAddress: string): Promise<OwnErasureDto> {
    await this.reauthentication.provePassword(actor.userId, password, {
      address: clientAddress,
      means: actor.sessionId,
    });
    return this.erasures.request(actor);
  }
}
