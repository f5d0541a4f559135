import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import { isLive } from './entities/event-type.entity.js';
import { type EventTypeRow, RECORD_COLUMNS } from './event-type-row.js';

const LIVE = isLive('t.');

/** Archived types are not found. */
@Injectable()
export class EventTypesRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: string): Promise<EventTypeRow | null> {
    const [row] = await this.sql.query<EventTypeRow>(
      'event_type_find',
      `SELECT ${RECORD_COLUMNS} FROM event_types t WHERE t.id = $1 AND ${LIVE}`,
      [id],
    );
    return row ?? null;
  }

  async findBySlug(slug: string): Promise<EventTypeRow | null> {
    const [row] = await this.sql.query<EventTypeRow>(
      'event_type_find_by_slug',
      `SELECT ${RECORD_COLUMNS} FROM event_types t WHERE t.slug = $1 AND ${LIVE}`,
      [slug],
    );
    return row ?? null;
  }

  /** Whoever books by a type holds this, so that nobody changes it meanwhile. */
  async lockShared(id: string): Promise<void> {
    await this.sql.query('event_type_share', 'SELECT 1 FROM event_types WHERE id = $1 FOR SHARE', [id]);
  }
}
