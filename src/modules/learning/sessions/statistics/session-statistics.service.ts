import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { SECOND } from '../../../../kernel/clock.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { SessionAccess } from '../room/session-access.js';
import { metadataOf } from '../room/session.presenter.js';
import { ParticipationsRepository } from './participations.repository.js';
import type { SessionStatisticsDto } from './session-statistics.dto.js';

/** Who did how much in a room, for the people of the room. */
@Injectable()
export class SessionStatisticsService {
  constructor(
    private readonly repository: ParticipationsRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, sessionId: string): Promise<SessionStatisticsDto> {
    const { room } = await this.access.enter(actor, sessionId, 'see people');
    const found = await this.repository.list(sessionId);
    const names = await this.users.findByIds(found.map(({ userId }) => userId));
    return {
      sessionId,
      totals: metadataOf(room),
      people: found.map(({ userId, presentMs, ...counts }) => ({
        person: { id: userId, name: names.get(userId)?.name ?? FORMER_USER },
        ...counts,
        presentSeconds: Math.round(presentMs / SECOND),
      })),
    };
  }
}
