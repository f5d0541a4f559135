import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { PasswordCredential } from './password-credential.entity.js';

@Injectable()
export class CredentialsRepository {
  constructor(
    @InjectRepository(PasswordCredential) private readonly credentials: Repository<PasswordCredential>,
    private readonly sql: Sql,
  ) {}

  async findHash(userId: string): Promise<string | undefined> {
    return (await this.credentials.findOneBy({ userId }))?.hash;
  }

  async set(userId: string, hash: string): Promise<void> {
    await this.credentials.upsert({ userId, hash, changedAt: new Date() }, ['userId']);
  }

  /** Row lock that serializes changes of an account's credentials. */
  async lock(userId: string): Promise<void> {
    await this.sql.query('credential_lock', 'SELECT FROM password_credentials WHERE user_id = $1 FOR UPDATE', [userId]);
  }

  /**
   * Shared row lock: the checked password stays the account's until the transaction ends.
   * @returns whether it still is
   */
  async holds(userId: string, checked: string): Promise<boolean> {
    const rows = await this.sql.query(
      'credential_holds',
      'SELECT 1 FROM password_credentials WHERE user_id = $1 AND hash = $2 FOR SHARE',
      [userId, checked],
    );
    return rows.length > 0;
  }

  /** Compare-and-set. @returns false when the checked password is not the account's any more */
  async replace(userId: string, checked: string, hash: string): Promise<boolean> {
    const replaced = await this.sql.query(
      'credential_replace',
      `UPDATE password_credentials SET hash = $3, changed_at = now() WHERE user_id = $1 AND hash = $2 RETURNING 1`,
      [userId, checked, hash],
    );
    return replaced.length > 0;
  }

  async forget(userId: string): Promise<void> {
    await this.credentials.delete({ userId });
  }
}
