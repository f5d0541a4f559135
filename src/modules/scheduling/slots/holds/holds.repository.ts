import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page, PageQuery } from '../../../../kernel/page.js';
import { claimCountOf, claimsMeeting, hasExpired, lasts } from '../../claims/claims.api.js';
import { Hold } from './hold.entity.js';

/** Most expired holds without a conflict that one booking deletes; the worker deletes the others. */
const BATCH = 100;

/** Of the lists for those who give an event type. */
export const DEFAULT_HOLD_SORT = 'expiresAt';

const HOLD_COLUMNS = `h.id, h.event_type_id AS "eventTypeId", h.host_ids AS "hostIds", h.starts_at AS "startsAt",
  h.ends_at AS "endsAt", h.seats, h.seating_id AS "seatingId", h.claim_count AS "claimCount", h.counted_on::text AS "countedOn",
  h.user_id AS "userId", h.guest_network AS "guestNetwork", h.expires_at AS "expiresAt", h.is_extended AS "isExtended", h.is_offer AS "isOffer", h.created_at AS "createdAt"`;

export type NewHold = Omit<Hold, 'claimCount' | 'createdAt' | 'isExtended' | 'hostIds'> & {
  readonly hostIds: readonly string[];
};

type HoldRow = Omit<Hold, 'startsAt' | 'endsAt' | 'expiresAt' | 'createdAt'> &
  Record<'startsAt' | 'endsAt' | 'expiresAt' | 'createdAt', string>;

@Injectable()
export class HoldsRepository {
  constructor(
    @InjectRepository(Hold) private readonly holds: Repository<Hold>,
    private readonly sql: Sql,
  ) {}

  /** Its claims are inserted before. */
  async insert(hold: NewHold): Promise<Hold> {
    const [row] = await this.sql.query<HoldRow>(
      'hold_insert',
      `INSERT INTO holds AS h (id, event_type_id, host_ids, starts_at, ends_at, seats, seating_id, claim_count,
                               counted_on, user_id, guest_network, expires_at, is_offer)
       SELECT $1, $2, $3, $4, $5, $6, $7, ${claimCountOf('$1')}, $8, $9, $10, $11, $12
       RETURNING ${HOLD_COLUMNS}`,
      [
        hold.id,
        hold.eventTypeId,
        hold.hostIds,
        hold.startsAt,
        hold.endsAt,
        hold.seats,
        hold.seatingId,
        hold.countedOn,
        hold.userId,
        hold.guestNetwork,
        hold.expiresAt,
        hold.isOffer,
      ],
    );
    if (!row) throw new Error('The hold was not written.');
    return toHold(row);
  }

  /**
   * Advisory lock per network and event type: serializes holds of guests until the transaction ends.
   * @returns expiry of each of their holds, ascending
   */
  async lockGuests(eventTypeId: string, guestNetwork: string): Promise<Date[]> {
    await this.sql.query(
      'holds_lock_guests',
      `SELECT pg_advisory_xact_lock(hashtextextended('guest-holds:' || $1 || ':' || $2, 0))`,
      [eventTypeId, guestNetwork],
    );
    const rows = await this.sql.query<{ expiresAt: string }>(
      'holds_of_guests',
      `SELECT expires_at AS "expiresAt" FROM holds
       WHERE event_type_id = $1 AND guest_network = $2 AND ${lasts('expires_at')} ORDER BY expires_at`,
      [eventTypeId, guestNetwork],
    );
    return rows.map(({ expiresAt }) => new Date(expiresAt));
  }

  /** What lasts, without offers of the waitlist. */
  listOfTypes(eventTypeIds: readonly string[], query: PageQuery): Promise<Page<Hold>> {
    const list = this.holds
      .createQueryBuilder('hold')
      .where('hold.event_type_id = ANY(:eventTypeIds)', { eventTypeIds });
    return paginate(list.andWhere('NOT hold.is_offer').andWhere(lasts('hold.expires_at')), query, DEFAULT_HOLD_SORT);
  }

  find(id: string): Promise<Hold | null> {
    return this.holds.findOneBy({ id });
  }

  /** Row lock: nobody else uses, extends or deletes it before the transaction ends. */
  async lock(id: string): Promise<Hold | null> {
    const [row] = await this.sql.query<HoldRow>(
      'hold_lock',
      `SELECT ${HOLD_COLUMNS} FROM holds h WHERE h.id = $1 FOR UPDATE`,
      [id],
    );
    return row ? toHold(row) : null;
  }

