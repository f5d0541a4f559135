import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Faults } from '../../../../kernel/faults.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Interval } from '../../../../kernel/intervals.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { ClaimsApi } from '../../claims/claims.api.js';
import { OUT_OF_OFFICE_CHANGED } from '../availability.events.js';
import { BookableAccess } from '../bookables/bookable-access.js';
import { BookablesRepository } from '../bookables/bookables.repository.js';
import type { ChangeOutOfOfficeDto, NewOutOfOfficeDto, OutOfOfficeQueryDto } from './change-out-of-office.dto.js';
import type { ConflictingBookingDto, OutOfOfficeDetailsDto, OutOfOfficeDto } from './out-of-office.dto.js';
import type { Bookable } from '../bookables/bookable.entity.js';
import type { OutOfOffice } from './out-of-office.entity.js';
import { timeOf, toOutOfOfficeDto } from './out-of-office.mapper.js';
import { OutOfOfficeRepository } from './out-of-office.repository.js';
import {
  type AbsenceTime,
  type AskedAbsence,
  changedAbsence,
  MOST_CONFLICTS,
  readAbsence,
} from './out-of-office.rules.js';
import { SchedulesRepository } from '../schedules/schedules.repository.js';

/**
 * Out-of-office entries. Entering one takes the row lock of the bookable and waits for bookings under way, so every
 * booking either sees the absence or is shown as a conflict.
 */
@Injectable()
export class OutOfOfficeService {
  constructor(
    private readonly repository: OutOfOfficeRepository,
    private readonly claims: ClaimsApi,
    private readonly bookables: BookablesRepository,
    private readonly schedules: SchedulesRepository,
    private readonly access: BookableAccess,
    private readonly users: UsersApi,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, already_away */
  @Transactional()
  async create(actor: Actor, wanted: NewOutOfOfficeDto): Promise<OutOfOfficeDetailsDto> {
    const bookable = await this.access.openToPlan(actor, wanted.bookableId);
    const { reason = 'other', standInId = null } = wanted;
    const time = await this.read(bookable, { written: wanted, timeZone: null }, standInId);
    await this.bookables.lockAgainstBooking(bookable.id);
    const id = await this.repository.insert(bookable.id, { time, reason, note: wanted.note || null, standInId });
    await this.announce(actor, { id, bookableId: bookable.id }, time.during);
    return this.findOne(actor, id);
  }

  /** @throws CodedError not_found, forbidden, validation_failed */
  async list(actor: Actor, query: OutOfOfficeQueryDto): Promise<Page<OutOfOfficeDto>> {
    const { bookableId = actor.userId, from, to } = query;
    if (from && to && to <= from) throw invalidParameter('to', 'must be after from', 'is_after_from');
    await this.access.openHolder(actor, bookableId, 'read');
    return mapPage(await this.repository.list(bookableId, query), toOutOfOfficeDto);
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<OutOfOfficeDetailsDto> {
    const entry = await this.find(id);
    await this.access.openHolder(actor, entry.bookableId, 'read');
    return { ...toOutOfOfficeDto(entry), conflictingBookings: await this.conflictsOf(entry) };
  }

  /** @throws CodedError not_found, forbidden, precondition_failed, validation_failed, already_away */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    change: ChangeOutOfOfficeDto,
    version: number | undefined,
  ): Promise<OutOfOfficeDetailsDto> {
    const { entry, bookable } = await this.openToChange(actor, id, version);
    const { reason = entry.reason, standInId = entry.standInId } = change;
    const note = change.note === undefined ? entry.note : change.note || null;
    const before = timeOf(entry);
    const time = await this.read(bookable, changedAbsence(before, change), change.standInId ?? null);
    await this.repository.change(entry, { time, reason, note, standInId });
    await this.announce(actor, entry, before.during, time.during);
    return this.findOne(actor, id);
  }

  /** @throws CodedError not_found, forbidden, precondition_failed */
  @Transactional()
  async delete(actor: Actor, id: string, version: number | undefined): Promise<void> {
    const { entry } = await this.openToChange(actor, id, version);
    await this.repository.delete(entry);
    await this.announce(actor, entry, timeOf(entry).during);
  }

  /** Bookings with claims on the bookable during the absence, ascending. */
  private conflictsOf({ bookableId, during }: OutOfOffice): Promise<ConflictingBookingDto[]> {
    return this.claims.bookedIn(bookableId, during, MOST_CONFLICTS);
  }

  private async announce(
    { userId }: Actor,
    { id, bookableId }: Pick<OutOfOffice, 'id' | 'bookableId'>,
    ...times: readonly Interval[]
  ): Promise<void> {
    await this.outbox.append(OUT_OF_OFFICE_CHANGED, {
      outOfOfficeId: id,
      bookableId,
      actorId: userId,
      start: new Date(Math.min(...times.map(({ start }) => start))).toISOString(),
      end: new Date(Math.max(...times.map(({ end }) => end))).toISOString(),
    });
  }

  /** Row lock of the bookable: serializes changes, so that each sees the result of the one before. */
  private async openToChange(
    actor: Actor,
    id: string,
    version: number | undefined,
  ): Promise<{ readonly entry: OutOfOffice; readonly bookable: Bookable }> {
    const { bookableId } = await this.find(id);
    await this.access.openHolder(actor, bookableId, 'plan');
    const bookable = await this.bookables.lockAgainstBooking(bookableId);
    if (!bookable) throw new CodedError(NOT_FOUND);
    const entry = await this.find(id);
    assertVersion(version, entry.version);
    return { entry, bookable };
  }

  private async find(id: string): Promise<OutOfOffice> {
    const entry = await this.repository.findById(id);
    if (!entry) throw new CodedError(NOT_FOUND);
    return entry;
  }

  /**
   * @param asked input, or a time that does not change
   * @param standInId the stand-in
   * @throws CodedError validation_failed
   */
  private async read(
    bookable: Bookable,
    asked: AskedAbsence | AbsenceTime,
    standInId: string | null,
  ): Promise<AbsenceTime> {
    const faults = new Faults();
    const time =
      'during' in asked ? asked : readAbsence(asked.written, asked.timeZone ?? (await this.zoneOf(bookable)), faults);
    if (standInId !== null) await this.findStandInFaults(bookable, standInId, faults);
    faults.throwIfAny();
    // Not null without faults.
    return time as AbsenceTime;
  }

  private async findStandInFaults({ userId }: Bookable, standInId: string, faults: Faults): Promise<void> {
    if (userId === null) faults.add('/standInId', 'is for people only', 'not_a_person');
    else if (standInId === userId) faults.add('/standInId', 'must be somebody else', 'is_oneself');
    else if ((await this.organizations.colleaguesAmong(userId, [standInId])).length === 0)
      faults.add('/standInId', 'is nobody you share an organization with', 'unknown_person');
  }

  /** Time zone of the default schedule, else of the resource or the person. */
  private async zoneOf({ id, userId, timeZone }: Bookable): Promise<string> {
    const schedule = await this.schedules.defaultOf(id);
    if (schedule) return schedule.timeZone;
    return timeZone ?? (userId === null ? null : (await this.users.findById(userId))?.timeZone) ?? 'UTC';
  }
}
