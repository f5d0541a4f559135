import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.js';
import type { Language } from '../../../kernel/language.js';
import { BrandsApi } from '../../people/organizations/brands.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { fitsLinks, queryOf } from './page-query.js';
import { chosenIn, type FormFields, membersOf, prefilledIn, stepIn, typedIn } from './plain-form.js';
import type { PlainPage } from './plain-page.js';
import { placeIn } from './plain-place.js';

/** What a request for a page without a script asks for. */
export interface PlainVisit {
  readonly slug: string;
  readonly language: Language;
  readonly url: string;
  readonly query: unknown;
  /** Of a form, which may choose what its address does not say. */
  readonly body?: unknown;
}

@Injectable()
export class PlainPages {
  constructor(
    private readonly types: EventTypesApi,
    private readonly brands: BrandsApi,
    private readonly users: UsersApi,
    private readonly clock: Clock,
  ) {}

  /** @returns null where nothing can be booked */
  async find({ slug, language, url, query, body }: PlainVisit): Promise<PlainPage | null> {
    const type = await this.types.findBySlug(slug.toLowerCase());
    if (!type || !(await this.types.isOffered(type, null))) return null;
    const sent = membersOf(body);
    const fields: FormFields = { ...membersOf(query), ...(stepIn(sent) === null ? {} : chosenIn(sent)) };
    const place = placeIn(fields, { ...type, now: this.clock.now() });
    const brand = await this.brands.ofOne(type.organizationId);
    const person = type.organizationId === null ? await this.users.portraitOf(type.ownerId) : null;
    const people = await this.users.findByIds(type.hosts.map(({ userId }) => userId));
    const hostNames = type.hosts.flatMap(({ userId }) => people.get(userId)?.name ?? []);
    const typed = fitsLinks(queryOf(url)) ? {} : typedIn(prefilledIn(membersOf(query), type.questions));
    return { language, type, hostNames, place, brand, person, query: queryOf(url), typed };
  }
}
