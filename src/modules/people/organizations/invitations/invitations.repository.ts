import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, LessThan, MoreThan, Repository } from 'typeorm';
import type { Page } from '../../../../kernel/page.js';
import { Sql } from '../../../../infra/database/sql.js';
import { paginate } from '../../../../infra/database/paginate.js';
import type { InvitationQueryDto } from './invitation-query.dto.js';
import { OrganizationInvitation } from './organization-invitation.entity.js';

export type NewInvitation = Pick<
  OrganizationInvitation,
  'organizationId' | 'email' | 'role' | 'courseRoles' | 'invitedBy' | 'expiresAt'
>;

@Injectable()
export class InvitationsRepository {
  constructor(
    @InjectRepository(OrganizationInvitation) private readonly invitations: Repository<OrganizationInvitation>,
    private readonly sql: Sql,
  ) {}

  /**
   * Upsert by address: an address that is invited already gets the next round, and its former link is not valid any
   * more.
   */
  async invite({
    organizationId,
    email,
    role,
    courseRoles,
    invitedBy,
    expiresAt,
  }: NewInvitation): Promise<OrganizationInvitation> {
    const [row] = await this.sql.query<{ id: string }>(
      'organization_invite',
      `INSERT INTO organization_invitations (organization_id, email, role, invited_by, expires_at, course_roles)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT organization_invitations_email_key DO UPDATE
       SET role = excluded.role, course_roles = excluded.course_roles, invited_by = excluded.invited_by, expires_at = excluded.expires_at,
           token_hash = NULL, round = organization_invitations.round + 1
       RETURNING id`,
      [organizationId, email, role, invitedBy, expiresAt, courseRoles],
    );
    return this.invitations.findOneByOrFail({ id: row?.id });
  }

  find(organizationId: string, id: string): Promise<OrganizationInvitation | null> {
    return this.invitations.findOneBy({ organizationId, id });
  }

  findByIds(organizationId: string, ids: readonly string[]): Promise<OrganizationInvitation[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.invitations.findBy({ organizationId, id: In([...ids]) });
  }

  findByToken(tokenHash: string): Promise<OrganizationInvitation | null> {
    return this.invitations.findOneBy({ tokenHash });
  }

  list(organizationId: string, query: InvitationQueryDto): Promise<Page<OrganizationInvitation>> {
    return paginate(this.invitations.createQueryBuilder('invitation').where({ organizationId }), query, '-createdAt');
  }

  findForAddress(id: string, email: string): Promise<OrganizationInvitation | null> {
    return this.invitations.findOneBy({ id, email });
  }

  /** @param email null for nobody */
  listForAddress(email: string | null, now: Date, query: InvitationQueryDto): Promise<Page<OrganizationInvitation>> {
    const list = this.invitations.createQueryBuilder('invitation').where('invitation.email = :email', { email });
    return paginate(list.andWhere({ expiresAt: MoreThan(now) }), query, '-createdAt');
  }

  /** @returns false when the round is over */
  async setToken(id: string, round: number, tokenHash: string): Promise<boolean> {
    return ((await this.invitations.update({ id, round }, { tokenHash })).affected ?? 0) > 0;
  }

  /** @returns whether it existed: of concurrent acceptance and revocation one succeeds */
  async delete(which: { organizationId: string; id: string } | { id: string; round: number }): Promise<boolean> {
    return ((await this.invitations.delete(which)).affected ?? 0) > 0;
  }

  async deleteForAddress(email: string, organizationId?: string): Promise<void> {
    await this.invitations.delete({ email, ...(organizationId === undefined ? {} : { organizationId }) });
  }

  async deleteSentBy(userId: string): Promise<void> {
    await this.invitations.delete({ invitedBy: userId });
  }

  async deleteExpiredBefore(moment: Date): Promise<void> {
    await this.invitations.delete({ expiresAt: LessThan(moment) });
  }
}
