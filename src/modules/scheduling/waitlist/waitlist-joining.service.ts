import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { invalid } from '../../../kernel/invalid.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock, DAY } from '../../../kernel/clock.js';
import { CodedError } from '../../../kernel/coded-error.js';
import type { Language } from '../../../kernel/language.js';
import { type EventTypeRecord, EventTypesApi } from '../event-types/event-types.api.js';
import {
  DURATION_NOT_OFFERED,
  LONGEST_RANGE_DAYS,
  RANGE_TOO_LONG,
  SlotsApi,
  unknownEventType,
} from '../slots/slots.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import type { JoinWaitlistDto, WaitlistEntryDto } from './dto/waitlist-entry.dto.js';
import { WaitlistEndings } from './waitlist-endings.js';
import { WaitlistLinks } from './waitlist-links.js';
import { SLOTS_AVAILABLE } from './waitlist.errors.js';
import { LAPSE_OFFER, WAITLIST_JOINED } from './waitlist.events.js';
import { toWaitlistEntryDto } from './waitlist.mapper.js';
import { WaitlistRepository } from './waitlist.repository.js';
import { startsWithin } from './waitlist.rules.js';

/** Slots that a refusal names, because waiting is not necessary. */
const NAMED_SLOTS = 3;

/** Adds people and guests to waitlists. */
@Injectable()
export class WaitlistJoiningService {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly slots: SlotsApi,
    private readonly users: UsersApi,
    private readonly links: WaitlistLinks,
    private readonly endings: WaitlistEndings,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /**
   * Locks the queue: slots that are freed concurrently are either found here, or offered to the new entry.
   * @param actor undefined for guests
   * @param language of the browser
   * @throws CodedError validation_failed, range_too_long, duration_not_offered, slots_available, already_waiting
   */
  @Transactional()
  async join(actor: Actor | undefined, wanted: JoinWaitlistDto, language: Language | null): Promise<WaitlistEntryDto> {
    const { attendee, seats = 1 } = wanted;
    const userId = actor?.userId ?? null;
    const type = await this.eventTypes.lock(wanted.eventTypeId);
    if (!type || !(await this.eventTypes.isOffered(type, userId))) throw unknownEventType();
    this.assertPossible(actor, type, wanted);
    const durationMinutes = durationOrThrow(type, wanted.durationMinutes);
    const answers = this.eventTypes.checkAnswers(type, wanted.answers ?? {}, '/answers');
    const person = { userId, attendeeEmail: attendee?.email.toLowerCase() ?? null };
    await this.repository.lockQueues([type.id]);
    await this.assertNothingFree(type, wanted, durationMinutes, seats);
    await this.endings.endOverdue(type.id, person);
    const entry = await this.repository.insert({
      ...person,
      eventTypeId: type.id,
      attendeeName: attendee?.name ?? null,
      rangeStart: wanted.from,
      rangeEnd: wanted.to,
      durationMinutes,
      seats,
      timeZone: wanted.timeZone ?? (userId && (await this.users.findById(userId))?.timeZone) ?? type.timeZone,
      language: wanted.language ?? language,
      answers,
      notes: wanted.notes ?? null,
      ...this.links.make(),
    });
    await this.outbox.append(WAITLIST_JOINED, { entryId: entry.id, eventTypeId: type.id, userId });
    await this.outbox.append(LAPSE_OFFER, { entryId: entry.id }, { availableAt: entry.rangeEnd });
    return toWaitlistEntryDto(entry, this.clock.now(), type.title, actor ? null : this.links.urlOf(entry));
  }

  /** @throws CodedError validation_failed, range_too_long */
  private assertPossible(
    actor: Actor | undefined,
    type: EventTypeRecord,
    { attendee, from, to, seats = 1 }: JoinWaitlistDto,
  ): void {
    const faults = [
      ...(actor || attendee ? [] : [fault('attendee', 'must be given by those who are not signed in', 'is_required')]),
      ...(!actor || attendee || type.hosts.every(({ userId }) => userId !== actor.userId)
        ? []
        : [fault('eventTypeId', 'is hosted by you: say who comes', 'is_host')]),
      ...(to > from ? [] : [fault('to', 'must be after from', 'is_after_from')]),
      ...(to > this.clock.now() ? [] : [fault('to', 'must be in the future', 'is_in_future')]),
      ...(seats <= type.seats ? [] : [fault('seats', `must be at most ${type.seats}`, 'max')]),
    ];
    if (faults.length > 0) throw invalid(faults);
    if (to.getTime() - from.getTime() > LONGEST_RANGE_DAYS * DAY)
      throw new CodedError(RANGE_TOO_LONG, { detail: `Wait for at most ${LONGEST_RANGE_DAYS} days.` });
  }

  /** @throws CodedError slots_available */
  private async assertNothingFree(
    type: EventTypeRecord,
    { from, to }: JoinWaitlistDto,
    durationMinutes: number,
    seats: number,
  ): Promise<void> {
    const range = { start: from.getTime(), end: to.getTime() };
    const window = startsWithin(range, durationMinutes, this.clock.now());
    const free = await this.slots.offered({ type, durationMinutes, seats, window });
    if (free.length === 0) return;
    const slots = free.slice(0, NAMED_SLOTS).map(({ start, end }) => ({
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
    }));
    throw new CodedError(SLOTS_AVAILABLE, { extensions: { slots } });
  }
}

function fault(field: string, message: string, code: string) {
  return { pointer: `/${field}`, field, message, code };
}

/** @throws CodedError duration_not_offered */
function durationOrThrow({ durations }: EventTypeRecord, wanted: number | undefined): number {
  const duration = wanted ?? durations[0];
  if (duration === undefined || !durations.includes(duration))
    throw new CodedError(DURATION_NOT_OFFERED, { extensions: { durations } });
  return duration;
}
