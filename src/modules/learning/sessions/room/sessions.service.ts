import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import type { MessageType } from '../../../../kernel/message.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { OrganizationsApi, unknownOrganization } from '../../../people/organizations/organizations.api.js';
import { DocumentsRepository } from '../live/documents.repository.js';
import { RoomDocument, withLineFeeds } from '../live/room-document.js';
import { SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import {
  SESSION_ARCHIVED,
  SESSION_CHANGED,
  SESSION_COMPLETED,
  SESSION_CREATED,
  SESSION_LOCKED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_UNLOCKED,
} from '../sessions.events.js';
import { can } from '../sessions.policy.js';
import type { ChangeSessionDto, NewSessionDto, ReplaceSessionDto } from './change-session.dto.js';
import { SessionAccess } from './session-access.js';
import type { PublicSessionDto, SessionDto } from './session.dto.js';
import type { Session } from './session.entity.js';
import { SessionPresenter } from './session.presenter.js';
import type { PublicSessionQueryDto, SessionQueryDto } from './session-query.dto.js';
import { DEFAULTS, isChangeable, mainFileOf, type SessionStep, statusAfter } from './session.rules.js';
import { SessionsRepository, type SessionSettings } from './sessions.repository.js';

type SessionFact = MessageType<{ readonly sessionId: string; readonly actorId: string }>;

const STEP_EVENTS: Readonly<Record<SessionStep, SessionFact>> = {
  pause: SESSION_PAUSED,
  complete: SESSION_COMPLETED,
  archive: SESSION_ARCHIVED,
  reopen: SESSION_REOPENED,
};

/** Use cases of rooms as a whole. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly repository: SessionsRepository,
    private readonly access: SessionAccess,
    private readonly presenter: SessionPresenter,
    private readonly documents: DocumentsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly outbox: Outbox,
    readonly transactions: Transactions,
  ) {}

  /** @throws CodedError api_key_refused, validation_failed for an organization that the actor does not belong to */
  @Transactional()
  async create(
    actor: Actor,
    { organizationId, content = DEFAULTS.content, ...settings }: NewSessionDto,
  ): Promise<SessionDto> {
    await this.access.assertPerson(actor);
    const isInside =
      organizationId === undefined || (await this.organizations.holdMembership(organizationId, actor.userId)) !== null;
    if (!isInside) throw unknownOrganization();
    const room = await this.repository.insert({
      ...completed(settings),
      ownerId: actor.userId,
      organizationId: organizationId ?? null,
    });
    await this.documents.create(room.id, RoomDocument.begun(mainFileOf(room.language), withLineFeeds(content)));
    await this.outbox.append(SESSION_CREATED, { sessionId: room.id, actorId: actor.userId });
    return this.presenter.present(actor, room);
  }

  /** Rooms of the actor, or with `organizationId` those of an organization. @throws CodedError validation_failed */
  async list(actor: Actor, query: SessionQueryDto): Promise<Page<SessionDto>> {
    const { data, meta } = await this.roomsFor(actor, query);
    return { data: await this.presenter.presentAll(actor, data), meta };
  }

  async listPublic(query: PublicSessionQueryDto): Promise<Page<PublicSessionDto>> {
    const { data, meta } = await this.repository.listPublic(query);
    return { data: await this.presenter.presentPublic(data), meta };
  }

  /** @throws CodedError not_found */
  async findOne(actor: Actor, id: string): Promise<SessionDto> {
    return this.presenter.present(actor, (await this.access.enter(actor, id, 'see')).room);
  }

  /**
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, session_status_conflict, session_full
   */
  @Transactional()
  async change(actor: Actor, id: string, change: ChangeSessionDto, version?: number): Promise<SessionDto> {
    const { room } = await this.access.lock(actor, id, 'change');
    assertVersion(version, room.version);
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    const given = (Object.keys(change) as (keyof ChangeSessionDto)[]).filter(
      (name) => change[name] !== undefined && change[name] !== room[name],
    );
    if (given.length === 0) return this.presenter.present(actor, room);
    await this.repository.change(id, Object.fromEntries(given.map((name) => [name, change[name]])));
    return this.tell(actor, id, SESSION_CHANGED);
  }

  /** `change` of all settings. */
  replace(actor: Actor, id: string, settings: ReplaceSessionDto, version?: number): Promise<SessionDto> {
    return this.change(actor, id, completed(settings), version);
  }

  /**
   * Goes on to another state; nothing happens when it is there.
   * @param version for optimistic locking; undefined: any
   * @throws CodedError not_found, forbidden, precondition_failed, session_status_conflict
   */
  @Transactional()
  async step(actor: Actor, id: string, step: SessionStep, version?: number): Promise<SessionDto> {
    const { room, standing } = await this.access.lock(actor, id, step === 'archive' ? 'archive' : 'steer');
    // What is archived is opened again by whoever may archive it.
    if (!isChangeable(room.status) && !can(standing, 'archive')) throw new CodedError(FORBIDDEN);
    assertVersion(version, room.version);
    const status = statusAfter(step, room.status);
    if (status === null) throw new CodedError(SESSION_STATUS_CONFLICT);
    if (status === room.status) return this.presenter.present(actor, room);
    await this.repository.change(id, { status });
    return this.tell(actor, id, STEP_EVENTS[step]);
  }

  /**
   * Lets only the owner write, or everybody again; nothing happens when it is so.
   * @throws CodedError not_found, forbidden, session_status_conflict
   */
  @Transactional()
  async setLocked(actor: Actor, id: string, isLocked: boolean): Promise<SessionDto> {
    const { room } = await this.access.lock(actor, id, 'steer');
    if (!isChangeable(room.status)) throw new CodedError(SESSION_STATUS_CONFLICT);
    if (isLocked === room.isLocked) return this.presenter.present(actor, room);
    await this.repository.change(id, { isLocked });
    return this.tell(actor, id, isLocked ? SESSION_LOCKED : SESSION_UNLOCKED);
  }

  /** @returns the room after the change */
  private async tell(actor: Actor, sessionId: string, event: SessionFact): Promise<SessionDto> {
    await this.outbox.append(event, { sessionId, actorId: actor.userId });
    return this.findOne(actor, sessionId);
  }

  private async roomsFor({ userId }: Actor, query: SessionQueryDto): Promise<Page<Session>> {
    const { organizationId } = query;
    if (organizationId === undefined) return this.repository.listOf(userId, query);
    if ((await this.organizations.roleOf(organizationId, userId)) === null) throw unknownOrganization('query');
    return this.repository.listOfOrganization(organizationId, query);
  }
}

function completed(settings: ReplaceSessionDto): SessionSettings {
  const { title } = settings;
  const { description = DEFAULTS.description, language = DEFAULTS.language } = settings;
  const { isPublic = DEFAULTS.isPublic, maxCollaborators = DEFAULTS.maxCollaborators } = settings;
  return { title, description, language, isPublic, maxCollaborators };
}
