import { Injectable } from '@nestjs/common';
import { mapPage, type Page } from '../../../../kernel/page.js';
import { PageNamesApi } from '../../users/page-names.api.js';
import { UsersApi } from '../../users/users.api.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import type { AdministeredOrganizationDto, AdministeredOrganizationQueryDto } from './administered-organization.dto.js';

/** Organizations of everybody, as administrators see them. */
@Injectable()
export class AdministeredOrganizationsService {
  constructor(
    private readonly repository: OrganizationsRepository,
    private readonly pageNames: PageNamesApi,
    private readonly users: UsersApi,
  ) {}

  async search(query: AdministeredOrganizationQueryDto): Promise<Page<AdministeredOrganizationDto>> {
    const page = await this.repository.search(query);
    const ids = page.data.map(({ id }) => id);
    const slugs = await this.pageNames.slugsOf(ids);
    const owners = await this.repository.firstOwners(ids);
    const people = await this.users.findByIds([...owners.values()].flat());
    return mapPage(page, ({ id, name, memberCount, ownerCount, createdAt }) => ({
      ...{ id, name, slug: slugs.get(id) ?? null, memberCount, ownerCount, createdAt },
      owners: (owners.get(id) ?? []).flatMap((userId) => {
        const person = people.get(userId);
        return person ? [{ id: userId, name: person.name, email: person.email }] : [];
      }),
    }));
  }
}
