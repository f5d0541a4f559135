import { type Interval, merge, subtract } from '../../../../kernel/intervals.js';
import type { Person } from './person.js';
import type { Reason } from './reasons.js';
import { forbids, reasonsOf, type Rule } from './starts.js';

/** A host, with stand-ins for absences. */
export class Host {
  /** Rules against a start, without the grid. */
  readonly rules: readonly Rule[];
  /** Union of what the rules forbid. */
  readonly forbidden: readonly Interval[];
  private readonly replaced: readonly { readonly starts: readonly Interval[]; readonly by: Person }[];

  /**
   * @param standIn finds a stand-in, null for nobody; stand-ins are not replaced themselves
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
      ...(away.length === 0
        ? person.engagements
        : person.engagements.map(({ reason, forbidden }) => ({ reason, forbidden: subtract(forbidden, away) }))),
    ];
    this.forbidden = merge(this.rules.flatMap(({ forbidden }) => forbidden));
  }

  get id(): string {
    return this.person.id;
  }

  reasonsAgainst(start: number): Reason[] {
    return reasonsOf(this.rules, start);
  }

  /** Whether the host is outside of working hours, or inactive. */
  isAbsent(start: number): boolean {
    return this.person.presence.some((rule) => forbids(rule, start));
  }

  /** Who hosts a free slot: the host, or the first stand-in. */
  giver(start: number): Person {
    return this.replaced.find(({ starts }) => forbids({ forbidden: starts }, start))?.by ?? this.person;
  }
}

function forbiddenTo({ presence, engagements, absences }: Person): Interval[] {
  const rules = [...presence, ...engagements].flatMap(({ forbidden }) => forbidden);
  return merge([...rules, ...absences.flatMap(({ starts }) => starts)]);
}
