import { type Interval, merge, subtract } from '../../../../kernel/intervals.js';
import type { Person } from './person.js';
import type { Reason } from './reasons.js';
import { forbids, reasonsOf, type Rule } from './starts.js';

/** A host, and the people who give the slots for which the host is away. */
export class Host {
  /** What makes a start impossible, whatever the grid says. */
  readonly rules: readonly Rule[];
  /** All that the rules forbid. */
  readonly forbidden: readonly Interval[];
  private readonly replaced: readonly { readonly starts: readonly Interval[]; readonly by: Person }[];

  /**
   * @param standIn null when nobody may stand in, and for who may not; they are not replaced themselves
   */
  constructor(
    readonly person: Person,
    standIn: ((id: string) => Person | null) | null,
  ) {
    const away = merge(person.absences.flatMap(({ starts }) => starts));
    this.replaced = person.absences.flatMap(({ starts, standInId }) => {
      const by = standInId === null ? null : (standIn?.(standInId) ?? null);
      if (by === null) return [];
      return [{ starts: subtract(starts, forbiddenTo(by)), by }];
    });
    const unreplaced = subtract(
      away,
      this.replaced.flatMap(({ starts }) => starts),
    );
    this.rules = [
      ...person.presence,
      { reason: { code: 'out_of_office' }, forbidden: unreplaced },
      ...person.engagements.map(({ reason, forbidden }) => ({ reason, forbidden: subtract(forbidden, away) })),
    ];
    this.forbidden = merge(this.rules.flatMap(({ forbidden }) => forbidden));
  }

  get id(): string {
    return this.person.id;
  }

  reasonsAgainst(start: number): Reason[] {
    return reasonsOf(this.rules, start);
  }

  /** Whether the host does not work then. */
  isAbsent(start: number): boolean {
    return this.person.presence.some((rule) => forbids(rule, start));
  }

  /** Who gives a slot that is free: the host, or the first who stands in. */
  giver(start: number): Person {
    return this.replaced.find(({ starts }) => forbids({ forbidden: starts }, start))?.by ?? this.person;
  }
}

function forbiddenTo({ presence, engagements, absences }: Person): Interval[] {
  const rules = [...presence, ...engagements].flatMap(({ forbidden }) => forbidden);
  return merge([...rules, ...absences.flatMap(({ starts }) => starts)]);
}
