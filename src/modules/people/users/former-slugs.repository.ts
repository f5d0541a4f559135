import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';

/** For how long nobody else gets a slug; triggers compare with it, too. */
export const SLUG_REST_DAYS = 90;

/** Slugs that were given up. */
@Injectable()
export class FormerSlugs {
  constructor(private readonly sql: Sql) {}

  /** They stay kept from others. */
  async forgetOwner(ownerId: string): Promise<void> {
    await this.sql.query('former_slugs_forget', 'UPDATE former_slugs SET owner_id = NULL WHERE owner_id = $1', [
      ownerId,
    ]);
  }

  async removeRested(): Promise<void> {
    await this.sql.query(
      'former_slugs_rested',
      `DELETE FROM former_slugs WHERE released_at < now() - make_interval(days => ${SLUG_REST_DAYS})`,
    );
  }

  /** Whoever asks next gets them. */
  async free(slugs: readonly string[]): Promise<void> {
    const hashes = slugs.map((slug) => createHash('sha256').update(slug).digest('hex'));
    await this.sql.query('former_slugs_free', 'DELETE FROM former_slugs WHERE slug_hash = ANY($1::text[])', [hashes]);
  }
}
