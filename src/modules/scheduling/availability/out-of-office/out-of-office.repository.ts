import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { writeTimes } from '../../../../infra/database/ranges.js';
import { paginate } from '../../../../infra/database/paginate.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { PRECONDITION_FAILED } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import type { OutOfOfficeQueryDto } from './change-out-of-office.dto.js';
import { OutOfOffice } from './out-of-office.entity.js';
import type { AbsenceTime } from './out-of-office.rules.js';

export interface AbsenceFields extends Pick<OutOfOffice, 'reason' | 'note' | 'standInId'> {
  readonly time: AbsenceTime;
}

@Injectable()
export class OutOfOfficeRepository {
  constructor(@InjectRepository(OutOfOffice) private readonly entries: Repository<OutOfOffice>) {}

  /** @throws QueryFailedError for time that overlaps another entry, which answers already_away */
  async insert(bookableId: string, { time, ...fields }: AbsenceFields): Promise<string> {
    const { id } = await this.entries.save(this.entries.create({ bookableId, ...fields, ...columnsOf(time) }));
    return id;
  }

  findById(id: string): Promise<OutOfOffice | null> {
    return this.entries.findOneBy({ id });
  }

  list(bookableId: string, query: OutOfOfficeQueryDto): Promise<Page<OutOfOffice>> {
    const { from, to } = query;
    const list = this.entries.createQueryBuilder('entry').where({ bookableId });
    if (from !== undefined || to !== undefined)
      list.andWhere('entry.during && tstzrange(:from, :to)', { from: from ?? null, to: to ?? null });
    // Ranges sort by their starts, which are unique for a bookable (exclusion constraint).
    return paginate(list, { ...query, sort: query.sort?.replace('start', 'during') }, 'during');
  }

  /**
   * @throws CodedError precondition_failed when the row has another version by now
   * @throws QueryFailedError for time that overlaps another entry, which answers already_away
   */
  async change({ id, version }: OutOfOffice, { time, ...fields }: AbsenceFields): Promise<void> {
    const { affected } = await this.entries.update({ id, version }, { ...fields, ...columnsOf(time) });
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /** @throws CodedError precondition_failed when the row has another version by now */
  async delete({ id, version }: OutOfOffice): Promise<void> {
    const { affected } = await this.entries.delete({ id, version });
    if (affected !== 1) throw new CodedError(PRECONDITION_FAILED);
  }

  /** Deletes the person's own entries, and removes them as a stand-in from those of others. */
  async forget(userId: string): Promise<void> {
    await this.entries.delete({ bookableId: userId });
    await this.entries.update({ standInId: userId }, { standInId: null });
  }
}

function columnsOf({ during, dates }: AbsenceTime) {
  return {
    during: writeTimes(during),
    firstDay: dates?.from ?? null,
    lastDay: dates?.to ?? null,
    timeZone: dates?.timeZone ?? null,
  };
}
