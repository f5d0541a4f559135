import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../../../../infra/access/actor.js';
import { paginate } from '../../../../infra/database/paginate.js';
import type { Page } from '../../../../kernel/page.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { FORMER_GUEST } from '../guests/guest.rules.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { SessionAccess } from '../room/session-access.js';
import { can } from '../sessions.policy.js';
import { DEFAULT_PASTE_SORT, type SessionPasteDto, type SessionPasteQueryDto } from './session-paste.dto.js';
import { SessionPaste } from './session-paste.entity.js';

/** They are noted with the updates that they come with (`DocumentsRepository`). */
@Injectable()
export class SessionPastesRepository {
  constructor(@InjectRepository(SessionPaste) private readonly pastes: Repository<SessionPaste>) {}

  /** @param userId whose; null: everybody’s */
  list(sessionId: string, userId: string | null, query: SessionPasteQueryDto): Promise<Page<SessionPaste>> {
    const list = this.pastes.createQueryBuilder('paste').where({ sessionId, ...(userId !== null && { userId }) });
    return paginate(list, query, DEFAULT_PASTE_SORT);
  }

  async deleteOf(userId: string): Promise<void> {
    await this.pastes.delete({ userId });
  }
}

/** Who put in much text at once: those who run the room see all of it, and others what is noted of themselves. */
@Injectable()
export class SessionPastesService {
  constructor(
    private readonly repository: SessionPastesRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
    private readonly guests: GuestsRepository,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, id: string, query: SessionPasteQueryDto): Promise<Page<SessionPasteDto>> {
    const { standing } = await this.access.enter(actor, id, 'see people');
    const { data, meta } = await this.repository.list(id, can(standing, 'steer') ? null : actor.userId, query);
    const people = await this.users.findByIds([...new Set(data.flatMap(({ userId }) => userId ?? []))]);
    const guests = await this.guests.findByIds([...new Set(data.flatMap(({ guestId }) => guestId ?? []))]);
    const pastes = data.map(({ userId, guestId, fileId, path, seq, ...paste }) => ({
      ...paste,
      seq: Number(seq),
      person:
        guestId === null
          ? { id: userId ?? '', name: people.get(userId ?? '')?.name ?? FORMER_USER }
          : { id: guestId, name: guests.get(guestId)?.name ?? FORMER_GUEST, guest: true as const },
      file: { id: fileId, path },
    }));
    return { data: pastes, meta };
  }
}
