import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../infra/access/actor.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BrandsApi } from '../../../people/organizations/brands.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import type { PublicEventTypeDto } from './public-event-type.dto.js';
import { toPublicEventTypeDto } from '../event-type/event-type.mapper.js';
import { EventTypesApi } from '../event-types.api.js';

/** Event types for those who may book them, with or without an account. */
@Injectable()
export class PublicEventTypesService {
  constructor(
    private readonly types: EventTypesApi,
    private readonly users: UsersApi,
    private readonly brands: BrandsApi,
  ) {}

  /** @throws CodedError not_found, also for strangers when it is not public or not active */
  async findBySlug(actor: Actor | undefined, slug: string): Promise<PublicEventTypeDto> {
    const type = await this.types.findBySlug(slug.toLowerCase());
    if (!type || !(await this.types.isOffered(type, actor?.userId ?? null))) throw new CodedError(NOT_FOUND);
    const { hosts, ownerId, organizationId } = type;
    const people = await this.users.findByIds(hosts.map(({ userId }) => userId));
    const person = organizationId === null ? await this.users.portraitOf(ownerId) : null;
    return toPublicEventTypeDto(type, people, await this.brands.ofOne(organizationId), person);
  }
}
