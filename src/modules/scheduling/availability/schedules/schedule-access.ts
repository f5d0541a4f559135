import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BookableAccess } from '../bookables/bookable-access.js';
import { BookablesRepository } from '../bookables/bookables.repository.js';
import type { Schedule } from './schedule.entity.js';
import { SchedulesRepository } from './schedules.repository.js';

/** Authorization of schedules. */
@Injectable()
export class ScheduleAccess {
  constructor(
    private readonly repository: SchedulesRepository,
    private readonly bookables: BookablesRepository,
    private readonly access: BookableAccess,
  ) {}

  /** @throws CodedError not_found */
  async open(actor: Actor, id: string): Promise<Schedule> {
    const schedule = await this.find(id);
    await this.access.openHolder(actor, schedule.bookableId, 'read');
    return schedule;
  }

  /**
   * Opens it for a change, in a transaction, with a row lock: until its end nobody else changes schedules of the
   * bookable.
   * @throws CodedError not_found, forbidden, precondition_failed
   */
  async openToChange(actor: Actor, id: string, version: number | undefined): Promise<Schedule> {
    const { bookableId } = await this.find(id);
    await this.access.openHolder(actor, bookableId, 'plan');
    await this.bookables.lockToPlan(bookableId);
    const schedule = await this.find(id);
    assertVersion(version, schedule.version);
    return schedule;
  }

  private async find(id: string): Promise<Schedule> {
    const schedule = await this.repository.findById(id);
    if (!schedule) throw new CodedError(NOT_FOUND);
    return schedule;
  }
}
