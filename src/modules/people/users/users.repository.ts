import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, In, IsNull, MoreThan, Not, Repository, type UpdateResult } from 'typeorm';
import type { Page } from '../../../kernel/page.js';
import { gatherable } from '../../../infra/database/gathering.js';
import { paginate } from '../../../infra/database/paginate.js';
import { Sql } from '../../../infra/database/sql.js';
import { hasCredential } from '../auth/auth.api.js';
import type { UserQueryDto } from './dto/user-query.dto.js';
import { FORMER_USER } from './former-user.js';
import { User } from './entities/user.entity.js';
import { personPattern } from './person-pattern.js';
import { fromStored, type StoredUser } from './user-record.js';
import type { EmailProof, NamedUser, UserRecord } from './users.api.js';

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
    | 'username'
    | 'isProfilePublic'
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
      Partial<Pick<User, 'id' | 'firstName' | 'lastName' | 'username' | 'language' | 'emailVerifiedAt'>>,
  ): Promise<User> {
    return this.users.save(this.users.create(user));
  }

  findById(id: string): Promise<User | null> {
    return this.users.findOneBy({ id, erasedAt: IsNull() });
  }

  /** Exclusive row lock (FOR UPDATE): until the transaction ends, no reference to the person can be inserted. */
  lock(id: string): Promise<User | null> {
    return this.users.findOne({ where: { id, erasedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
  }

  /** With a row lock that references do not wait for: serializes changes, so that each sees the result of the one before. */
  lockToChange(id: string): Promise<User | null> {
    return this.users.findOne({ where: { id, erasedAt: IsNull() }, lock: { mode: 'for_no_key_update' } });
  }

  findByEmail(email: string): Promise<User | null> {
    return this.users.findOneBy({ email, erasureRequestedAt: IsNull() });
  }

  /** In any case. */
  findByUsername(username: string): Promise<User | null> {
    return this.users.findOneBy({ username, erasureRequestedAt: IsNull() });
  }

  /** Including erased people, whose bookings and messages stay, under `FORMER_USER`. */
  async findByIds(ids: readonly string[]): Promise<UserRecord[]> {
    return ids.length === 0 ? [] : (await this.recordsOf(ids)).map(toRecord);
  }

  /** A person who was not erased, as other features see it. */
  async findRecord(id: string): Promise<UserRecord | null> {
    const [row] = await this.recordsOf([id]);
    return row && !row.isErased ? toRecord(row) : null;
  }

  namesOf(ids: readonly string[]): Promise<NamedUser[]> {
    return this.sql.query<NamedUser>(
      'users_names',
      `SELECT id, name, first_name AS "firstName", last_name AS "lastName", email FROM users
       WHERE id = ANY($1::uuid[]) AND erased_at IS NULL`,
      [ids],
    );
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
            .orWhere('CAST(user.email AS text) ILIKE :pattern')
            .orWhere('CAST(user.username AS text) ILIKE :pattern'),
        ),
        { pattern: personPattern(q) },
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

  /** Optimistic locking. @returns false when the version has changed, or the erasure was requested */
  async change(id: string, version: number, change: UserChange): Promise<boolean> {
    const row = { id, version, erasureRequestedAt: IsNull(), erasedAt: IsNull() };
    return changed(await this.users.update(row, change));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.users.update({ id, erasureRequestedAt: IsNull(), erasedAt: IsNull() }, { name });
  }

  /**
   * Closes the account, by the database's clock, like the events of the erasure. Increments the version, so that an
   * update with a version read before fails.
   */
  async startErasure(id: string): Promise<void> {
    await this.sql.query(
      'user_start_erasure',
      'UPDATE users SET is_active = false, erasure_requested_at = now(), version = version + 1 WHERE id = $1',
      [id],
    );
  }

  /** Of an account that is being closed. */
  async giveUpUsername(id: string): Promise<void> {
    await this.users.update({ id, username: Not(IsNull()) }, { username: null });
  }

  /** Anonymizes the row, which stays for what refers to it. */
  async erase(id: string): Promise<void> {
    await this.users.update(
      { id, erasedAt: IsNull() },
      {
        email: `erased-${id}@users.invalid`,
        name: FORMER_USER,
        firstName: null,
        lastName: null,
        username: null,
        isProfilePublic: false,
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

  /** Does not increment the version: signing in does not change the profile. */
  async recordLogin(id: string, at: Date): Promise<void> {
    await this.sql.query('user_login', 'UPDATE users SET last_login_at = $2 WHERE id = $1', [id, at]);
  }

  /** @returns null when the address has changed since */
  async markEmailVerified(id: string, email: string): Promise<EmailProof | null> {
    const owner = { id, email, erasureRequestedAt: IsNull() };
    const first = await this.users.update({ ...owner, emailVerifiedAt: IsNull() }, { emailVerifiedAt: () => 'now()' });
    if (changed(first)) return 'first';
    return (await this.users.existsBy(owner)) ? 'again' : null;
  }

  /** @throws QueryFailedError on the unique constraint of addresses */
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
   * Locks all active administrators with a password in the order of ids, so that concurrent demotions are serialized
   * and not both pass. Invited ones without a password do not count: they may never come, if their address is mistyped.
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
      `SELECT id, email, name, username, role, is_active AS "isActive", email_verified_at IS NOT NULL AS "emailVerified",
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
