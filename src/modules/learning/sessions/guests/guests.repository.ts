import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import { Sql } from '../../../../infra/database/sql.js';
import type { Page } from '../../../../kernel/page.js';
import { DEFAULT_GUEST_SORT, type GuestLinkQueryDto } from './guest-link.dto.js';
import type { Occasion } from './guest.rules.js';
import { SessionGuest } from './session-guest.entity.js';

export type NewGuest = Pick<SessionGuest, 'sessionId' | 'role' | 'name' | 'createdBy' | 'tokenHash' | 'expiresAt'>;

/** An attendee of a booking, as a guest of its room. */
export interface BookedGuest {
  readonly attendeeId: string;
  readonly name: string | null;
  readonly startsAt: Date;
  readonly opensAt: Date;
  readonly expiresAt: Date;
  /** Of a series. */
  readonly occasions: readonly Occasion[] | null;
  /** For a new link. */
  readonly tokenHash: string;
  readonly sealedSecret: string;
}

/** Guests of rooms. Changes are made under the row lock of the room. */
@Injectable()
export class GuestsRepository {
  constructor(
    @InjectRepository(SessionGuest) private readonly guests: Repository<SessionGuest>,
    private readonly sql: Sql,
  ) {}

  insert(values: NewGuest): Promise<SessionGuest> {
    return this.guests.save(this.guests.create(values));
  }

  find(sessionId: string, id: string): Promise<SessionGuest | null> {
    return this.guests.findOneBy({ sessionId, id, revokedAt: IsNull() });
  }

  findByToken(sessionId: string, tokenHash: string): Promise<SessionGuest | null> {
    return this.guests.findOneBy({ sessionId, tokenHash });
  }

  findByAttendee(sessionId: string, attendeeId: string): Promise<SessionGuest | null> {
    return this.guests.findOneBy({ sessionId, attendeeId, revokedAt: IsNull() });
  }

  /** Also revoked ones. */
  async findByIds(ids: readonly string[]): Promise<ReadonlyMap<string, SessionGuest>> {
    const found = ids.length === 0 ? [] : await this.guests.findBy({ id: In([...ids]) });
    return new Map(found.map((guest) => [guest.id, guest]));
  }

  /** Whoever made the link; of a booking, who has the room. One who is gone is a host of their own. */
  async hostOf(id: string): Promise<string> {
    const [found] = await this.sql.query<{ host: string }>(
      'session_guest_host',
      `SELECT coalesce(g.created_by, s.owner_id) AS host
       FROM session_guests g JOIN sessions s ON s.id = g.session_id WHERE g.id = $1`,
      [id],
    );
    return found?.host ?? id;
  }

  list(sessionId: string, query: GuestLinkQueryDto): Promise<Page<SessionGuest>> {
    const list = this.guests.createQueryBuilder('guest').where('guest.session_id = :sessionId', { sessionId });
    return paginate(list.andWhere('guest.revoked_at IS NULL'), query, DEFAULT_GUEST_SORT);
  }

  /** Links of hosts that work. */
  countOf(sessionId: string): Promise<number> {
    return this.guests
      .createQueryBuilder('guest')
      .where('guest.session_id = :sessionId AND guest.created_by IS NOT NULL', { sessionId })
      .andWhere('guest.revoked_at IS NULL AND guest.expires_at > now()')
      .getCount();
  }

  async enter(id: string, name: string, now: Date): Promise<void> {
    await this.guests.update({ id }, { name, enteredAt: now });
  }

  async bar(id: string): Promise<void> {
    await this.guests.update({ id }, { revokedAt: () => 'now()', isBarred: true });
  }

