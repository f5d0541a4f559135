import { Injectable } from '@nestjs/common';
import { StandingAccessHolder } from '../../people/users/users.api.js';
import { ClientSecrets } from './clients/client-secrets.js';

/** Ends the secrets that an account was shown before it passed to its owner. */
@Injectable()
export class OneRosterStandingAccess extends StandingAccessHolder {
  constructor(private readonly secrets: ClientSecrets) {
    super();
  }

  endStandingAccess(userId: string): Promise<void> {
    return this.secrets.endKnownTo(userId, null);
  }
}
