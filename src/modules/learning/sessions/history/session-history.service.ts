import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { FORMER_GUEST } from '../guests/guest.rules.js';
import { GuestsRepository } from '../guests/guests.repository.js';
import { RoomDocument } from '../live/room-document.js';
import { SessionAccess } from '../room/session-access.js';
import type { SessionHistoryDto, SessionMomentDto } from './session-history.dto.js';
import { SessionHistoryRepository } from './session-history.repository.js';

const BEFORE_ALL = -1;
/** Of the event loop, at a time. */
const TURN_MS = 10;

/** How the text of a room came to be, for the people of the room. */
@Injectable()
export class SessionHistoryService {
  constructor(
    private readonly repository: SessionHistoryRepository,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
    private readonly guests: GuestsRepository,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async list(actor: Actor, sessionId: string, after = BEFORE_ALL): Promise<SessionHistoryDto> {
    await this.access.enter(actor, sessionId, 'see people');
    const rows = await this.repository.readAfter(sessionId, after, Number.MAX_SAFE_INTEGER);
    const last = rows.at(-1)?.seq;
    const hasMore = last !== undefined && (await this.repository.readAfter(sessionId, last, last + 1)).length > 0;
    const ids = [...new Set(rows.flatMap(({ authorIds }) => authorIds))];
    const [people, guests] = [await this.users.findByIds(ids), await this.guests.findByIds(ids)];
    const guestName = (id: string) => (guests.has(id) ? (guests.get(id)?.name ?? FORMER_GUEST) : undefined);
    return {
      updates: rows.map(({ seq, at, authorIds, content }) => ({
        ...{ seq, at, authorIds: [...authorIds], update: content.toString('base64') },
      })),
      people: ids.map((id) => ({ id, name: people.get(id)?.name ?? guestName(id) ?? FORMER_USER })),
      next: hasMore ? last : null,
    };
  }

  /** @throws CodedError not_found, forbidden */
  async textAt(actor: Actor, sessionId: string, at = new Date()): Promise<SessionMomentDto> {
    await this.access.enter(actor, sessionId, 'see people');
    const until = await this.repository.lastUntil(sessionId, at);
    if (until === null) return { seq: 0, files: [] };
    const checkpoint = await this.repository.checkpointUntil(sessionId, until);
    const document = new RoomDocument(checkpoint ? [checkpoint.content] : []);
    let seq = checkpoint?.seq ?? BEFORE_ALL;
    while (seq < until) {
      const rows = await this.repository.readAfter(sessionId, seq, until);
      let begun = performance.now();
      for (const row of rows) {
        document.apply(row.content);
        if (performance.now() - begun < TURN_MS) continue;
        await turn();
        begun = performance.now();
      }
      const last = rows.at(-1);
      if (!last) break;
      seq = last.seq;
    }
    return { seq: until, files: document.files() };
  }
}
