import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Page } from '../../kernel/page.js';
import { paginate } from '../../infra/http/pagination/paginate.js';
import type { ErasureQueryDto } from './dto/erasure.dto.js';
import { Erasure } from './entities/erasure.entity.js';

@Injectable()
export class ErasuresRepository {
  constructor(@InjectRepository(Erasure) private readonly erasures: Repository<Erasure>) {}

  insert(erasure: Pick<Erasure, 'userId' | 'tokenHash' | 'total'>): Promise<Erasure> {
    return this.erasures.save(this.erasures.create(erasure));
  }

  /** Two workers never take one step twice: the second waits here, and sees how far the first one came. */
  lock(id: string): Promise<Erasure | null> {
    return this.erasures.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  find(id: string): Promise<Erasure | null> {
    return this.erasures.findOneBy({ id });
  }

  findByToken(tokenHash: string): Promise<Erasure | null> {
    return this.erasures.findOneBy({ tokenHash });
  }

  list({ status, ...query }: ErasureQueryDto): Promise<Page<Erasure>> {
    const list = this.erasures.createQueryBuilder('erasure');
    if (status !== undefined) list.where({ status });
    return paginate(list, query, '-createdAt');
  }

  async change(
    { id }: Pick<Erasure, 'id'>,
    change: Partial<Pick<Erasure, 'status' | 'done' | 'total' | 'position' | 'finishedAt'>>,
  ): Promise<void> {
    await this.erasures.update({ id }, change);
  }
}
