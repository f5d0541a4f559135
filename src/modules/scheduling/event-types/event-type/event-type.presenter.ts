import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { UsersApi } from '../../../people/users/users.api.js';
import type { EventTypeDto } from './event-type.dto.js';
import { toEventTypeDto } from './event-type.mapper.js';
import type { EventTypeRow } from './event-type-row.js';
import { EventTypesRepository } from './event-types.repository.js';

/** Event types as their owners and members of their organization see them. */
@Injectable()
export class EventTypePresenter {
  constructor(
    private readonly repository: EventTypesRepository,
    private readonly users: UsersApi,
  ) {}

  /** As it is now, after a change. @throws CodedError not_found */
  async current(id: string): Promise<EventTypeDto> {
    const [type] = await this.byIds([id]);
    if (!type) throw new CodedError(NOT_FOUND);
    return type;
  }

  async byIds(ids: readonly string[]): Promise<EventTypeDto[]> {
    return this.present(await this.repository.findByIds(ids));
  }

  async present(types: readonly EventTypeRow[]): Promise<EventTypeDto[]> {
    const people = await this.users.findByIds([
      ...new Set(types.flatMap(({ ownerId, hosts }) => [ownerId, ...hosts.map(({ userId }) => userId)])),
    ]);
    return types.map((type) => toEventTypeDto(type, people));
  }
}
