import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, In, IsNull, MoreThan, Not, Repository, type UpdateResult } from 'typeorm';
import { oneSpaced } from '../../../kernel/display-line.js';
import { normalizedEmail } from '../../../kernel/email-address.js';
import type { Page } from '../../../kernel/page.js';
import { gatherable } from '../../../infra/database/gathering.js';
import { paginate } from '../../../infra/database/paginate.js';
import { Sql } from '../../../infra/database/sql.js';
import { hasCredential } from '../auth/auth.api.js';
import type { UserQueryDto } from './dto/user-query.dto.js';
import { FORMER_USER } from './former-user.js';
import { User } from './entities/user.entity.js';
import { fromStored, type StoredUser } from './user-record.js';
import type { EmailProof, UserRecord } from './users.api.js';

const ADMIN_LIMIT = 1000;

export interface UserCounts {
  readonly total: number;
  readonly active: number;
  readonly verified: number;
  readonly admins: number;
  readonly registeredLast30Days: number;
}

export type UserChange = Partial<
  Pick<
    User,
    | 'name'
    | 'firstName'
    | 'lastName'
    | 'timeZone'
    | 'language'
    | 'busyWhenAttending'
    | 'role'
    | 'isActive'
    | 'lastLoginAt'
    | 'erasedAt'
  >
>;

type RecordRow = StoredUser & { readonly isErased: boolean };

