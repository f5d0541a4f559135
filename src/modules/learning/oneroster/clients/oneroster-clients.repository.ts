import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Sql } from '../../../../infra/database/sql.js';
import { OneRosterClient } from './oneroster-client.entity.js';

type NewClient = Pick<OneRosterClient, 'organizationId' | 'name' | 'scopes' | 'secretHash' | 'secretKnownTo'>;

@Injectable()
export class OneRosterClientsRepository {
  constructor(
    @InjectRepository(OneRosterClient) private readonly clients: Repository<OneRosterClient>,
    private readonly sql: Sql,
  ) {}

  insert(client: NewClient): Promise<OneRosterClient> {
    return this.clients.save(this.clients.create(client));
  }

  find(organizationId: string, id: string): Promise<OneRosterClient | null> {
    return this.clients.findOneBy({ organizationId, id });
  }

  /** All of an organization, the oldest first. */
  listOf(organizationId: string): Promise<OneRosterClient[]> {
    return this.clients.find({ where: { organizationId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Advisory lock per organization: serializes creation. @returns how many there are */
  async lockOrganization(organizationId: string): Promise<number> {
    await this.sql.query('oneroster_clients_lock', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `oneroster-clients:${organizationId}`,
    ]);
    return this.clients.countBy({ organizationId });
  }

  /**
   * Gives it another secret, in a transaction; what it got for the one before ends in a second statement, which also sees
   * what a request got for which the first one waited.
   */
  async replaceSecret(id: string, secret: Pick<OneRosterClient, 'secretHash' | 'secretKnownTo'>): Promise<void> {
    await this.clients.update({ id }, secret);
    await this.endTokensOf([id]);
  }

  /**
   * Ends secrets that the person was shown, with what they brought, as `replaceSecret` does.
   * @param organizationId null: of all organizations
   */
  async endKnownTo(
    userId: string,
    organizationId: string | null,
  ): Promise<Array<Pick<OneRosterClient, 'id' | 'organizationId'>>> {
    const ended = await this.sql.query<Pick<OneRosterClient, 'id' | 'organizationId'>>(
      'oneroster_secrets_end',
      `UPDATE oneroster_clients SET secret_hash = NULL, secret_known_to = NULL
       WHERE secret_known_to = $1 AND ($2::uuid IS NULL OR organization_id = $2)
       RETURNING id, organization_id AS "organizationId"`,
      [userId, organizationId],
    );
    if (ended.length > 0) await this.endTokensOf(ended.map(({ id }) => id));
    return ended;
  }

  async delete(id: string): Promise<void> {
    await this.clients.delete({ id });
  }

  private async endTokensOf(ids: readonly string[]): Promise<void> {
    await this.sql.query('oneroster_tokens_end', 'DELETE FROM oneroster_tokens WHERE client_id = ANY($1::uuid[])', [
      ids,
    ]);
  }
}
