import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import type { RunMessage } from './live-messages.js';

/** Somebody in a room who sends JSON. */
export interface Sender {
  readonly sessionId: string;
  readonly actor: Actor;
  /** Whether they send more than they may. */
  readonly isHasty: boolean;
}

/** What belongs to a room while a process has it in memory. */
export interface RoomAttachment {
  /**
   * @param say to those who are connected to the room in this process
   * @returns a function that lets go of it
   */
  attach(sessionId: string, say: (message: RunMessage) => void): () => void;
  /** What somebody who comes now has missed. */
  missedIn(sessionId: string): Promise<readonly RunMessage[]>;
  /** The type of the JSON that it takes of those in a room. */
  readonly takes: string;
  /**
   * @returns what the sender hears, or null
   * @throws Error when it cannot be read
   */
  hear(sender: Sender, message: unknown): Promise<RunMessage | null>;
}

/** What other features attach to rooms. */
@Injectable()
export class RoomAttachments {
  private readonly all: RoomAttachment[] = [];

  /** Before there are rooms. */
  add(attachment: RoomAttachment): void {
    this.all.push(attachment);
  }

  attach(sessionId: string, say: (message: RunMessage) => void): () => void {
    const detach = this.all.map((attachment) => attachment.attach(sessionId, say));
    return () => {
      for (const one of detach) one();
    };
  }

  /** What somebody who comes now has missed. */
  async missedIn(sessionId: string): Promise<readonly RunMessage[]> {
    const missed: RunMessage[] = [];
    for (const attachment of this.all) missed.push(...(await attachment.missedIn(sessionId)));
    return missed;
  }

  /** Who takes messages of this type. */
  for(type: unknown): RoomAttachment | null {
    return this.all.find(({ takes }) => takes === type) ?? null;
  }
}
