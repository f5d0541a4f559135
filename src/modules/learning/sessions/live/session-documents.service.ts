import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { SessionAccess } from '../room/session-access.js';
import { DocumentsRepository } from './documents.repository.js';
import { MAIN_FILE, RoomDocument } from './room-document.js';
import type { SessionDocumentDto } from './session-document.dto.js';

@Injectable()
export class SessionDocumentsService {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly access: SessionAccess,
  ) {}

  /** As it is in the database, at most a tenth of a second behind what people see. */
  async findOne(actor: Actor, id: string): Promise<SessionDocumentDto> {
    await this.access.enter(actor, id, 'see people');
    const document = new RoomDocument((await this.documents.load(id))?.updates ?? []);
    return { content: document.textOf(MAIN_FILE), files: document.files() };
  }
}
