import { Injectable } from '@nestjs/common';
import { Clock, MINUTE } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dateOfDay, dayOf, toLocal } from '../../../../kernel/zoned-time.js';
import { AvailabilityApi, type BookableCalendar } from '../../availability/availability.api.js';
import type { EventTypeRecord } from '../../event-types/event-types.api.js';
import { type Evaluation, evaluate, type OfferedSlot } from '../engine/evaluate.js';
import type { HostCount, Released, SeatingRecord, SlotCase } from '../engine/slot-case.js';
import { offeredSlots } from './offered-slots.js';
import { SlotFactsRepository } from './slot-facts.repository.js';
import { assertAnswerable } from './work-bound.js';

export interface SlotQuestion {
  readonly type: EventTypeRecord;
  readonly durationMinutes: number;
  /** When slots may start, in milliseconds since the epoch. */
  readonly window: Interval;
  /** How many seats are wanted together. */
  readonly seats: number;
  /** Only these of the hosts; null: all. */
  readonly hostIds: readonly string[] | null;
  /** Who may not give it, because they take part in it. */
  readonly exceptHostIds?: readonly string[];
  /** What counts as free besides what has expired: the booking that is to be moved. */
  readonly released?: readonly Released[];
}

/** A month that has begun so many days before a day may still last. */
const LONGEST_PERIOD_DAYS = 31;

/**
 * Reads what decides about slots, in a bounded number of queries, and has it evaluated. One query follows the other,
 * because inside a transaction they share a connection.
 */
@Injectable()
export class SlotReader {
  constructor(
    private readonly availability: AvailabilityApi,
    private readonly facts: SlotFactsRepository,
    private readonly clock: Clock,
  ) {}

  async evaluate(question: SlotQuestion): Promise<Evaluation> {
    return evaluate(await this.read(question));
  }

  /**
   * All slots of the window, for somebody who waits for the answer while others wait for theirs.
   * @throws CodedError range_too_long when that is too much work
   */
  async offered(question: SlotQuestion): Promise<OfferedSlot[]> {
    const given = await this.read(question);
    assertAnswerable(given);
    return offeredSlots(given);
  }

  private async read({ released = [], exceptHostIds = [], ...question }: SlotQuestion): Promise<SlotCase> {
    const { type, durationMinutes, window } = question;
    const reach = {
      start: window.start - type.bufferBeforeMinutes * MINUTE,
      end: window.end + (durationMinutes + type.bufferAfterMinutes) * MINUTE,
    };
    const without = released.map(({ id }) => id);
    const calendars = await this.calendars(type, reach, without);
    const ids = [...calendars.keys()];
    const expired = await this.facts.expiredHolds(type.id);
    return {
      ...question,
      exceptHostIds,
      now: this.clock.now().getTime(),
      calendars,
      seatings: await this.seatings(type, ids, reach),
      counts: await this.counts(type, ids, window),
      released: [...released, ...expired],
    };
  }

  /** Of the hosts, of the required bookables, and of those who stand in for hosts who are away. */
  private async calendars(
    type: EventTypeRecord,
    reach: Interval,
    without: readonly string[],
  ): Promise<Map<string, BookableCalendar>> {
    const calendars = await this.availability.calendars(
      [
        ...type.hosts.map(({ userId, scheduleId }) => ({ bookableId: userId, scheduleId })),
        ...type.requiredBookableIds.map((bookableId) => ({ bookableId, scheduleId: null })),
      ],
      reach,
      without,
    );
    if (type.assignment === 'collective') return calendars;
    const standIns = [...calendars.values()].flatMap(({ away }) => away.flatMap(({ standInId }) => standInId ?? []));
    const unread = [...new Set(standIns)].filter((id) => !calendars.has(id));
    if (unread.length === 0) return calendars;
    const others = await this.availability.calendars(
      unread.map((bookableId) => ({ bookableId, scheduleId: null })),
      reach,
      without,
    );
    return new Map([...calendars, ...others]);
  }

  private async seatings(type: EventTypeRecord, ids: readonly string[], reach: Interval): Promise<SeatingRecord[]> {
    const seatings = await this.facts.seatings(type.id, ids, reach);
    // What was opened when the type had fewer seats gets the others when it is joined; what had more keeps them.
    return seatings.map((seating) => ({ ...seating, capacity: Math.max(seating.capacity, type.seats) }));
  }

  private async counts(type: EventTypeRecord, ids: readonly string[], window: Interval): Promise<HostCount[]> {
    if (Object.keys(type.limits).length === 0) return [];
    const first = dayOf(toLocal(type.timeZone, window.start)) - LONGEST_PERIOD_DAYS;
    const last = dayOf(toLocal(type.timeZone, window.end));
    return this.facts.counts(type.id, ids, dateOfDay(first), dateOfDay(last));
  }
}
