import type { MailTemplate, Recipient } from '../../../../infra/mail/mail-template.js';
import { type Block, facts, type MailBrand, paragraph } from '../../../../infra/mail/rendering/document.js';
import { greeting } from '../../../../infra/mail/rendering/names.js';
import { inLanguages } from '../../../../kernel/language.js';
import { formatPeriod } from '../../../../kernel/when.js';

/** Data of all mails to people who wait. */
export interface WaitlistDetails {
  /** Of the event type. */
  readonly title: string;
  /** Of the organization. */
  readonly brand?: MailBrand | null;
}

interface WaitlistTold {
  readonly subject: string;
  /** What a list of mails shows behind the subject; the time where it is left out. */
  readonly preheader?: string;
  readonly heading: string;
  readonly news?: string;
  /** The time that it is about. */
  readonly from: string;
  readonly to: string;
  readonly end?: readonly Block[];
  readonly reason: string;
}

const TEXTS = inLanguages({ en: { what: 'What', when: 'When' }, fr: { what: 'Quoi', when: 'Quand' } });

/** A mail to somebody who waits: head and foot are those of all of them. */
export function waitlistMail<D extends WaitlistDetails>(
  kind: Pick<MailTemplate, 'name' | 'secret' | 'isPerishable'>,
  tell: (data: D, recipient: Recipient) => WaitlistTold,
): MailTemplate<D> {
  return {
    ...kind,
    priority: 'normal',
    brand: ({ brand }) => brand,
    compose: (data, recipient) => {
      const { name, timeZone, language } = recipient;
      const { what, when } = TEXTS[language];
      const { from, to, news, end = [], ...told } = tell(data, recipient);
      const period = formatPeriod(from, to, timeZone, language);
      return {
        preheader: period,
        ...told,
        blocks: [
          paragraph(greeting(name, language)),
          ...(news === undefined ? [] : [paragraph(news)]),
          facts([
            [what, data.title],
            [when, period],
          ]),
          ...end,
        ],
      };
    },
  };
}
