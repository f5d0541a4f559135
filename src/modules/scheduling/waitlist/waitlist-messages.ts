import { Injectable } from '@nestjs/common';
import type { MailTemplate } from '../../../infra/mail/mail-template.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../kernel/language.js';
import { formatPeriod } from '../../../kernel/when.js';
import { EventTypesApi } from '../event-types/event-types.api.js';
import { MailApi } from '../../messages/mail/mail.api.js';
import { type NewNotification, NotificationsApi } from '../../messages/notifications/notifications.api.js';
import { BrandsApi, mailBrand } from '../../people/organizations/brands.api.js';
import { UsersApi } from '../../people/users/users.api.js';
import type { WaitlistEntry } from './entities/waitlist-entry.entity.js';
import type { WaitlistDetails } from './mails/waitlist-mail.js';
import type { WaitlistFact } from './waitlist.events.js';
import { WaitlistRepository } from './waitlist.repository.js';

/** What is told to somebody who waits. */
export interface WaitlistNews<D extends WaitlistDetails> {
  /** Once for each. */
  readonly cause: string;
  readonly template: MailTemplate<D>;
  /** Null when there is nothing to write. */
  readonly data: ((details: WaitlistDetails) => D) | null;
  readonly type: NewNotification['type'];
  /** The time that it is about. */
  readonly period: { readonly start: string; readonly end: string };
  readonly texts: Readonly<Record<Language, WaitlistNoticeTexts>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface WaitlistNoticeTexts {
  readonly title: (title: string) => string;
  readonly message: (title: string, when: string) => string;
}

/** Tells people who wait: by e-mail, and in the app if they have an account. */
@Injectable()
export class WaitlistMessages {
  constructor(
    private readonly repository: WaitlistRepository,
    private readonly eventTypes: EventTypesApi,
    private readonly users: UsersApi,
    private readonly brands: BrandsApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
  ) {}

  /** @param newsOf null when there is nothing to tell any more */
  async tell<D extends WaitlistDetails>(
    { entryId, eventTypeId, userId }: WaitlistFact,
    newsOf: (entry: WaitlistEntry) => WaitlistNews<D> | null,
  ): Promise<void> {
    const entry = await this.repository.find(entryId);
    const type = await this.eventTypes.find(eventTypeId);
    const news = entry && newsOf(entry);
    if (!news || !type) return;
    const { cause, template, data, period, texts } = news;
    const account = userId === null ? null : await this.users.findById(userId);
    const { attendeeEmail, attendeeName, timeZone, language } = entry;
    const { email, name, ...reader } = account ?? { email: attendeeEmail, name: attendeeName, language };
    if (email !== null && data !== null) {
      const brand = await this.brands.ofOne(type.organizationId);
      await this.mail.queue({
        template,
        to: { email, name: name ?? undefined, timeZone, language: reader.language, userId: account?.id },
        data: data({ title: type.title, brand: brand && mailBrand(brand) }),
        cause,
        sender: type.ownerId,
        isUnasked: account === null,
      });
    }
    if (!account) return;
    const spoken = account.language ?? DEFAULT_LANGUAGE;
    const when = formatPeriod(period.start, period.end, timeZone, spoken);
    await this.notifications.notify([
      {
        userId: account.id,
        type: news.type,
        title: texts[spoken].title(type.title),
        message: texts[spoken].message(type.title, when),
        language: spoken,
        metadata: { entryId, eventTypeId, ...news.metadata },
        about: [type.ownerId],
        cause,
      },
    ]);
  }
}
