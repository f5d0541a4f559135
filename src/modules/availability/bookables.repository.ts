import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { Sql } from '../../infra/database/sql.js';
import { Bookable } from './entities/bookable.entity.js';

@Injectable()
export class BookablesRepository {
  constructor(
    @InjectRepository(Bookable) private readonly bookables: Repository<Bookable>,
    private readonly sql: Sql,
  ) {}

  findById(id: string): Promise<Bookable | null> {
    return this.bookables.findOneBy({ id });
  }

  findByIds(ids: readonly string[]): Promise<Bookable[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.bookables.findBy({ id: In([...ids]) });
  }

  /** Sorted, so that two of these never wait for each other. */
  async ensurePeople(userIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'bookables_ensure',
      `INSERT INTO bookables (id, user_id) SELECT DISTINCT id, id FROM unnest($1::uuid[]) AS u (id) ORDER BY id
       ON CONFLICT DO NOTHING`,
      [userIds],
    );
  }

  /** Waits for those who change when the bookable is away or what it is, and lets others book. In one order. */
  async lockToBook(ids: readonly string[]): Promise<void> {
    await this.sql.query(
      'bookables_lock_to_book',
      'SELECT 1 FROM bookables WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE',
      [ids],
    );
  }
}
