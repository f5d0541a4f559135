import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Actor } from '../../../../infra/access/actor.js';
import { KeyCustodian } from '../auth.api.js';

/** Decides whose keys the actor manages: their own, and those of accounts that a `KeyCustodian` grants. */
@Injectable()
export class KeyOwners {
  constructor(private readonly discovery: DiscoveryService) {}

  async manages(actor: Actor, ownerId: string): Promise<boolean> {
    if (ownerId === actor.userId) return true;
    for (const custodian of this.custodians()) if (await custodian.manages(actor, ownerId)) return true;
    return false;
  }

  /** `manages` with a lock, which keeps the answer true until the transaction ends. */
  async managesFirmly(actor: Actor, ownerId: string): Promise<boolean> {
    if (ownerId === actor.userId) return true;
    for (const custodian of this.custodians()) if (await custodian.managesFirmly(actor, ownerId)) return true;
    return false;
  }

  private custodians(): KeyCustodian[] {
    return this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof KeyCustodian);
  }
}
