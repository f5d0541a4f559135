import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import type { ScheduleQueryDto } from './change-schedule.dto.js';
import { ScheduleOverride } from './schedule-override.entity.js';
import { ScheduleTravel } from './schedule-travel.entity.js';
import { Schedule } from './schedule.entity.js';
import type { DayInterval, WrittenTravel } from './schedule.rules.js';

export type NewSchedule = Pick<Schedule, 'bookableId' | 'name' | 'timeZone' | 'isDefault' | 'weekly'>;
export type ScheduleChange = Partial<Pick<Schedule, 'name' | 'timeZone' | 'isDefault' | 'weekly'>>;

@Injectable()
export class SchedulesRepository {
  constructor(
    @InjectRepository(Schedule) private readonly schedules: Repository<Schedule>,
    @InjectRepository(ScheduleOverride) private readonly overrides: Repository<ScheduleOverride>,
    @InjectRepository(ScheduleTravel) private readonly travels: Repository<ScheduleTravel>,
  ) {}

  insert(schedule: NewSchedule): Promise<Schedule> {
    return this.schedules.save(this.schedules.create(schedule));
  }

  findById(id: string): Promise<Schedule | null> {
    return this.schedules.findOneBy({ id });
  }

  list(bookableId: string, query: ScheduleQueryDto): Promise<Page<Schedule>> {
    return paginate(this.schedules.createQueryBuilder('schedule').where({ bookableId }), query, 'createdAt');
  }

  countOf(bookableId: string): Promise<number> {
    return this.schedules.countBy({ bookableId });
  }

  defaultOf(bookableId: string): Promise<Schedule | null> {
    return this.schedules.findOneBy({ bookableId, isDefault: true });
  }

  oldestOf(bookableId: string): Promise<Schedule | null> {
    return this.schedules.findOne({ where: { bookableId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** @throws CodedError precondition_failed when the row has another version by now */
  async change({ id, version }: Pick<Schedule, 'id' | 'version'>, change: ScheduleChange): Promise<void> {
    const { affected } = await this.schedules.update({ id, version }, change);
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  async withdrawDefault(bookableId: string): Promise<void> {
    await this.schedules.update({ bookableId, isDefault: true }, { isDefault: false });
  }

  async delete(id: string): Promise<void> {
    await this.schedules.delete({ id });
  }

  async deleteOf(bookableId: string): Promise<void> {
    await this.schedules.delete({ bookableId });
  }

  overridesOf(scheduleId: string): Promise<ScheduleOverride[]> {
    return this.overrides.find({ where: { scheduleId }, order: { date: 'ASC' } });
  }

  countOverrides(scheduleId: string): Promise<number> {
    return this.overrides.countBy({ scheduleId });
  }

  async setOverride(scheduleId: string, date: string, intervals: DayInterval[]): Promise<void> {
    await this.overrides.upsert({ scheduleId, date, intervals }, ['scheduleId', 'date']);
  }

  /** @returns false when there was none */
  async deleteOverride(scheduleId: string, date: string): Promise<boolean> {
    const { affected } = await this.overrides.delete({ scheduleId, date });
    return affected === 1;
  }

  travelsOf(scheduleId: string): Promise<ScheduleTravel[]> {
    return this.travels.find({ where: { scheduleId }, order: { dates: 'ASC' } });
  }

  async replaceTravels(scheduleId: string, travels: readonly WrittenTravel[]): Promise<void> {
    await this.travels.delete({ scheduleId });
    if (travels.length === 0) return;
    await this.travels.insert(
      travels.map(({ from, to, timeZone }) => ({ scheduleId, dates: `[${from},${to}]`, timeZone })),
    );
  }
}
