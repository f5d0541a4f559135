import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { characterCount } from '../../../../kernel/character-count.js';
import { isWellFormed } from '../../../../kernel/well-formed.js';
import { SessionMessagesRepository } from '../messages/session-messages.repository.js';
import { isOpen } from '../room/session.rules.js';
import type { LiveConnection } from './live-connection.js';
import { LONGEST_MESSAGE } from './live-limits.js';
import { CHAT_FAULTS, type ChatFault, type ServerMessage } from './live-messages.js';

const LONGEST_FRAME = 16_000;

/** JSON that a client sends. */
const said = z.strictObject({ type: z.literal('chat'), content: z.string() });

/** What people in a room say to each other. */
@Injectable()
export class LiveChat {
  constructor(private readonly messages: SessionMessagesRepository) {}

  /**
   * Keeps what somebody says.
   * @returns the message for all, or why it is none
   * @throws Error when it cannot be read
   */
  async hear(connection: LiveConnection, text: string): Promise<ServerMessage> {
    if (text.length > LONGEST_FRAME) return refusal('invalid_text');
    const content = said.parse(JSON.parse(text)).content.trim();
    const { sessionId, person: author, room } = connection;
    if (!isOpen(room.status)) return refusal('room_closed');
    if (content === '' || characterCount(content) > LONGEST_MESSAGE || !isWellFormed(content))
      return refusal('invalid_text');
    if (!connection.limits.maySay()) return refusal('too_fast');
    const { id, createdAt } = await this.messages.insert(sessionId, author, content);
    return { type: 'chat', message: { id, author, content, createdAt } };
  }
}

function refusal(code: ChatFault): ServerMessage {
  return { type: 'chat-refused', code, message: CHAT_FAULTS[code] };
}
