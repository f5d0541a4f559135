import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ActorSource } from '../../../../infra/access/access-token.js';
import { LiveChat } from './live-chat.js';
import type { LiveConnection } from './live-connection.js';
import { LONGEST_INPUT } from './live-limits.js';
import type { ServerMessage } from './live-messages.js';
import { RoomAttachments } from './room-attachments.js';

/** JSON writes a character in six at most. */
const LONGEST_TEXT = 6 * LONGEST_INPUT + 1_000;

const typed = z.looseObject({ type: z.string() });

/** JSON of people in a room, for whom it concerns. */
@Injectable()
export class LiveInbox {
  constructor(
    private readonly chat: LiveChat,
    private readonly attachments: RoomAttachments,
    private readonly actors: ActorSource,
  ) {}

  /**
   * @returns the answer; null: none
   * @throws Error when it cannot be read
   */
  async hear(connection: LiveConnection, text: string): Promise<ServerMessage | null> {
    if (text.length > LONGEST_TEXT) return this.chat.hear(connection, text);
    const message = typed.parse(JSON.parse(text));
    const attachment = this.attachments.for(message.type);
    if (!attachment) return this.chat.hear(connection, text);
    // Guests run nothing.
    if (!('sid' in connection.pass)) return null;
    const actor = await this.actors.actorOf(connection.pass);
    if (!actor) {
      connection.end('session_ended');
      return null;
    }
    return attachment.hear({ sessionId: connection.sessionId, actor, isHasty: !connection.limits.mayType() }, message);
  }
}
