import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { Transactional, Transactions } from '../../../../infra/database/transactions.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { FORBIDDEN, NOT_FOUND } from '../../../../kernel/common-errors.js';
import { invalid } from '../../../../kernel/invalid.js';
import type { MessageType } from '../../../../kernel/message.js';
import type { Page } from '../../../../kernel/page.js';
import { assertVersion } from '../../../../kernel/versions.js';
import { OrganizationsApi, unknownOrganization } from '../../../people/organizations/organizations.api.js';
import { DocumentsRepository } from '../live/documents.repository.js';
import { RoomDocument, withLineFeeds } from '../live/room-document.js';
import { SESSION_STATUS_CONFLICT } from '../sessions.errors.js';
import {
  aboutRoom,
  SESSION_ARCHIVED,
  SESSION_CHANGED,
  SESSION_COMPLETED,
  SESSION_CREATED,
  SESSION_LOCKED,
  SESSION_PAUSED,
  SESSION_REOPENED,
  SESSION_UNLOCKED,
  SESSION_UNPUBLISHED,
} from '../sessions.events.js';
import { can } from '../sessions.policy.js';
import type { ChangeSessionDto, NewSessionDto, ReplaceSessionDto } from './change-session.dto.js';
import { SessionAccess } from './session-access.js';
import type { PublicSessionDto, SessionDto } from './session.dto.js';
import type { Session } from './session.entity.js';
import { SessionPresenter } from './session.presenter.js';
import type { PublicSessionQueryDto, SessionQueryDto } from './session-query.dto.js';
import type { SessionTemplateListDto } from './template.dto.js';
import { TEMPLATES } from './templates.js';
import { beginningOf, DEFAULTS, isChangeable, mainFileOf, type SessionStep, statusAfter } from './session.rules.js';
import { SessionsRepository, type SessionSettings } from './sessions.repository.js';

type SessionFact = MessageType<ReturnType<typeof aboutRoom> & { readonly actorId: string }>;

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
  async create(actor: Actor, { organizationId, template, ...given }: NewSessionDto): Promise<SessionDto> {
    await this.access.assertPerson(actor);
    const { content, ...settings } = begunWith(given, template);
    const isInside =
      organizationId === undefined || (await this.organizations.holdMembership(organizationId, actor.userId)) !== null;
    if (!isInside) throw unknownOrganization();
    const belonging = { ownerId: actor.userId, organizationId: organizationId ?? null };
    return this.presenter.present(actor, await this.open(belonging, settings, content));
  }

  /** Makes a room, in the transaction that runs. */
  async open(
    belonging: Pick<Session, 'ownerId' | 'organizationId'>,
    settings: ReplaceSessionDto,
    content?: string,
  ): Promise<Session> {
    const room = await this.repository.insert({ ...completed(settings), ...belonging });
    await this.documents.create(
      room.id,
      RoomDocument.begun(mainFileOf(room.language), withLineFeeds(content ?? beginningOf(room.language))),
      room.ownerId,
    );
    await this.outbox.append(SESSION_CREATED, { ...aboutRoom(room), actorId: room.ownerId });
    return room;
  }

  listTemplates(): SessionTemplateListDto {
    return { templates: TEMPLATES.map((template) => ({ ...template, path: mainFileOf(template.language) })) };
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
    return this.tell(actor, room, SESSION_CHANGED);
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
    return this.tell(actor, room, STEP_EVENTS[step]);
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
    return this.tell(actor, room, isLocked ? SESSION_LOCKED : SESSION_UNLOCKED);
  }

  /** Makes a public room private, for administrators; nothing happens when it is. @throws CodedError not_found */
  @Transactional()
  async unpublish({ userId: actorId }: Actor, sessionId: string, reason: string): Promise<void> {
    const room = await this.access.lockBooked(sessionId);
    if (!room) throw new CodedError(NOT_FOUND);
    if (!room.isPublic) return;
    await this.repository.change(sessionId, { isPublic: false });
    await this.outbox.append(SESSION_UNPUBLISHED, { ...aboutRoom(room), actorId, reason });
  }

  /** @returns the room after the change */
  private async tell(actor: Actor, room: Session, event: SessionFact): Promise<SessionDto> {
    await this.outbox.append(event, { ...aboutRoom(room), actorId: actor.userId });
    return this.findOne(actor, room.id);
  }

  private async roomsFor({ userId }: Actor, query: SessionQueryDto): Promise<Page<Session>> {
    const { organizationId } = query;
    if (organizationId === undefined) return this.repository.listOf(userId, query);
    if ((await this.organizations.roleOf(organizationId, userId)) === null) throw unknownOrganization('query');
    return this.repository.listOfOrganization(organizationId, query);
  }
}

/** @throws CodedError validation_failed for a template of another language, or beside a content */
function begunWith(
  { content, ...settings }: Omit<NewSessionDto, 'organizationId' | 'template'>,
  templateId: string | undefined,
): Omit<NewSessionDto, 'organizationId' | 'template'> {
  const template = TEMPLATES.find(({ id }) => id === templateId);
  if (!template) return { ...settings, content };
  const { language } = template;
  if (content !== undefined || (settings.language ?? language) !== language)
    throw invalid([
      {
        ...{ pointer: '/template', field: 'template', code: 'excluded' },
        message: 'cannot be combined with a content or another language',
      },
    ]);
  return { ...settings, language, content: template.content };
}

function completed(settings: ReplaceSessionDto): SessionSettings {
  const { title } = settings;
  const { description = DEFAULTS.description, language = DEFAULTS.language } = settings;
  const { isPublic = DEFAULTS.isPublic, maxCollaborators = DEFAULTS.maxCollaborators } = settings;
  const { hasPasteLog = DEFAULTS.hasPasteLog } = settings;
  return { title, description, language, isPublic, hasPasteLog, maxCollaborators };
}
