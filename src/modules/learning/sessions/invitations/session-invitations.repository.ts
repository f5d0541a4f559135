import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, Repository } from 'typeorm';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import { DEFAULT_INVITATION_SORT, type SessionInvitationQueryDto } from './session-invitation.dto.js';
import { SessionInvitation } from './session-invitation.entity.js';

@Injectable()
export class SessionInvitationsRepository {
  constructor(@InjectRepository(SessionInvitation) private readonly invitations: Repository<SessionInvitation>) {}

  insert(values: Omit<SessionInvitation, 'id' | 'createdAt'>): Promise<SessionInvitation> {
    return this.invitations.save(this.invitations.create(values));
  }

  find(sessionId: string, id: string): Promise<SessionInvitation | null> {
    return this.invitations.findOneBy({ sessionId, id });
  }

  findByToken(tokenHash: string): Promise<SessionInvitation | null> {
    return this.invitations.findOneBy({ tokenHash });
  }

  list(sessionId: string, query: SessionInvitationQueryDto): Promise<Page<SessionInvitation>> {
    const list = this.invitations.createQueryBuilder('invitation').where({ sessionId });
    return paginate(list, query, DEFAULT_INVITATION_SORT);
  }

  async delete(id: string): Promise<void> {
    await this.invitations.delete({ id });
  }

  async deleteMadeBy(createdBy: string): Promise<void> {
    await this.invitations.delete({ createdBy });
  }

  /** In the rooms of an organization. */
  async deleteMadeIn(organizationId: string, createdBy: string): Promise<void> {
    await this.invitations
      .createQueryBuilder()
      .delete()
      .where(
        `created_by = :createdBy AND session_id IN (
           SELECT id FROM sessions WHERE organization_id = :organizationId)`,
        { createdBy, organizationId },
      )
      .execute();
  }

  async deleteExpiredBefore(moment: Date): Promise<void> {
    await this.invitations.delete({ expiresAt: LessThan(moment) });
  }
}