  /**
   * Links for these attendees, at the times of their booking. One that was revoked gets a new secret; one whose guest was
   * removed stays as it is.
   * @returns the sealed secrets by attendee, without those of guests who were removed
   */
  async book(sessionId: string, guests: readonly BookedGuest[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.query<{ attendeeId: string; sealedSecret: string }>(
      'session_guests_book',
      `INSERT INTO session_guests AS g (session_id, role, attendee_id, name, starts_at, opens_at, expires_at, token_hash, sealed_secret,
         occasions)
       SELECT $1, 'editor', w.* FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
         $7::text[], $8::text[], $9::jsonb[]) AS w (attendee_id) ORDER BY w.attendee_id
       ON CONFLICT ON CONSTRAINT session_guests_attendee_key DO UPDATE SET
         session_id = excluded.session_id, starts_at = excluded.starts_at, opens_at = excluded.opens_at,
         expires_at = excluded.expires_at, occasions = excluded.occasions, revoked_at = NULL, name = coalesce(g.name, excluded.name),
         token_hash = CASE WHEN g.revoked_at IS NULL THEN g.token_hash ELSE excluded.token_hash END,
         sealed_secret = CASE WHEN g.revoked_at IS NULL THEN g.sealed_secret ELSE excluded.sealed_secret END
       WHERE NOT g.is_barred
       RETURNING attendee_id AS "attendeeId", sealed_secret AS "sealedSecret"`,
      [
        sessionId,
        guests.map(({ attendeeId }) => attendeeId),
        guests.map(({ name }) => name),
        guests.map(({ startsAt }) => startsAt),
        guests.map(({ opensAt }) => opensAt),
        guests.map(({ expiresAt }) => expiresAt),
        guests.map(({ tokenHash }) => tokenHash),
        guests.map(({ sealedSecret }) => sealedSecret),
        guests.map(({ occasions }) => occasions && JSON.stringify(occasions)),
      ],
    );
    return new Map(rows.map(({ attendeeId, sealedSecret }) => [attendeeId, sealedSecret]));
  }

  /** Revokes the links of attendees but these. Their names stay no longer for the times that they do not come to. */
  async revokeOthers(sessionId: string, attendeeIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'session_guests_revoke_others',
      `UPDATE session_guests SET revoked_at = now(), expires_at = least(expires_at, now())
       WHERE session_id = $1 AND attendee_id <> ALL ($2::uuid[]) AND revoked_at IS NULL`,
      [sessionId, attendeeIds],
    );
  }

  /** Revokes links whose maker is gone. */
  async revokeMadeBy(createdBy: string): Promise<void> {
    await this.guests.update({ createdBy, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
  }

  async revokeMadeInRoom(sessionId: string, createdBy: string): Promise<void> {
    await this.guests.update({ sessionId, createdBy, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
  }

  /** In the rooms of an organization. */
  async revokeMadeIn(organizationId: string, createdBy: string): Promise<void> {
    await this.sql.query(
      'session_guests_revoke_made_in',
      `UPDATE session_guests SET revoked_at = now() WHERE created_by = $2 AND revoked_at IS NULL
         AND session_id IN (SELECT id FROM sessions WHERE organization_id = $1)`,
      [organizationId, createdBy],
    );
  }

  /** Erasure of whoever made links: their rooms’ owner has them. */
  async forget(userId: string): Promise<void> {
    await this.sql.query(
      'session_guests_forget',
      `UPDATE session_guests g SET created_by = s.owner_id FROM sessions s WHERE s.id = g.session_id AND g.created_by = $1`,
      [userId],
    );
  }

  /** Erasure of who came by a booking. */
  async forgetAttendees(attendeeIds: readonly string[]): Promise<void> {
    await this.sql.query(
      'session_guests_forget_attendees',
      `UPDATE session_guests SET name = NULL, revoked_at = coalesce(revoked_at, now()), expires_at = least(expires_at, now())
       WHERE attendee_id = ANY ($1::uuid[])`,
      [attendeeIds],
    );
  }

  /** Retention. */
  async eraseNamesBefore(moment: Date): Promise<void> {
    await this.sql.query(
      'session_guests_erase_names',
      'UPDATE session_guests SET name = NULL WHERE expires_at < $1 AND name IS NOT NULL',
      [moment],
    );
  }
}
