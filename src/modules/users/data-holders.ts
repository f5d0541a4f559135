import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Leaver, type Traces, UserDataHolder } from './users.api.js';

/** Every feature that stores something about people. */
@Injectable()
export class DataHolders {
  constructor(private readonly discovery: DiscoveryService) {}

  /** In one order in every process: those with copies first, because they need to know where to look. */
  all(): UserDataHolder[] {
    const holders = this.discovery
      .getProviders()
      .filter(({ isAlias }) => !isAlias)
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof UserDataHolder);
    return [...new Set(holders)].sort(
      (a, b) => Number(b.keepsCopies) - Number(a.keepsCopies) || a.constructor.name.localeCompare(b.constructor.name),
    );
  }

  /** In the order in which they end what others have to know of. */
  toEnd(): UserDataHolder[] {
    return this.all().sort((a, b) => Number(b.endsFirst) - Number(a.endsFirst));
  }

  async tracesOf(leaver: Leaver): Promise<Traces> {
    const own = new Set([leaver.id]);
    const shared = new Set<string>();
    const texts = new Set([leaver.name, leaver.email]);
    for (const holder of this.all()) {
      const traces = await holder.tracesOf(leaver);
      for (const id of traces.own) own.add(id);
      for (const id of traces.shared) shared.add(id);
      for (const text of traces.texts) texts.add(text);
    }
    // The longest first, so that what is part of another text does not leave the rest of it behind.
    const ordered = [...texts].filter((text) => text !== '').sort((a, b) => b.length - a.length);
    return { own: [...own], shared: [...shared], texts: ordered };
  }
}
