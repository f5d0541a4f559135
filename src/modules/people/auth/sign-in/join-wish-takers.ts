import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type JoinWish, JoinWishHolder } from '../auth.api.js';

/** Gives what somebody asks for who signs up to the feature that knows of it. */
@Injectable()
export class JoinWishTakers {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Runs in the caller's transaction. */
  async take(userId: string, wish: JoinWish): Promise<void> {
    const holders = this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof JoinWishHolder);
    for (const holder of holders) await holder.take(userId, wish);
  }
}
