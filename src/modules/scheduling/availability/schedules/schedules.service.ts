import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Faults } from '../../../../kernel/faults.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { DEFAULT_SCHEDULE_NEEDED, TOO_MANY_SCHEDULES } from '../availability.errors.js';
import { SCHEDULE_CHANGED } from '../availability.events.js';
import { BookableAccess } from '../bookables/bookable-access.js';
import { BookablesRepository } from '../bookables/bookables.repository.js';
import type { ChangeScheduleDto, NewScheduleDto, ScheduleQueryDto } from './change-schedule.dto.js';
import type { ScheduleDetailsDto, ScheduleDto, WeeklyIntervalDto } from './schedule.dto.js';
import type { Bookable } from '../bookables/bookable.entity.js';
import type { Schedule } from './schedule.entity.js';
import { ScheduleAccess } from './schedule-access.js';
import { toScheduleDetailsDto, toScheduleDto } from './schedule.mapper.js';
import { byDayAndTime, findWeeklyFaults, MOST_SCHEDULES, readInterval, type WeeklyInterval } from './schedule.rules.js';
import { SchedulesRepository } from './schedules.repository.js';

/** Schedules of people and resources. Each bookable with schedules has one default. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly bookables: BookablesRepository,
    private readonly access: BookableAccess,
    private readonly schedules: ScheduleAccess,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, forbidden, too_many_schedules */
  @Transactional()
  async create(actor: Actor, wanted: NewScheduleDto): Promise<ScheduleDetailsDto> {
    const weekly = readWeekly(wanted.weekly);
    const bookable = await this.access.openToPlan(actor, wanted.bookableId);
    await this.bookables.lockToPlan(bookable.id);
    const count = await this.repository.countOf(bookable.id);
    if (count >= MOST_SCHEDULES) throw new CodedError(TOO_MANY_SCHEDULES);
    const isDefault = count === 0 || wanted.isDefault === true;
    if (isDefault) await this.repository.withdrawDefault(bookable.id);
    const schedule = await this.repository.insert({
      bookableId: bookable.id,
      name: wanted.name,
      timeZone: wanted.timeZone ?? (await this.zoneOf(actor, bookable)),
      isDefault,
      weekly,
    });
    await this.announce(actor, schedule);
    return toScheduleDetailsDto(schedule, [], []);
  }

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, query: ScheduleQueryDto): Promise<Page<ScheduleDto>> {
    const { bookableId = actor.userId } = query;
    await this.access.openHolder(actor, bookableId, 'read');
    return mapPage(await this.repository.list(bookableId, query), toScheduleDto);
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<ScheduleDetailsDto> {
    const schedule = await this.schedules.open(actor, id);
    const overrides = await this.repository.overridesOf(id);
    return toScheduleDetailsDto(schedule, overrides, await this.repository.travelsOf(id));
  }

  /** @throws CodedError not_found, forbidden, precondition_failed, validation_failed, default_schedule_needed */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    change: ChangeScheduleDto,
    version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    const weekly = change.weekly && readWeekly(change.weekly);
    const schedule = await this.schedules.openToChange(actor, id, version);
    const { name, timeZone, isDefault } = change;
    if (isDefault === false && schedule.isDefault) throw new CodedError(DEFAULT_SCHEDULE_NEEDED);
    if (isDefault === true && !schedule.isDefault) await this.repository.withdrawDefault(schedule.bookableId);
    await this.repository.change(schedule, { name, timeZone, isDefault, weekly });
    await this.announce(actor, schedule);
    return this.findOne(actor, id);
  }

  /**
   * After the default, the oldest other one becomes it.
   * @throws CodedError not_found, forbidden, precondition_failed
   */
  @Transactional()
  async delete(actor: Actor, id: string, version: number | undefined): Promise<void> {
    const schedule = await this.schedules.openToChange(actor, id, version);
    await this.repository.delete(id);
    if (schedule.isDefault) await this.promoteOldest(schedule);
    await this.announce(actor, schedule);
  }

  private async announce({ userId }: Actor, { id, bookableId }: Schedule): Promise<void> {
    const always = { start: null, end: null };
    await this.outbox.append(SCHEDULE_CHANGED, { scheduleId: id, bookableId, actorId: userId, ...always });
  }

  private async promoteOldest({ bookableId }: Schedule): Promise<void> {
    const heir = await this.repository.oldestOf(bookableId);
    if (heir) await this.repository.change(heir, { isDefault: true });
  }

  private async zoneOf({ userId }: Actor, { timeZone }: Bookable): Promise<string> {
    return timeZone ?? (await this.users.findById(userId))?.timeZone ?? 'UTC';
  }
}

/** @throws CodedError validation_failed for intervals that overlap */
function readWeekly(written: readonly WeeklyIntervalDto[]): WeeklyInterval[] {
  const weekly = written.map((interval) => ({ day: interval.day, ...readInterval(interval) }));
  const faults = new Faults();
  findWeeklyFaults(weekly, faults);
  faults.throwIfAny();
  return weekly.sort(byDayAndTime);
}
