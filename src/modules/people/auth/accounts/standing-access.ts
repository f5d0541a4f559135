import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Handover, StandingAccessHolder } from '../../users/users.api.js';

/** Revokes all that outlives a login session, when an account may have been taken over. */
@Injectable()
export class StandingAccess {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Runs in the caller's transaction. */
  async end(userId: string, handover: Handover): Promise<void> {
    for (const holder of this.holders()) await holder.endStandingAccess(userId, handover);
  }

  private holders(): StandingAccessHolder[] {
    return this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof StandingAccessHolder);
  }
}
