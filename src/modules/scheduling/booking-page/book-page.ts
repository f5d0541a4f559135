import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { pageDocument } from './page-document.js';
import type { Language } from '../../../kernel/language.js';
import { PAGE_TEXTS } from './page-texts.js';

@Injectable()
export class BookPage {
  constructor(private readonly types: EventTypesApi) {}

  /** Renders the page of a public event type, or a 404 page. */
  async render(slug: string, language: Language, reply: FastifyReply): Promise<string> {
    const type = await this.types.findBySlug(slug.toLowerCase());
    if (type && (await this.types.isVisible(type, null))) {
      const { title, description } = type;
      const script = { file: 'book.js', subject: type.slug } as const;
      return pageDocument({ language, title, description, isPublic: true, script });
    }
    reply.status(404);
    const { notFound, notFoundHelp } = PAGE_TEXTS[language];
    return pageDocument({ language, title: notFound, message: notFoundHelp });
  }
}
