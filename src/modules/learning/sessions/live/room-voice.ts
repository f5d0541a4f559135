import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { RoomVoice } from '../sessions.api.js';
import type { RunMessage } from './live-messages.js';
import { RoomChannels } from './room-channels.js';

/** No room in memory, so that all of them hear it. */
const SOURCE = randomUUID();

@Injectable()
export class ChannelVoice extends RoomVoice {
  constructor(private readonly channels: RoomChannels) {
    super();
  }

  tell(sessionId: string, message: RunMessage): void {
    this.channels.send(sessionId, { kind: 'message', source: SOURCE, text: JSON.stringify(message) });
  }
}
