import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type Leaver, type Traces, UserDataHolder } from './users.api.js';

/** Registry of the features that store personal data (every provider that extends `UserDataHolder`). */
@Injectable()
export class DataHolders {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Deterministic order: holders of copies first, while the originals still show where the copies are. */
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

  /** The order of `endSome`: those with `endsFirst` first. */
  toEnd(): UserDataHolder[] {
    return this.all().sort((a, b) => Number(b.endsFirst) - Number(a.endsFirst));
  }

  async tracesOf(leaver: Leaver): Promise<Traces> {
    const found: Traces[] = [{ own: [leaver.id], shared: [], texts: [leaver.name, leaver.email] }];
    for (const holder of this.all()) found.push(await holder.tracesOf(leaver));
    return together(found);
  }
}

/** Merges traces without duplicates; ids that are `own` in one of them are not `shared`. */
export function together(all: readonly Traces[]): Traces {
  const own = new Set(all.flatMap((traces) => traces.own));
  const shared = new Set(all.flatMap((traces) => traces.shared).filter((id) => !own.has(id)));
  const texts = new Set(all.flatMap((traces) => traces.texts).filter((text) => text.trim() !== ''));
  // Longest first: replacing a text that is part of another one would leave the rest of the longer one.
  return { own: [...own], shared: [...shared], texts: [...texts].sort((a, b) => b.length - a.length) };
}
