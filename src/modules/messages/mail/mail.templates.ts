import { registeredFeatures } from '../../../infra/features/registered-features.js';
import type { MailTemplate } from '../../../infra/mail/mail-template.js';

/** Every kind of mail that a feature sends. */
export function mailTemplates(): MailTemplate[] {
  return registeredFeatures().flatMap(({ mails = [] }) => mails);
}

export function mailTemplateNames(): string[] {
  return mailTemplates().map(({ name }) => name);
}

/** The names of those that come by themselves and can be stopped. */
export function subscriptionNames(): string[] {
  return mailTemplates().flatMap(({ name, subscription }) => (subscription ? name : []));
}

/** @returns null for a mail of a feature that is not there any more */
export function findMailTemplate(name: string): MailTemplate | null {
  return mailTemplates().find((template) => template.name === name) ?? null;
}
