import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import type { Page } from '../../../../kernel/page.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { FORMER_GUEST } from '../guests/guest.rules.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { SessionAccess } from '../room/session-access.js';
import type { SessionMessageDto, SessionMessageQueryDto } from './session-message.dto.js';
import { SessionMessagesRepository } from './session-messages.repository.js';

/** What people said in rooms. They say it over their connections. */
@Injectable()
export class SessionMessagesService {
  constructor(
    private readonly repository: SessionMessagesRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
    private readonly guests: GuestsRepository,
  ) {}

  async list(actor: Actor, id: string, query: SessionMessageQueryDto): Promise<Page<SessionMessageDto>> {
    await this.access.enter(actor, id, 'see people');
    const { data, meta } = await this.repository.list(id, query);
    const people = await this.users.findByIds([...new Set(data.flatMap(({ authorId }) => authorId ?? []))]);
    const guests = await this.guests.findByIds([...new Set(data.flatMap(({ guestId }) => guestId ?? []))]);
    const messages = data.map(({ authorId, guestId, ...message }) => ({
      ...message,
      author:
        guestId === null
          ? { id: authorId ?? '', name: people.get(authorId ?? '')?.name ?? FORMER_USER }
          : { id: guestId, name: guests.get(guestId)?.name ?? FORMER_GUEST, guest: true as const },
    }));
    return { data: messages, meta };
  }
}
