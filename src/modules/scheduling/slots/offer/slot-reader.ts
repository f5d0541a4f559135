import { Injectable } from '@nestjs/common';
import { together } from '../../../../infra/database/together.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import { Clock, MINUTE } from '../../../../kernel/clock.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { dateOfDay, dayOf, toLocal } from '../../../../kernel/zoned-time.js';
import { AvailabilityApi, type Subject } from '../../availability/availability.api.js';
import type { EventTypeRecord } from '../../event-types/event-types.api.js';
import { type Evaluation, evaluate, type OfferedSlot } from '../engine/evaluate.js';
import type { HostCount, Released, SlotCase } from '../engine/slot-case.js';
import { offeredSlots } from './offered-slots.js';
import { SlotFactsRepository, type TakenSeats } from './slot-facts.repository.js';
import { assertAnswerable } from './work-bound.js';

export interface SlotQuestion {
  readonly type: EventTypeRecord;
  readonly durationMinutes: number;
  /** Where slots may start, in milliseconds since the epoch. */
  readonly window: Interval;
  /** Seats wanted in one slot. */
  readonly seats: number;
  /** Only these of the hosts; null: all. */
  readonly hostIds: readonly string[] | null;
  /** Excluded as hosts, because they attend it. */
  readonly exceptHostIds?: readonly string[];
  /** What counts as free besides expired holds: the booking to be moved. */
  readonly released?: readonly Released[];
}

/** Longest period: a month. */
const LONGEST_PERIOD_DAYS = 31;

type Asked = Pick<SlotQuestion, 'type' | 'durationMinutes' | 'window'>;
type Facts = Pick<SlotCase, 'calendars' | 'counts'> & TakenSeats;

/** Reads the input of the slot evaluation, in a bounded number of pipelined queries. */
@Injectable()
export class SlotReader {
  constructor(
    private readonly availability: AvailabilityApi,
    private readonly facts: SlotFactsRepository,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
  ) {}

  async evaluate(question: SlotQuestion): Promise<Evaluation> {
    return evaluate(await this.read(question));
  }

  /**
   * All slots of the window, for requests: bounded work, without blocking the event loop.
   * @throws CodedError range_too_long when it is too much work
   */
  async offered(question: SlotQuestion): Promise<OfferedSlot[]> {
    const given = await this.read(question);
    assertAnswerable(given);
    return offeredSlots(given);
  }

  private read({ released = [], exceptHostIds = [], ...question }: SlotQuestion): Promise<SlotCase> {
    return this.transactions.reading(async () => {
      const { type } = question;
      const without = released.map(({ id }) => id);
      const facts = await this.factsOf(subjectsOf(type), question, without);
      const { calendars, seatings, expired, counts } = await this.withStandIns(facts, question, without);
      const now = this.clock.now().getTime();
      return { ...question, exceptHostIds, now, calendars, seatings, counts, released: [...released, ...expired] };
    });
  }

  /** Second round: stand-ins are known once the hosts' calendars were read. */
  private async withStandIns(facts: Facts, question: Asked, without: readonly string[]): Promise<Facts> {
    if (question.type.assignment === 'collective') return facts;
    const { calendars, seatings, expired, counts } = facts;
    const standIns = [...calendars.values()].flatMap(({ away }) => away.flatMap(({ standInId }) => standInId ?? []));
    const unread = [...new Set(standIns)].filter((id) => !calendars.has(id));
    if (unread.length === 0) return facts;
    const others = await this.factsOf(unread.map(byDefault), question, without);
    return {
      calendars: new Map([...calendars, ...others.calendars]),
      seatings: [...seatings, ...others.seatings],
      expired,
      counts: [...counts, ...others.counts],
    };
  }

  /** Facts about hosts and required bookables. */
  private async factsOf(subjects: readonly Subject[], question: Asked, without: readonly string[]): Promise<Facts> {
    const { type, durationMinutes, window } = question;
    const ids = subjects.map(({ bookableId }) => bookableId);
    const reach = {
      start: window.start - type.bufferBeforeMinutes * MINUTE,
      end: window.end + (durationMinutes + type.bufferAfterMinutes) * MINUTE,
    };
    const [calendars, taken, counts] = await together(
      this.availability.calendars(subjects, reach, without),
      this.taken(type, ids, reach),
      this.counts(type, ids, window),
    );
    return { calendars, ...taken, counts };
  }

  private async taken(type: EventTypeRecord, ids: readonly string[], reach: Interval): Promise<TakenSeats> {
    const { seatings, expired } = await this.facts.taken(type.id, ids, reach);
    // A slot that was opened when the type had fewer seats grows when it is joined; one that had more keeps them.
    const grown = seatings.map((seating) => ({ ...seating, capacity: Math.max(seating.capacity, type.seats) }));
    return { seatings: grown, expired };
  }

  private async counts(type: EventTypeRecord, ids: readonly string[], window: Interval): Promise<HostCount[]> {
    if (Object.keys(type.limits).length === 0) return [];
    const first = dayOf(toLocal(type.timeZone, window.start)) - LONGEST_PERIOD_DAYS;
    const last = dayOf(toLocal(type.timeZone, window.end));
    return this.facts.counts(type.id, ids, dateOfDay(first), dateOfDay(last));
  }
}

function subjectsOf({ hosts, requiredBookableIds }: EventTypeRecord): Subject[] {
  return [
    ...hosts.map(({ userId, scheduleId }) => ({ bookableId: userId, scheduleId })),
    ...requiredBookableIds.map(byDefault),
  ];
}

function byDefault(bookableId: string): Subject {
  return { bookableId, scheduleId: null };
}
