import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { SessionAccess } from '../room/session-access.js';
import { MAIN_FILE } from './room-document.js';
import { RoomReader } from './room-reader.js';
import type { SessionDocumentDto } from './session-document.dto.js';

@Injectable()
export class SessionDocumentsService {
  constructor(
    private readonly rooms: RoomReader,
    private readonly access: SessionAccess,
  ) {}

  /** With all that the database has: at most a tenth of a second behind what people see. */
  async findOne(actor: Actor, id: string): Promise<SessionDocumentDto> {
    await this.access.enter(actor, id, 'see people');
    const document = await this.rooms.read(id);
    return { content: document.textOf(MAIN_FILE), files: document.files() };
  }
}
