import { Injectable } from '@nestjs/common';
import { together } from '../../../infra/database/together.js';
import { UsersApi } from '../../people/users/users.api.js';
import { checkAnswers } from './questions/answers.js';
import { EventTypeAccess } from './event-type/event-type-access.js';
import { type EventTypeRecord, EventTypesApi, type Question, type RunType } from './event-types.api.js';
import { isInsider, manages } from './event-types.policy.js';
import { EventTypesRepository } from './event-type/event-types.repository.js';

/** Implementation of `EventTypesApi`. */
@Injectable()
export class EventTypesDirectory extends EventTypesApi {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly access: EventTypeAccess,
    private readonly users: UsersApi,
  ) {
    super();
  }

  find(id: string): Promise<EventTypeRecord | null> {
    return this.repository.find(id);
  }

  findBySlug(slug: string): Promise<EventTypeRecord | null> {
    return this.repository.findBySlug(slug);
  }

  questionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Question[]>> {
    return this.repository.questionsOf(ids);
  }

  titlesByIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.repository.titlesByIds(ids);
  }

  idsNeeding(hostIds: readonly string[], bookableIds: readonly string[]): Promise<string[]> {
    return this.repository.idsNeeding(hostIds, bookableIds);
  }

  /**
   * The second statement has a newer snapshot, with changes that were committed while the first waited for the lock.
   */
  async lock(id: string): Promise<EventTypeRecord | null> {
    const [, type] = await together(this.repository.lockShared(id), this.repository.find(id));
    return type;
  }

  async isVisible(type: EventTypeRecord, userId: string | null): Promise<boolean> {
    if (type.isPublic && type.isActive) return true;
    return userId !== null && isInsider(await this.access.standingOf(userId, type));
  }

  async isOffered(type: EventTypeRecord, userId: string | null): Promise<boolean> {
    if (type.isPublic && type.isActive && (await this.hasActiveHost(type))) return true;
    return userId !== null && isInsider(await this.access.standingOf(userId, type));
  }

  async findRunBy(userId: string, id: string): Promise<EventTypeRecord | null> {
    const type = await this.find(id);
    const isHost = type?.hosts.some((host) => host.userId === userId) ?? false;
    return type && (isHost || (await this.manages(type, userId))) ? type : null;
  }

  async runBy(userId: string): Promise<RunType[]> {
    return this.repository.runBy(userId, await this.access.membershipsOf(userId));
  }

  async manages(type: EventTypeRecord, userId: string): Promise<boolean> {
    return manages(await this.access.standingOf(userId, type));
  }

  /** Without one nothing can be booked, nor waited for. */
  private async hasActiveHost({ hosts }: EventTypeRecord): Promise<boolean> {
    const people = await this.users.findByIds(hosts.map(({ userId }) => userId));
    return [...people.values()].some(({ isActive }) => isActive);
  }

  checkAnswers(
    { questions }: EventTypeRecord,
    answers: Readonly<Record<string, unknown>>,
    pointer: string,
  ): Record<string, unknown> {
    return checkAnswers(questions, answers, pointer);
  }
}
