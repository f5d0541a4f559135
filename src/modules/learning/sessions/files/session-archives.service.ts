import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { AuditLog } from '../../../../infra/audit/audit-log.js';
import { FILE_DOWNLOAD, FILE_UPLOAD } from '../../../../infra/audit/audited-actions.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { SESSION_ARCHIVE_REFUSED, SESSION_FILE_EXISTS, TOO_MANY_SESSION_FILES } from '../sessions.errors.js';
import { type ArchivedFile, archiveOf, filesIn, RefusedArchive } from './archives.js';
import { withLineFeeds } from '../live/room-document.js';
import { aboutRoom } from '../sessions.events.js';
import { SessionVersionsService } from '../versions/session-versions.service.js';
import { areInConflict } from './file-path.js';
import { RoomEdits } from './room-edits.js';
import type { SessionArchiveDto } from './session-archive.dto.js';
import type { SessionFileListDto } from './session-file.dto.js';
import { listOf } from './session-files.service.js';

/** Rooms as archives: what is written in them, and nothing else. */
@Injectable()
export class SessionArchivesService {
  constructor(
    private readonly rooms: RoomEdits,
    private readonly versions: SessionVersionsService,
    private readonly audit: AuditLog,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError not_found, forbidden */
  async pack(actor: Actor, id: string): Promise<Buffer> {
    const { room, document } = await this.rooms.read(actor, id);
    const taken = new Set<string>();
    // Two people may have chosen one path at once.
    const named = document.files().map(({ id: fileId, path, content }) => {
      const name = taken.has(path) ? `${path}.${fileId}` : path;
      taken.add(name);
      return { path: name, content };
    });
    const metadata = { file: 'room', count: named.length };
    await this.audit.add(FILE_DOWNLOAD, { userId: actor.userId, ...aboutRoom(room), metadata });
    return archiveOf(named);
  }

  /** @throws CodedError what `unpack` and the writing of files throw */
  async add(actor: Actor, id: string, { archive, replace = false }: SessionArchiveDto): Promise<SessionFileListDto> {
    await this.rooms.assertWritable(actor, id);
    const files = await unpack(archive);
    return this.write(actor, id, files, replace);
  }

  @Transactional()
  private async write(
    actor: Actor,
    id: string,
    files: readonly ArchivedFile[],
    replaces: boolean,
  ): Promise<SessionFileListDto> {
    const held = await this.rooms.hold(actor, id);
    const { document, room } = held;
    const present = document.files();
    const gone = replaces ? present.filter(({ path }) => !files.some((file) => file.path === path)) : [];
    const staying = present.filter((file) => !gone.includes(file));
    const isBlocked = (path: string) => staying.some((file) => file.path !== path && areInConflict(file.path, path));
    if (files.some(({ path }) => isBlocked(path))) throw new CodedError(SESSION_FILE_EXISTS);
    const contentIn = new Map(files.map(({ path, content }) => [path, withLineFeeds(content)]));
    const isLost = staying.some(({ path, content }) => content !== '' && (contentIn.get(path) ?? content) !== content);
    if (gone.length > 0 || isLost) await this.versions.keepReplaced(actor, room, present);
    await this.rooms.write(held, () => {
      for (const file of gone) document.removeFile(file.id);
      for (const { path, content } of files) {
        const fileId = staying.find((file) => file.path === path)?.id ?? document.freeFileId();
        if (fileId === null) throw new CodedError(TOO_MANY_SESSION_FILES);
        document.setPath(fileId, path);
        document.setText(fileId, content);
      }
    });
    const metadata = { file: 'room', count: files.length };
    await this.audit.add(FILE_UPLOAD, { userId: actor.userId, ...aboutRoom(room), metadata });
    return listOf(document);
  }
}

async function unpack(archive: Buffer): Promise<ArchivedFile[]> {
  try {
    return await filesIn(archive);
  } catch (error) {
    if (!(error instanceof RefusedArchive)) throw error;
    throw new CodedError(SESSION_ARCHIVE_REFUSED, { detail: error.message });
  }
}
