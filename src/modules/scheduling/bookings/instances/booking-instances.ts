import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Clock } from '../../../../kernel/clock.js';
import { BookingEditsService } from '../change/booking-edits.service.js';
import {
  BookingInstancesApi,
  type Instance,
  type InstanceAdoption,
  type InstanceChange,
  type InstanceDetails,
  type InstanceMove,
  type InstancePerson,
  type InstanceTemplate,
  type InstanceTime,
  type PeopleChange,
  type SingleInstanceChange,
} from '../booking-instances.api.js';
import {
  BookingInstancesRepository,
  type InstanceRow,
  MOST_INSTANCES,
  toDetails,
} from './booking-instances.repository.js';
import { BookingPeople } from '../booking/booking-people.js';
import { changesBetween } from '../booking/booking.rules.js';
import { BOOKING_CANCELLED, BOOKING_CONFIRMED, BOOKING_RESCHEDULED, BOOKING_UPDATED } from '../bookings.events.js';
import { BookingsRepository } from '../booking/bookings.repository.js';
import type { Invitee } from '../booking-instances.api.js';
import { RoomLinks } from '../rooms/room-links.js';
import { settledTogether } from '../rooms/settled-together.js';
import { InstancePeople } from './instance-people.js';

/** Bulk operations on instances, with history entries and events for each of them. */
@Injectable()
export class BookingInstances extends BookingInstancesApi {
  constructor(
    private readonly repository: BookingInstancesRepository,
    private readonly bookings: BookingsRepository,
    private readonly changes: BookingEditsService,
    private readonly people: BookingPeople,
    private readonly instancePeople: InstancePeople,
    private readonly roomLinks: RoomLinks,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async resolvePeople(organizerId: string, people: readonly Invitee[]): Promise<InstancePerson[]> {
    const rows = await this.people.resolve([organizerId], people, (index) => `/attendees/${index}`);
    return rows.map(({ userId, email, name }) => ({ userId, email, name }));
  }

  async insert(template: InstanceTemplate, times: readonly InstanceTime[]): Promise<Set<string>> {
    if (times.length === 0) return new Set();
    const ids = await this.repository.insert(template, times);
    await this.outbox.appendAll(
      BOOKING_CONFIRMED,
      settledTogether(
        times.flatMap(({ recurrenceId, start, end }) => {
          const bookingId = ids.get(recurrenceId);
          return bookingId == null
            ? []
            : [
                {
                  ...timesOf(start, end),
                  bookingId,
                  actorId: template.organizerId,
                  sequence: 0,
                  bySeries: true as const,
                },
              ];
        }),
      ),
    );
    return new Set(ids.keys());
  }

  async lock(seriesId: string, from: string): Promise<Instance[]> {
    await this.repository.lock(seriesId, from);
    return (await this.repository.list(seriesId, from)).map(toInstance);
  }

  async lockUpcoming(seriesId: string, now: Date): Promise<Instance[]> {
    await this.repository.lockUpcoming(seriesId, now);
    return (await this.repository.upcoming(seriesId, now, MOST_INSTANCES)).map(toInstance);
  }

  async find(seriesId: string, recurrenceId: string): Promise<Instance | null> {
    const row = await this.repository.find(seriesId, recurrenceId);
    return row && toInstance(row);
  }

  async upcoming(seriesId: string, now: Date, limit: number): Promise<Instance[]> {
    return (await this.repository.upcoming(seriesId, now, limit)).map(toInstance);
  }

  cancelled(seriesId: string, limit: number): Promise<string[]> {
    return this.repository.cancelled(seriesId, limit);
  }

  async overrides(seriesId: string, now: Date, limit: number): Promise<InstanceDetails[]> {
    return (await this.repository.overrides(seriesId, now, limit)).map(toDetails);
  }

  async nextSequence(seriesId: string, sequence: number): Promise<number> {
    // Under row locks, so that no message about an instance comes in between.
    await this.repository.lock(seriesId, '');
    return 1 + Math.max(sequence, await this.repository.greatestSequence(seriesId));
  }

  async continueFrom(seriesId: string, sequence: number): Promise<void> {
    await this.repository.continueFrom(seriesId, sequence, this.clock.now());
  }

  async adopt(actorId: string, seriesId: string, adoptions: readonly InstanceAdoption[]): Promise<void> {
    if (adoptions.length === 0) return;
    await this.repository.adopt(
      seriesId,
      new Map(adoptions.map(({ instance, recurrenceId }) => [instance.bookingId, recurrenceId])),
    );
    await this.outbox.appendAll(
      BOOKING_UPDATED,
      adoptions
        .filter(({ instance: { status } }) => status === 'confirmed')
        .map(({ instance, recurrenceId }) => ({
          bookingId: instance.bookingId,
          actorId,
          fields: [
            ...(instance.seriesId === seriesId ? [] : ['seriesId']),
            ...(instance.recurrenceId === recurrenceId ? [] : ['recurrenceId']),
          ],
        })),
    );
  }

  async change(
    actorId: string,
    instances: readonly Instance[],
    before: InstanceChange,
    details: InstanceChange,
  ): Promise<void> {
    const changes = changesBetween(before, details);
    const fields = Object.keys(changes);
    const ids = instances.map(({ bookingId }) => bookingId);
    if (ids.length === 0 || fields.length === 0) return;
    await this.repository.describe(ids, details);
    await this.bookings.record(ids.map((bookingId) => ({ bookingId, actorId, action: 'updated' as const, changes })));
    await this.outbox.appendAll(
      BOOKING_UPDATED,
      ids.map((bookingId) => ({ bookingId, actorId, fields })),
    );
  }

  changePeople(actorId: string, instances: readonly Instance[], change: PeopleChange): Promise<void> {
    return this.instancePeople.change(actorId, instances, change);
  }

  async move(actorId: string | null, moves: readonly InstanceMove[]): Promise<Instance[]> {
    if (moves.length === 0) return [];
    const byTime = moves.toSorted((a, b) => a.start.getTime() - b.start.getTime());
    const moved = await this.repository.move(
      byTime.map(({ instance: { bookingId }, start, end }) => ({ bookingId, start, end })),
    );
    const sequences = new Map(moved.map(({ bookingId, sequence }) => [bookingId, sequence]));
    const facts = byTime.flatMap(({ instance, start, end }) => {
      const sequence = sequences.get(instance.bookingId);
      if (sequence === undefined) return [];
      const before = timesOf(instance.start, instance.end);
      return [{ bookingId: instance.bookingId, sequence, before, after: timesOf(start, end) }];
    });
    await this.bookings.record(
      facts.map(({ bookingId, before, after }) => ({
        bookingId,
        actorId,
        action: 'rescheduled' as const,
        changes: changesBetween(before, after),
      })),
    );
    await this.outbox.appendAll(
      BOOKING_RESCHEDULED,
      settledTogether(
        facts.map(({ bookingId, sequence, before, after }) => ({
          ...after,
          bookingId,
          actorId,
          sequence,
          previousStart: before.start,
          previousEnd: before.end,
          reason: null,
          bySeries: true as const,
        })),
      ),
    );
    return byTime.flatMap(({ instance }) => (sequences.has(instance.bookingId) ? [] : [instance]));
  }

  async cancel(actorId: string | null, instances: readonly Instance[], reason: string | null): Promise<void> {
    if (instances.length === 0) return;
    const ids = instances.map(({ bookingId }) => bookingId);
    const cancelled = await this.repository.cancel(ids, reason, this.clock.now());
    const times = new Map(instances.map(({ bookingId, start, end }) => [bookingId, timesOf(start, end)]));
    await this.bookings.record(
      cancelled.map(({ bookingId }) => ({
        bookingId,
        actorId,
        action: 'cancelled' as const,
        changes: changesBetween({ status: 'confirmed' }, { status: 'cancelled' }),
        reason,
      })),
    );
    const news = await this.instancePeople.cancel(instances, cancelled);
    await this.outbox.appendAll(
      BOOKING_CANCELLED,
      settledTogether(
        cancelled.flatMap(({ bookingId, sequence }) => {
          const time = times.get(bookingId);
          const tellings = news.get(bookingId)?.tellings;
          return time
            ? [{ ...time, bookingId, actorId, sequence, bySeries: true as const, ...(tellings && { tellings }) }]
            : [];
        }),
      ),
    );
  }

  async changeOne(actor: Actor, bookingId: string, change: SingleInstanceChange): Promise<void> {
    await this.changes.change(actor, bookingId, change, undefined);
  }

  async cancelOne(actor: Actor, bookingId: string, reason: string | undefined): Promise<void> {
    await this.changes.cancel(actor, bookingId, reason, undefined);
  }

  roomUrlsOf(
    ...[series]: Parameters<BookingInstancesApi['roomUrlsOf']>
  ): ReturnType<BookingInstancesApi['roomUrlsOf']> {
    return this.roomLinks.urlsOfSeries(series);
  }

  async deleteUnsharedOf(organizerId: string): Promise<void> {
    await this.bookings.deleteUnsharedOf(organizerId);
  }
}

function toInstance(row: InstanceRow): Instance {
  return { ...row, start: new Date(row.start), end: new Date(row.end) };
}

function timesOf(start: Date, end: Date): { readonly start: string; readonly end: string } {
  return { start: start.toISOString(), end: end.toISOString() };
}
