import { Injectable } from '@nestjs/common';
import type { Actor } from '../../infra/access/actor.js';
import { Reauthentication } from '../auth/auth.api.js';
import type { EraseAccountDto } from './dto/change-user.dto.js';
import { UsersService } from './users.service.js';

/** Ends an account for its owner, not for somebody who got hold of a token. */
@Injectable()
export class AccountClosingService {
  constructor(
    private readonly reauthentication: Reauthentication,
    private readonly users: UsersService,
  ) {}

  /** @throws CodedError wrong_password, sign_in_throttled, and those of the erasure */
  async erase(actor: Actor, { password }: EraseAccountDto, clientAddress: string): Promise<void> {
    await this.reauthentication.provePassword(actor.userId, password, clientAddress);
    await this.users.erase(actor);
  }
}
