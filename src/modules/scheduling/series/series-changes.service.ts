import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../infra/access/actor.js';
import { findOccurrence, type RecurrenceSet } from '../../../infra/calendar/recurrence.js';
import { formatRule } from '../../../infra/calendar/recurrence-rule.js';
import { toInstant } from '../../../infra/calendar/wall-time.js';
import { Transactional, Transactions } from '../../../infra/database/transactions.js';
import { assertVersion } from '../../../kernel/versions.js';
import { Outbox } from '../../../infra/outbox/outbox.js';
import { Clock } from '../../../kernel/clock.js';
import { BookingInstancesApi, type Instance, type InstancePerson } from '../bookings/booking-instances.api.js';
import type { ChangeInstanceDto } from './dto/change-series.dto.js';
import type { SeriesDto } from './dto/series.dto.js';
import { SeriesAccess } from './series-access.js';
import { editOf, type SeriesEdit } from './series-edit.js';
import { SeriesHorizon, slotTaken, timeOf } from './series-horizon.js';
import { SeriesInstances } from './series-instances.js';
import { shiftWall } from './series-shift.js';
import { SERIES_CHANGED, SERIES_CREATED } from './series.events.js';
import { SeriesPresenter } from './series.presenter.js';
import { type NewSkip, type SeriesChange, type SeriesRecord, SeriesRepository } from './series.repository.js';
import { type ConflictPolicy, recurrenceOf, type SeriesScope } from './series.rules.js';

/** Cancellation reason of an instance whose new time conflicts, as attendees read it. */
const TAKEN = 'The new time was taken.';

interface Target {
  /** The series after the edit. */
  readonly series: SeriesRecord;
  readonly edit: SeriesEdit;
  readonly isRetimed: boolean;
}

/** Changes one instance, those from one on, or all. The row lock of the series serializes edits. */
@Injectable()
export class SeriesChangesService {
  constructor(
    private readonly repository: SeriesRepository,
    private readonly access: SeriesAccess,
    private readonly single: SeriesInstances,
    private readonly horizon: SeriesHorizon,
    private readonly instances: BookingInstancesApi,
    private readonly presenter: SeriesPresenter,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    readonly transactions: Transactions,
  ) {}

  /**
   * @returns the series that the instance belongs to afterwards
   * @throws CodedError not_found, validation_failed, in_the_past, slot_taken, already_cancelled, series_cancelled,
   * unsupported_change, instances_overlap, precondition_failed
   */
  @Transactional()
  async change(
    actor: Actor,
    target: { readonly id: string; readonly recurrenceId: string; readonly scope: SeriesScope },
    wanted: ChangeInstanceDto,
    version: number | undefined,
  ): Promise<SeriesDto> {
    const { id, recurrenceId, scope } = target;
    const series = await this.access.openToChange(actor, id, 'change');
    assertVersion(version, series.version);
    if (scope === 'this') {
      await this.single.change(actor, series, recurrenceId, wanted);
      await this.repository.change(series, {});
      return this.presenter.current(actor, id);
    }
    await this.single.assertThere(series, recurrenceId);
    if (Object.values(wanted).every((value) => value === undefined)) return this.presenter.one(actor, series);
    const { durationMinutes = series.durationMinutes, onConflict = 'fail', start } = wanted;
    const edit = editOf(recurrenceOf(series), { scope, recurrenceId, start, durationMinutes }, this.clock.now());
    const people = wanted.attendees && (await this.instances.resolvePeople(actor.userId, wanted.attendees));
    const sequence = await this.instances.nextSequence(id, series.sequence);
    const changed = await this.rewrite({ ...series, sequence }, edit, detailsOf(wanted), people);
    const isRetimed = edit.shift !== 0 || durationMinutes !== series.durationMinutes;
    await this.follow(actor, series, { series: changed, edit, isRetimed }, onConflict);
    await this.horizon.extend(changed, 'skip');
    await this.announce(actor, series, changed, sequence);
    return this.presenter.current(actor, changed.id);
  }

  /**
   * Writes the new rule: to the series, or to a second one when the series is split.
   * @param series with its new SEQUENCE
   */
  private async rewrite(
    series: SeriesRecord,
    { from, shift, head, tail }: SeriesEdit,
    details: SeriesChange,
    people: readonly InstancePerson[] | undefined,
  ): Promise<SeriesRecord> {
    const { decidedThrough } = series;
    const isDecided = decidedThrough !== null && decidedThrough >= from;
    const change = {
      ...details,
      ...timesOf(tail),
      decidedThrough: isDecided ? shiftWall(decidedThrough, shift) : null,
    };
    if (!head) {
      await this.repository.change(series, { ...change, sequence: series.sequence });
      if (people) await this.repository.replacePeople(series.id, people);
      return this.repository.getOrThrow(series.id);
    }
    await this.repository.change(series, { ...timesOf(head), extendAt: null, sequence: series.sequence });
    const { organizerId, organizationId, sessionId, title, description, location } = series;
    const { timeZone, durationMinutes, metadata, zoneData } = series;
    return this.repository.insert(
      {
        organizerId,
        organizationId,
        sessionId,
        title,
        description,
        location,
        timeZone,
        durationMinutes,
        metadata,
        zoneData,
        ...change,
        previousId: series.id,
      },
      people ?? series.people,
    );
  }

