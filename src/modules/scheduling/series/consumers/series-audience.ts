import { Injectable } from '@nestjs/common';
import type { Language } from '../../../../kernel/language.js';
import type { InstancePerson } from '../../bookings/booking-instances.api.js';
import { FORMER_USER, type UserRecord, UsersApi } from '../../../people/users/users.api.js';
import { type SeriesRecord, SeriesRepository } from '../series.repository.js';

/** Somebody who is notified about a series. */
export interface Recipient {
  readonly email: string;
  readonly name?: string;
  readonly timeZone: string;
  /** Null where it is not known. */
  readonly language: Language | null;
  /** Null for guests, who have no account and get e-mail only. */
  readonly userId: string | null;
}

export interface SeriesAudience {
  readonly series: SeriesRecord;
  readonly accounts: ReadonlyMap<string, UserRecord>;
  readonly organizerName: string;
  readonly attendeeNames: readonly string[];
  /** Organizer and attendees, without erased or deactivated people. */
  readonly recipients: readonly Recipient[];
}

/** Reads a series with the people to be notified about it. */
@Injectable()
export class SeriesAudiences {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly users: UsersApi,
  ) {}

  /** @returns null when the series does not exist any more */
  async of(seriesId: string): Promise<SeriesAudience | null> {
    const series = await this.repository.find(seriesId);
    if (!series) return null;
    const ids = [series.organizerId, ...series.people.flatMap(({ userId }) => userId ?? [])];
    const accounts = await this.users.findByIds(ids);
    const everybody = [{ userId: series.organizerId, email: null, name: null }, ...series.people];
    return {
      series,
      accounts,
      organizerName: accounts.get(series.organizerId)?.name ?? FORMER_USER,
      attendeeNames: series.people.map(({ userId, email, name }) =>
        email !== null ? (name ?? email) : ((userId && accounts.get(userId)?.name) ?? FORMER_USER),
      ),
      recipients: toRecipients(everybody, accounts, series),
    };
  }

  /** People who are not in the series any more. */
  async recipients(series: SeriesRecord, people: readonly InstancePerson[]): Promise<Recipient[]> {
    const ids = [series.organizerId, ...people.flatMap(({ userId }) => userId ?? [])];
    return toRecipients(people, await this.users.findByIds(ids), series);
  }
}

/** Guests get the times in the zone of the series, and most likely read what its organizer does. */
function toRecipients(
  people: readonly InstancePerson[],
  accounts: ReadonlyMap<string, UserRecord>,
  { organizerId, timeZone }: SeriesRecord,
): Recipient[] {
  const language = accounts.get(organizerId)?.language ?? null;
  return people.flatMap(({ userId, email, name }): Recipient[] => {
    if (userId === null) return email === null ? [] : [{ email, name: name ?? undefined, timeZone, language, userId }];
    const account = accounts.get(userId);
    return account?.isActive ? [{ ...account, userId }] : [];
  });
}
