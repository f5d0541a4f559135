import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { RoomDocument, RoomFile } from '../live/room-document.js';
import { SESSION_FILE_EXISTS, TOO_MANY_SESSION_FILES } from '../sessions.errors.js';
import { areInConflict } from './file-path.js';
import { RoomEdits } from './room-edits.js';
import type {
  ChangeSessionFileDto,
  NewSessionFileDto,
  SessionFileDetailsDto,
  SessionFileListDto,
} from './session-file.dto.js';

/** Files of rooms for those who have no connection to them. */
@Injectable()
export class SessionFilesService {
  constructor(
    private readonly rooms: RoomEdits,
    readonly transactions: Transactions,
  ) {}

  async list(actor: Actor, id: string): Promise<SessionFileListDto> {
    return listOf((await this.rooms.read(actor, id)).document);
  }

  async findOne(actor: Actor, id: string, fileId: string): Promise<SessionFileDetailsDto> {
    return detailsOf(id, fileIn((await this.rooms.read(actor, id)).document, fileId));
  }

  /** @throws CodedError not_found, forbidden, session_status_conflict, session_file_exists, too_many_session_files, session_document_full */
  @Transactional()
  async create(actor: Actor, id: string, { path, content = '' }: NewSessionFileDto): Promise<SessionFileDetailsDto> {
    const held = await this.rooms.hold(actor, id);
    assertFree(held.document, path, null);
    const fileId = held.document.freeFileId();
    if (fileId === null) throw new CodedError(TOO_MANY_SESSION_FILES);
    await this.rooms.write(held, () => {
      held.document.setPath(fileId, path);
      held.document.setText(fileId, content);
    });
    return detailsOf(id, fileIn(held.document, fileId));
  }

  /** @throws CodedError not_found, forbidden, session_status_conflict, session_file_exists, session_document_full */
  @Transactional()
  async change(
    actor: Actor,
    id: string,
    fileId: string,
    { path, content }: ChangeSessionFileDto,
  ): Promise<SessionFileDetailsDto> {
    const held = await this.rooms.hold(actor, id);
    const file = fileIn(held.document, fileId);
    if (path !== undefined) assertFree(held.document, path, fileId);
    await this.rooms.write(held, () => {
      if (path !== undefined && path !== file.path) held.document.setPath(fileId, path);
      if (content !== undefined) held.document.setText(fileId, content);
    });
    return detailsOf(id, fileIn(held.document, fileId));
  }

  /** @throws CodedError not_found, forbidden, session_status_conflict */
  @Transactional()
  async delete(actor: Actor, id: string, fileId: string): Promise<void> {
    const held = await this.rooms.hold(actor, id);
    fileIn(held.document, fileId);
    await this.rooms.write(held, () => held.document.removeFile(fileId));
  }
}

/** The files of a document, by path. */
export function listOf(document: RoomDocument): SessionFileListDto {
  const entries = document.files().map(({ content, ...file }) => ({ ...file, size: Buffer.byteLength(content) }));
  return { files: entries.sort((one, other) => (one.path < other.path ? -1 : 1)) };
}

function detailsOf(sessionId: string, file: RoomFile): SessionFileDetailsDto {
  return { ...file, sessionId, size: Buffer.byteLength(file.content) };
}

function fileIn(document: RoomDocument, fileId: string): RoomFile {
  const file = document.files().find(({ id }) => id === fileId);
  if (!file) throw new CodedError(NOT_FOUND);
  return file;
}

function assertFree(document: RoomDocument, path: string, except: string | null): void {
  if (document.files().some((file) => file.id !== except && areInConflict(file.path, path)))
    throw new CodedError(SESSION_FILE_EXISTS);
}
