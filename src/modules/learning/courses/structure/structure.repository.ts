import { Injectable } from '@nestjs/common';
import {
  Brackets,
  type DeepPartial,
  type FindOptionsWhere,
  type QueryDeepPartialEntity,
  type Repository,
} from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Transactions } from '../../../../infra/database/transactions.js';
import type { Page } from '../../../../kernel/page.js';
import { inOrganizations } from '../in-organizations.js';
import { DEFAULT_STRUCTURE_SORT, type StructureQueryDto } from './structure.dto.js';
import type { StructureKind, StructureRow } from './structure-kind.js';

/** Rows of the academic structure, of whatever kind. */
@Injectable()
export class StructureRepository {
  constructor(private readonly transactions: Transactions) {}

  insert<Row extends StructureRow>({ entity }: StructureKind<Row, object>, values: DeepPartial<Row>): Promise<Row> {
    const rows = this.of(entity);
    return rows.save(rows.create(values));
  }

  findById<Row extends StructureRow>(entity: new () => Row, id: string): Promise<Row | null> {
    return this.of(entity).findOneBy({ id } as FindOptionsWhere<Row>);
  }

  lock<Row extends StructureRow>(entity: new () => Row, id: string): Promise<Row | null> {
    return this.of(entity).findOne({ where: { id } as FindOptionsWhere<Row>, lock: { mode: 'for_no_key_update' } });
  }

  /** Whether a row of the organization is in use; its row is kept so until the transaction ends. */
  async isInUse<Row extends StructureRow>(
    entity: new () => Row,
    organizationId: string,
    id: string,
    where: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    const found = await this.of(entity).findOne({
      where: { ...where, id, organizationId, isActive: true } as unknown as FindOptionsWhere<Row>,
      lock: { mode: 'pessimistic_read' },
    });
    return found !== null;
  }

  /** Under its row lock. */
  async change<Row extends StructureRow>(entity: new () => Row, id: string, change: Partial<Row>): Promise<void> {
    await this.of(entity).update(id, change as QueryDeepPartialEntity<Row>);
  }

  list<Row extends StructureRow>(
    { entity, filters, searched }: StructureKind<Row, object>,
    organizationIds: readonly string[],
    query: StructureQueryDto,
  ): Promise<Page<Row>> {
    const list = this.of(entity)
      .createQueryBuilder('row')
      .where(...inOrganizations('row', organizationIds));
    for (const name of ['isActive', ...filters]) {
      const value = (query as unknown as Record<string, unknown>)[name];
      if (value !== undefined) list.andWhere(`row.${name} = :${name}`, { [name]: value });
    }
    if (query.q !== undefined) {
      const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
      list.andWhere(
        new Brackets((any) => searched.forEach((name) => any.orWhere(`row.${name}::text ILIKE :pattern`, { pattern }))),
      );
    }
    return paginate(list, query, DEFAULT_STRUCTURE_SORT);
  }

  private of<Row extends StructureRow>(entity: new () => Row): Repository<Row> {
    return this.transactions.manager.getRepository(entity);
  }
}
