import { Injectable } from '@nestjs/common';
import type { Actor } from '../../infra/access/actor.js';
import { Transactional, Transactions } from '../../infra/database/transactions.js';
import { Faults } from '../../infra/http/faults.js';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { TOO_MANY_OVERRIDES } from './availability.errors.js';
import type { SetScheduleOverrideDto, SetScheduleTravelsDto } from './dto/change-schedule.dto.js';
import type { ScheduleDetailsDto } from './dto/schedule.dto.js';
import { ScheduleAccess } from './schedule-access.js';
import { byTime, findDayFaults, findTravelFaults, MOST_OVERRIDES, readInterval } from './schedule.rules.js';
import { SchedulesRepository } from './schedules.repository.js';
import { SchedulesService } from './schedules.service.js';

/** What is different on some dates: overrides and travels. Each change is one of the schedule and counts its version. */
@Injectable()
export class ScheduleDatesService {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly access: ScheduleAccess,
    private readonly schedules: SchedulesService,
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
    await this.touch(actor, id, version);
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
    await this.touch(actor, id, version);
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
    await this.touch(actor, id, version);
    await this.repository.replaceTravels(id, travels);
    return this.schedules.findOne(actor, id);
  }

  private async touch(actor: Actor, id: string, version: number | undefined): Promise<void> {
    await this.repository.change(await this.access.openToChange(actor, id, version), {});
  }
}
