import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Faults } from '../../../../kernel/faults.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { DAY } from '../../../../kernel/clock.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { dayOfDate } from '../../../../kernel/zoned-time.js';
import { TOO_MANY_OVERRIDES } from '../availability.errors.js';
import { SCHEDULE_CHANGED } from '../availability.events.js';
import type { SetScheduleOverrideDto, SetScheduleTravelsDto } from './change-schedule.dto.js';
import type { ScheduleDetailsDto } from './schedule.dto.js';
import { ScheduleAccess } from './schedule-access.js';
import { byTime, findDayFaults, findTravelFaults, MOST_OVERRIDES, readInterval } from './schedule.rules.js';
import { SchedulesRepository } from './schedules.repository.js';
import { SchedulesService } from './schedules.service.js';

/** Overrides and travels: exceptions on some dates. Each change increments the version of the schedule. */
@Injectable()
export class ScheduleDatesService {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly access: ScheduleAccess,
    private readonly schedules: SchedulesService,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError validation_failed, not_found, forbidden, precondition_failed, too_many_overrides */
  @Transactional()
  async setOverride(
    actor: Actor,
    id: string,
    date: string,
    wanted: SetScheduleOverrideDto,
    version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    const intervals = wanted.intervals.map(readInterval);
    const faults = new Faults();
    findDayFaults(intervals, faults);
    faults.throwIfAny();
    await this.touch(actor, id, version, around(date));
    await this.repository.setOverride(id, date, intervals.sort(byTime));
    if ((await this.repository.countOverrides(id)) > MOST_OVERRIDES) throw new CodedError(TOO_MANY_OVERRIDES);
    return this.schedules.findOne(actor, id);
  }

  /** @throws CodedError not_found, forbidden, precondition_failed */
  @Transactional()
  async deleteOverride(
    actor: Actor,
    id: string,
    date: string,
    version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    await this.touch(actor, id, version, around(date));
    if (!(await this.repository.deleteOverride(id, date))) throw new CodedError(NOT_FOUND);
    return this.schedules.findOne(actor, id);
  }

  /** @throws CodedError validation_failed, not_found, forbidden, precondition_failed */
  @Transactional()
  async setTravels(
    actor: Actor,
    id: string,
    { travels }: SetScheduleTravelsDto,
    version: number | undefined,
  ): Promise<ScheduleDetailsDto> {
    const faults = new Faults();
    findTravelFaults(travels, faults);
    faults.throwIfAny();
    await this.touch(actor, id, version, { start: null, end: null });
    await this.repository.replaceTravels(id, travels);
    return this.schedules.findOne(actor, id);
  }

  private async touch(actor: Actor, id: string, version: number | undefined, time: ChangedTime): Promise<void> {
    const schedule = await this.access.openToChange(actor, id, version);
    await this.repository.change(schedule, {});
    const { bookableId } = schedule;
    await this.outbox.append(SCHEDULE_CHANGED, { scheduleId: id, bookableId, actorId: actor.userId, ...time });
  }
}

interface ChangedTime {
  readonly start: string | null;
  readonly end: string | null;
}

/** The date in any time zone, with the night after it. */
function around(date: string): ChangedTime {
  const midnight = dayOfDate(date) * DAY;
  return { start: new Date(midnight - DAY).toISOString(), end: new Date(midnight + 3 * DAY).toISOString() };
}