@Injectable()
export class UsersRepository {
  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    private readonly sql: Sql,
  ) {}

  async insert(
    user: Pick<User, 'email' | 'name' | 'role' | 'timeZone'> &
      Partial<Pick<User, 'id' | 'firstName' | 'lastName' | 'language' | 'emailVerifiedAt'>>,
  ): Promise<User> {
    return this.users.save(this.users.create(user));
  }

  findById(id: string): Promise<User | null> {
    return this.users.findOneBy({ id, erasedAt: IsNull() });
  }

  /** Until the transaction ends nothing that refers to the person can be added. */
  lock(id: string): Promise<User | null> {
    return this.users.findOne({ where: { id, erasedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.users.findOneBy({ email, erasureRequestedAt: IsNull() });
  }

  /** Erased people included: their bookings and messages stay, under the name that is left. */
  async findByIds(ids: readonly string[]): Promise<UserRecord[]> {
    return ids.length === 0 ? [] : (await this.recordsOf(ids)).map(toRecord);
  }

  /** What other features know of somebody who was not erased. */
  async findRecord(id: string): Promise<UserRecord | null> {
    const [row] = await this.recordsOf([id]);
    return row && !row.isErased ? toRecord(row) : null;
  }

  findVerifiedByEmails(emails: readonly string[]): Promise<User[]> {
    return emails.length === 0
      ? Promise.resolve([])
      : this.users.findBy({ email: In([...emails]), emailVerifiedAt: Not(IsNull()), erasureRequestedAt: IsNull() });
  }

  listActive(after: string | null, limit: number): Promise<User[]> {
    return this.users.find({
      where: { isActive: true, ...(after ? { id: MoreThan(after) } : {}) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  listActiveAdmins(): Promise<User[]> {
    return this.users.find({ where: { role: 'admin', isActive: true }, order: { id: 'ASC' }, take: ADMIN_LIMIT });
  }

  search(query: UserQueryDto): Promise<Page<User>> {
    const { q, role, isActive, emailVerified, registeredWithinDays } = query;
    const list = this.users.createQueryBuilder('user').where('user.erasedAt IS NULL');
    if (q !== undefined) {
      list.andWhere(
        new Brackets((any) =>
          any
            .where('user.name ILIKE :pattern')
            .orWhere('user.firstName ILIKE :pattern')
            .orWhere('user.lastName ILIKE :pattern')
            .orWhere(`(user.firstName || ' ' || user.lastName) ILIKE :pattern`)
            .orWhere('CAST(user.email AS text) ILIKE :pattern'),
        ),
        // Part of a name, or of an address, or an address in any spelling.
        { pattern: `%${(normalizedEmail(q) ?? oneSpaced(q)).replace(/[\\%_]/g, '\\$&')}%` },
      );
    }
    if (role !== undefined) list.andWhere('user.role = :role', { role });
    if (isActive !== undefined) list.andWhere('user.isActive = :isActive', { isActive });
    if (emailVerified !== undefined) list.andWhere(`user.emailVerifiedAt IS ${emailVerified ? 'NOT NULL' : 'NULL'}`);
    if (registeredWithinDays !== undefined)
      list.andWhere('user.createdAt > now() - make_interval(days => :registeredWithinDays)', { registeredWithinDays });
    return paginate(list, query, '-createdAt');
  }

  async counts(): Promise<UserCounts> {
    const [row] = await this.sql.query<UserCounts>(
      'user_counts',
      `SELECT count(*)::int AS total,
              count(*) FILTER (WHERE is_active)::int AS active,
              count(*) FILTER (WHERE email_verified_at IS NOT NULL)::int AS verified,
              count(*) FILTER (WHERE role = 'admin' AND is_active)::int AS admins,
              count(*) FILTER (WHERE created_at > now() - interval '30 days')::int AS "registeredLast30Days"
       FROM users WHERE erased_at IS NULL`,
    );
    return row ?? { total: 0, active: 0, verified: 0, admins: 0, registeredLast30Days: 0 };
  }

  /** @returns whether the row was there in the expected version, and nobody has asked to be forgotten */
  async change(id: string, version: number, change: UserChange): Promise<boolean> {
    const row = { id, version, erasureRequestedAt: IsNull(), erasedAt: IsNull() };
    return changed(await this.users.update(row, change));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.users.update({ id, erasureRequestedAt: IsNull(), erasedAt: IsNull() }, { name });
  }

  /**
   * The account is closed at once, and by the clock that the events of the erasure are written with. A new version: who
   * read the account before does not bring it back.
   */
  async startErasure(id: string): Promise<void> {
    await this.sql.query(
      'user_start_erasure',
      'UPDATE users SET is_active = false, erasure_requested_at = now(), version = version + 1 WHERE id = $1',
      [id],
    );
  }

  /** The row stays for those who met the person, without personal data. */
  async erase(id: string): Promise<void> {
    await this.users.update(
      { id, erasedAt: IsNull() },
      {
        email: `erased-${id}@users.invalid`,
        name: FORMER_USER,
        firstName: null,
        lastName: null,
        timeZone: 'UTC',
        language: null,
        role: 'user',
        isActive: false,
        emailVerifiedAt: null,
        lastLoginAt: null,
        erasedAt: () => 'now()',
      },
    );
  }

  /** Signing in is no change of the profile, so its version stays. */
  async recordLogin(id: string, at: Date): Promise<void> {
    await this.sql.query('user_login', 'UPDATE users SET last_login_at = $2 WHERE id = $1', [id, at]);
  }

  /** @returns null when the address is not the one that was verified any more */
  async markEmailVerified(id: string, email: string): Promise<EmailProof | null> {
    const owner = { id, email, erasureRequestedAt: IsNull() };
    const first = await this.users.update({ ...owner, emailVerifiedAt: IsNull() }, { emailVerifiedAt: () => 'now()' });
    if (changed(first)) return 'first';
    return (await this.users.existsBy(owner)) ? 'again' : null;
  }

  /** @throws QueryFailedError when somebody else has the address */
  async changeVerifiedEmail(id: string, email: string): Promise<void> {
    await this.users.update({ id }, { email, emailVerifiedAt: () => 'now()' });
  }

  async lockVerification(id: string): Promise<boolean> {
    const [row] = await this.sql.query<{ isVerified: boolean }>(
      'user_lock_verification',
      'SELECT email_verified_at IS NOT NULL AS "isVerified" FROM users WHERE id = $1 FOR SHARE',
      [id],
    );
    return row?.isVerified ?? false;
  }

  async endAllTokens(id: string): Promise<number> {
    const [row] = await this.sql.query<{ tokenVersion: number }>(
      'user_end_tokens',
      'UPDATE users SET token_version = token_version + 1 WHERE id = $1 RETURNING token_version AS "tokenVersion"',
      [id],
    );
    return row?.tokenVersion ?? 0;
  }

  /**
   * Locks all active administrators who can sign in, in one order, so that two demotions wait for each other instead of
   * both passing. One who was invited and has no password yet may never come: the address may have a slip in it.
   * @returns their ids
   */
  async lockActiveAdmins(): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'user_lock_admins',
      `SELECT id FROM users WHERE role = 'admin' AND is_active AND ${hasCredential('users.id')} ORDER BY id FOR UPDATE`,
    );
    return rows.map(({ id }) => id);
  }

  private readonly recordsOf = gatherable<readonly string[], RecordRow[]>({
    one: (ids) => this.readRecords(ids),
    many: async (wanted) => {
      const rows = await this.readRecords([...new Set(wanted.flat())]);
      return wanted.map((ids) => rows.filter(({ id }) => ids.includes(id)));
    },
  });

  private readRecords(ids: readonly string[]): Promise<RecordRow[]> {
    return this.sql.query<RecordRow>(
      'users_by_ids',
      `SELECT id, email, name, role, is_active AS "isActive", email_verified_at IS NOT NULL AS "emailVerified",
              time_zone AS "timeZone", language, busy_when_attending AS "busyWhenAttending", token_version AS "tokenVersion",
              created_at AS "createdAt", erased_at IS NOT NULL AS "isErased"
       FROM users WHERE id = ANY($1::uuid[])`,
      [ids],
    );
  }
}

function toRecord({ isErased: _, ...row }: RecordRow): UserRecord {
  return fromStored(row);
}

function changed(result: UpdateResult): boolean {
  return (result.affected ?? 0) > 0;
}