  /** Applies the edit to instances without an override. */
  private async follow(
    actor: Actor,
    before: SeriesRecord,
    { series, edit: { from, shift }, isRetimed }: Target,
    onConflict: ConflictPolicy,
  ): Promise<void> {
    const all = await this.instances.lock(before.id, from);
    if (series.id !== before.id || shift !== 0)
      await this.instances.adopt(
        actor.userId,
        series.id,
        all.map((instance) => ({ instance, recurrenceId: shiftWall(instance.recurrenceId, shift) })),
      );
    const live = all.filter(({ status }) => status === 'confirmed');
    const following = live.filter(({ isOverride }) => !isOverride);
    await this.instances.change(actor.userId, following, templateOf(before), templateOf(series));
    await this.instances.changePeople(actor.userId, live, peopleChange(before, series));
    const skipped = await this.repository.takeSkips(before.id, from);
    const skips = skipped.map(({ recurrenceId, startsAt, reason }) => ({
      recurrenceId: shiftWall(recurrenceId, shift),
      startsAt,
      reason,
    }));
    if (!isRetimed) return this.repository.recordSkips(series.id, skips);
    const lost = await this.move(actor, series, following, shift);
    if (lost.length > 0 && onConflict === 'fail') throw slotTaken(series, lost);
    await this.repository.recordSkips(series.id, [...lost, ...(await this.retry(series, skips))]);
  }

  /** @returns the instances whose new time conflicts; they are cancelled */
  private async move(
    actor: Actor,
    series: SeriesRecord,
    following: readonly Instance[],
    shift: number,
  ): Promise<NewSkip[]> {
    const moves = following.map((instance) => {
      const id = shiftWall(instance.recurrenceId, shift);
      const { start, end } = timeOf(series, { id, start: toInstant(id, series.timeZone) });
      return { instance, start, end };
    });
    const lost = new Set(await this.instances.move(actor.userId, moves));
    await this.instances.cancel(actor.userId, [...lost], TAKEN);
    return moves.flatMap(({ instance, start }) =>
      lost.has(instance)
        ? [{ recurrenceId: shiftWall(instance.recurrenceId, shift), startsAt: start, reason: 'slot_taken' as const }]
        : [],
    );
  }

  /** Tries skipped dates again at their new time. @returns those that still conflict */
  private async retry(series: SeriesRecord, skips: readonly NewSkip[]): Promise<NewSkip[]> {
    const set = recurrenceOf(series);
    const now = this.clock.now().getTime();
    const dates = skips.flatMap(({ recurrenceId }) => findOccurrence(set, recurrenceId) ?? []);
    return this.horizon.book(
      series,
      dates.filter(({ start }) => start >= now),
    );
  }

  private async announce(
    { userId: actorId }: Actor,
    before: SeriesRecord,
    after: SeriesRecord,
    sequence: number,
  ): Promise<void> {
    const removed = peopleChange(before, after).removed.map(({ userId, email, name }) => ({ userId, email, name }));
    await this.instances.continueFrom(before.id, sequence);
    if (before.id === after.id) {
      await this.outbox.append(SERIES_CHANGED, { seriesId: before.id, actorId, sequence, removed });
      return;
    }
    await this.instances.continueFrom(after.id, after.sequence);
    await this.outbox.append(SERIES_CHANGED, { seriesId: before.id, actorId, sequence, removed: [] });
    await this.outbox.append(SERIES_CREATED, { seriesId: after.id, actorId, sequence: after.sequence });
  }
}

/** Stored form of a recurrence set. */
export function timesOf({ start, rule, rdates, exdates }: RecurrenceSet) {
  return { start, rule: formatRule(rule), rdates: [...rdates], exdates: [...exdates] };
}

/** An empty text becomes null; a member that is left out does not change. */
function detailsOf({ title, description, location, metadata, durationMinutes }: ChangeInstanceDto): SeriesChange {
  return Object.fromEntries(
    Object.entries({
      title,
      description: description === '' ? null : description,
      location: location === '' ? null : location,
      metadata,
      durationMinutes,
    }).filter(([, value]) => value !== undefined),
  );
}

/** What instances without an override copy. */
function templateOf({ title, description, location, metadata }: SeriesRecord) {
  return { title, description, location, metadata: metadata as Record<string, unknown> };
}

function peopleChange(before: SeriesRecord, after: SeriesRecord) {
  const without = (some: readonly InstancePerson[], others: readonly InstancePerson[]) =>
    some.filter((person) => !others.some((other) => isSame(person, other)));
  return { added: without(after.people, before.people), removed: without(before.people, after.people) };
}

function isSame(one: InstancePerson, other: InstancePerson): boolean {
  return one.userId === null
    ? one.email !== null && one.email.toLowerCase() === other.email?.toLowerCase()
    : one.userId === other.userId;
}
