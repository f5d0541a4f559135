import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import type { Page } from '../../../../kernel/page.js';
import { FORMER_USER, UsersApi } from '../../../people/users/users.api.js';
import { RoomEdits } from '../files/room-edits.js';
import type { RoomFile } from '../live/room-document.js';
import { RoomReader } from '../live/room-reader.js';
import { SessionAccess } from '../room/session-access.js';
import type { Session } from '../room/session.entity.js';
import { TOO_MANY_SESSION_VERSIONS } from '../sessions.errors.js';
import { aboutRoom, SESSION_VERSION_CREATED, SESSION_VERSION_RESTORED } from '../sessions.events.js';
import { can } from '../sessions.policy.js';
import { type Difference, differenceBetween } from './differences.js';
import type {
  NewSessionVersionDto,
  SessionVersionDetailsDto,
  SessionVersionDto,
  SessionVersionQueryDto,
} from './session-version.dto.js';
import type { SessionVersion } from './session-version.entity.js';
import { SessionVersionsRepository } from './session-versions.repository.js';
import { MOST_NAMED_VERSIONS } from './version.rules.js';

/** Versions of what is written in rooms. */
@Injectable()
export class SessionVersionsService {
  constructor(
    private readonly repository: SessionVersionsRepository,
    private readonly rooms: RoomEdits,
    private readonly reader: RoomReader,
    private readonly access: SessionAccess,
    private readonly users: UsersApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** Of what the log has. @throws CodedError not_found, forbidden, too_many_session_versions */
  async create(actor: Actor, sessionId: string, { name }: NewSessionVersionDto): Promise<SessionVersionDetailsDto> {
    await this.access.enter(actor, sessionId, 'run');
    return this.createOf(actor, sessionId, name, (await this.reader.read(sessionId)).files());
  }

  @Transactional()
  private async createOf(
    actor: Actor,
    sessionId: string,
    name: string,
    files: readonly RoomFile[],
  ): Promise<SessionVersionDetailsDto> {
    const { room } = await this.access.lock(actor, sessionId, 'run');
    if ((await this.repository.countNamed(sessionId)) >= MOST_NAMED_VERSIONS)
      throw new CodedError(TOO_MANY_SESSION_VERSIONS);
    const { id } = await this.keep(actor, room, name, files);
    return this.findOne(actor, sessionId, id);
  }

  /** For the people of the room. @throws CodedError not_found, forbidden */
  async list(actor: Actor, sessionId: string, query: SessionVersionQueryDto): Promise<Page<SessionVersionDto>> {
    await this.access.enter(actor, sessionId, 'see people');
    const { data, meta } = await this.repository.list(sessionId, query);
    const names = await this.users.findByIds([...new Set(data.map(({ createdBy }) => createdBy))]);
    return { data: data.map((version) => toDto(version, names.get(version.createdBy)?.name)), meta };
  }

  /** @throws CodedError not_found, forbidden */
  async findOne(actor: Actor, sessionId: string, id: string): Promise<SessionVersionDetailsDto> {
    await this.access.enter(actor, sessionId, 'see people');
    const version = await this.withFiles(sessionId, id);
    const creator = (await this.users.findByIds([version.createdBy])).get(version.createdBy);
    return { ...toDto(version, creator?.name), files: [...version.files] };
  }

  /** For whoever made it, and those who steer the room. @throws CodedError not_found, forbidden */
  @Transactional()
  async delete(actor: Actor, sessionId: string, id: string): Promise<void> {
    const { standing } = await this.access.lock(actor, sessionId, 'run');
    const version = await this.repository.find(sessionId, id);
    if (!version) throw new CodedError(NOT_FOUND);
    if (version.createdBy !== actor.userId && !can(standing, 'steer')) throw new CodedError(FORBIDDEN);
    await this.repository.delete(id);
  }

  /**
   * Puts the files of a version in the place of those that are there, which are kept as a version of their own. The
   * document stays the same: what somebody brings later finds its place in it, and nothing comes twice.
   * @throws CodedError not_found, forbidden, session_status_conflict, session_document_full
   */
  @Transactional()
  async restore(actor: Actor, sessionId: string, id: string): Promise<SessionVersionDetailsDto> {
    const held = await this.rooms.hold(actor, sessionId);
    const version = await this.withFiles(sessionId, id);
    const { document, room } = held;
    await this.keepReplaced(actor, room, document.files());
    const wanted = new Map(version.files.map((file) => [file.id, file]));
    const present = new Map(document.files().map((file) => [file.id, file]));
    const restore = () => {
      for (const fileId of present.keys()) if (!wanted.has(fileId)) document.removeFile(fileId);
      for (const file of wanted.values()) {
        if (present.get(file.id)?.path !== file.path) document.setPath(file.id, file.path);
        document.setText(file.id, file.content);
      }
    };
    await this.rooms.write(held, restore, { isOfRoom: true });
    await this.outbox.append(SESSION_VERSION_RESTORED, { ...aboutRoom(room), versionId: id, actorId: actor.userId });
    return this.findOne(actor, sessionId, id);
  }

  /** @param against a later version; undefined: what is written now @throws CodedError not_found, forbidden */
  async compare(actor: Actor, sessionId: string, id: string, against?: string): Promise<Difference> {
    await this.access.enter(actor, sessionId, 'see people');
    const { files } = await this.withFiles(sessionId, id);
    const later = against === undefined ? null : await this.withFiles(sessionId, against);
    return differenceBetween(files, later?.files ?? (await this.reader.read(sessionId)).files());
  }

  /** As an automatic version, in the transaction that puts others in their place. */
  async keepReplaced(actor: Actor, room: Session, files: readonly RoomFile[]): Promise<void> {
    await this.keep(actor, room, null, files);
    await this.repository.deleteOld(room.id);
  }

  private async keep(
    { userId }: Actor,
    room: Session,
    name: string | null,
    files: readonly RoomFile[],
  ): Promise<SessionVersion> {
    const version = await this.repository.insert({ sessionId: room.id, name, files, createdBy: userId });
    await this.outbox.append(SESSION_VERSION_CREATED, { ...aboutRoom(room), versionId: version.id, actorId: userId });
    return version;
  }

  private async withFiles(sessionId: string, id: string): Promise<SessionVersion> {
    const version = await this.repository.findWithFiles(sessionId, id);
    if (!version) throw new CodedError(NOT_FOUND);
    return version;
  }
}

function toDto(version: SessionVersion, name = FORMER_USER): SessionVersionDto {
  const { id, sessionId, isAutomatic, createdBy, createdAt } = version;
  return { id, sessionId, name: version.name, isAutomatic, createdBy: { id: createdBy, name }, createdAt };
}
