import { Injectable } from '@nestjs/common';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { BrandsApi } from '../../../people/organizations/brands.api.js';
import { PageNamesApi, type PageOwner } from '../../../people/users/page-names.api.js';
import { UsersApi } from '../../../people/users/users.api.js';
import { EventTypesRepository } from '../event-type/event-types.repository.js';
import { type ListedEventType, type PublicProfile, PublicProfilesApi } from '../public-profiles.api.js';

type Named = Pick<PublicProfile, 'kind' | 'name' | 'description' | 'timeZone' | 'brand' | 'picture'>;

/** Implementation of `PublicProfilesApi`. */
@Injectable()
export class PublicProfilesService extends PublicProfilesApi {
  constructor(
    private readonly pageNames: PageNamesApi,
    private readonly users: UsersApi,
    private readonly brands: BrandsApi,
    private readonly types: EventTypesRepository,
  ) {
    super();
  }

  async find(given: string): Promise<PublicProfile | null> {
    const slug = given.toLowerCase();
    const owner = await this.pageNames.ownerOf(slug);
    const named = owner && (await this.nameOf(owner));
    if (!named) return null;
    return { ...named, slug, eventTypes: await this.listOf(owner) };
  }

  /** @throws CodedError not_found */
  async show(slug: string): Promise<PublicProfile> {
    const profile = await this.find(slug);
    if (!profile) throw new CodedError(NOT_FOUND);
    return profile;
  }

  /** Without those that nobody gives any more. */
  private async listOf(owner: PageOwner): Promise<ListedEventType[]> {
    const types = await this.types.listPublic(owner);
    const people = await this.users.findByIds([...new Set(types.flatMap(({ hostIds }) => hostIds))]);
    return types
      .filter(({ hostIds }) => hostIds.some((id) => people.get(id)?.isActive))
      .map(({ hostIds: _, ...listed }) => listed);
  }

  private async nameOf(owner: PageOwner): Promise<Named | null> {
    if ('organizationId' in owner) {
      const brand = await this.brands.ofOne(owner.organizationId);
      return (
        brand && { kind: 'organization', name: brand.name, description: null, timeZone: null, brand, picture: null }
      );
    }
    const person = await this.users.findById(owner.userId);
    if (!person?.isActive || !person.emailVerified) return null;
    const { name, timeZone } = person;
    const { bio = null, picture = null } = (await this.users.portraitOf(owner.userId)) ?? {};
    return { kind: 'person', name, description: bio, timeZone, brand: null, picture };
  }
}
