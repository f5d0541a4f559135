import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../../../infra/config/config.js';
import { BrandsApi } from '../../people/organizations/brands.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { lengthsIn } from './lengths.js';
import { pageDocument } from './page-document.js';
import type { Language } from '../../../kernel/language.js';
import { PAGE_TEXTS } from './page-texts.js';

@Injectable()
export class BookPage {
  constructor(
    private readonly types: EventTypesApi,
    private readonly brands: BrandsApi,
    private readonly users: UsersApi,
    private readonly config: AppConfig,
  ) {}

  /** Renders the page of a public event type, or a 404 page; leads to the public page that an encoded `@` means. */
  async render(slug: string, language: Language, query: string, reply: FastifyReply): Promise<string> {
    // The router compares before it decodes: an encoded `@` leads here, and not to the page of a person or an organization.
    if (slug.startsWith('@')) return lead(reply, `/book/@${encodeURIComponent(slug.slice(1))}${query}`);
    const type = await this.types.findBySlug(slug.toLowerCase());
    if (type && (await this.types.isOffered(type, null))) {
      const { title, description } = type;
      const brand = await this.brands.ofOne(type.organizationId);
      const person = type.organizationId === null ? await this.users.portraitOf(type.ownerId) : null;
      const summary = [lengthsIn(language, type.durations), brand?.name].filter(Boolean).join(' · ');
      const url = `${this.config.publicUrl}/book/${encodeURIComponent(type.slug)}`;
      const plainUrl = `/book/${encodeURIComponent(type.slug)}/plain${query}`;
      const script = { file: 'book.js', subject: type.slug, plainUrl } as const;
      const shown = { title, description, summary, brand, person, isPublic: true };
      return pageDocument({ language, ...shown, script, query, url });
    }
    return notBookablePage(language, reply);
  }
}

function lead(reply: FastifyReply, path: string): string {
  reply.status(302).header('Location', path);
  return '';
}

export function notBookablePage(language: Language, reply: FastifyReply): string {
  reply.status(404);
  const { notFound, notFoundHelp } = PAGE_TEXTS[language];
  return pageDocument({ language, title: notFound, message: notFoundHelp });
}