  /**
   * Extends an unexpired hold, once.
   * @returns its new expiry; null when it has expired
   */
  async extend(id: string, minutes: number): Promise<Date | null> {
    const [row] = await this.sql.query<{ expiresAt: string }>(
      'hold_extend',
      `UPDATE holds SET expires_at = statement_timestamp() + make_interval(mins => $2), is_extended = true
       WHERE id = $1 AND NOT is_extended AND ${lasts('expires_at')} RETURNING expires_at AS "expiresAt"`,
      [id, minutes],
    );
    return row ? new Date(row.expiresAt) : null;
  }

  async idsOf(userId: string, limit: number): Promise<string[]> {
    const holds = await this.holds.find({ select: { id: true }, where: { userId }, order: { id: 'ASC' }, take: limit });
    return holds.map(({ id }) => id);
  }

  async delete(id: string): Promise<void> {
    await this.holds.delete({ id });
  }

  /** Deletes the hold when it was booked. @returns false when it has expired */
  async deleteUnexpired(id: string): Promise<boolean> {
    const rows = await this.sql.query(
      'hold_delete_unexpired',
      `DELETE FROM holds WHERE id = $1 AND ${lasts('expires_at')} RETURNING 1`,
      [id],
    );
    return rows.length === 1;
  }

  /**
   * Whether `deleteExpiredInTheWay` would find any: pipelined with other reads, it saves a statement in the usual case
   * that there is none.
   */
  async isExpiredInTheWay(
    eventTypeId: string,
    bookableIds: readonly string[],
    start: Date,
    end: Date,
  ): Promise<boolean> {
    const [row] = await this.sql.query<{ isAny: boolean }>(
      'holds_in_the_way',
      `SELECT EXISTS (SELECT FROM holds WHERE event_type_id = $1 AND ${hasExpired('expires_at')})
         OR EXISTS (SELECT FROM ${claimsMeeting('= ANY($2::uuid[])', '$3', '$4')} c
                    WHERE c.hold_id IS NOT NULL AND ${hasExpired('c.expires_at')})
         OR EXISTS (SELECT FROM ${claimsMeeting('= ANY($2::uuid[])', '$3', '$4')} c
                    JOIN holds h ON h.seating_id = c.seating_id WHERE ${hasExpired('h.expires_at')}) AS "isAny"`,
      [eventTypeId, bookableIds, start, end],
    );
    return row?.isAny ?? false;
  }

  /**
   * Deletes expired holds with their claims; the caller has to release their seats and counters. Holds that another
   * transaction has locked are skipped. All conflicting ones are deleted, however many: a refusal because of one rolls
   * everything back, and would repeat for ever.
   * @param eventTypeId some holds of this type (null: none), and those with conflicting claims on any of the bookables
   */
  async deleteExpiredInTheWay(
    eventTypeId: string | null,
    bookableIds: readonly string[],
    start: Date,
    end: Date,
  ): Promise<Hold[]> {
    const rows = await this.sql.query<HoldRow>(
      'holds_delete_in_the_way',
      `DELETE FROM holds h WHERE h.id = ANY(ARRAY(
         SELECT id FROM holds WHERE ${hasExpired('expires_at')} AND (
           id = ANY(ARRAY(
             SELECT id FROM holds WHERE event_type_id = $1 AND ${hasExpired('expires_at')} ORDER BY id LIMIT ${BATCH}))
           OR EXISTS (
             SELECT 1 FROM ${claimsMeeting('= ANY($2::uuid[])', '$3', '$4')} c
             WHERE c.hold_id = holds.id OR c.seating_id = holds.seating_id))
         ORDER BY id FOR UPDATE SKIP LOCKED))
       RETURNING ${HOLD_COLUMNS}`,
      [eventTypeId, bookableIds, start, end],
    );
    return rows.map(toHold);
  }

  /** Deletes the hold if it has expired. */
  async deleteExpired(id: string): Promise<Hold | null> {
    const [row] = await this.sql.query<HoldRow>(
      'hold_delete_expired',
      `DELETE FROM holds h WHERE h.id = $1 AND ${hasExpired('h.expires_at')} RETURNING ${HOLD_COLUMNS}`,
      [id],
    );
    return row ? toHold(row) : null;
  }
}

function toHold({ startsAt, endsAt, expiresAt, createdAt, ...row }: HoldRow): Hold {
  return {
    ...row,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    expiresAt: new Date(expiresAt),
    createdAt: new Date(createdAt),
  };
}
