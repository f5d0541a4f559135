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
    const found: Traces[] = [{ own: [leaver.id], shared: [], texts: [leaver.name, leaver.email] }];
    for (const holder of this.all()) found.push(await holder.tracesOf(leaver));
    return together(found);
  }
}

/** What is the person's own in one of them is not shared. */
export function together(all: readonly Traces[]): Traces {
  const own = new Set(all.flatMap((traces) => traces.own));
  const shared = new Set(all.flatMap((traces) => traces.shared).filter((id) => !own.has(id)));
  const texts = new Set(all.flatMap((traces) => traces.texts).filter((text) => text.trim() !== ''));
  // The longest first, so that what is part of another text does not leave the rest of it behind.
  return { own: [...own], shared: [...shared], texts: [...texts].sort((a, b) => b.length - a.length) };
}
