import { registeredFeatures } from '../../../infra/features/registered-features.js';
import type { MailTemplate } from '../../../infra/mail/mail-template.js';

/** Templates of all features. */
export function mailTemplates(): MailTemplate[] {
  return registeredFeatures().flatMap(({ mails = [] }) => mails);
}

export function mailTemplateNames(): string[] {
  return mailTemplates().map(({ name }) => name);
}

/** Names of templates with a subscription, which people can unsubscribe from. */
export function subscriptionNames(): string[] {
  return mailTemplates().flatMap(({ name, subscription }) => (subscription ? name : []));
}

/** @returns null for a template of a removed feature */
export function findMailTemplate(name: string): MailTemplate | null {
  return mailTemplates().find((template) => template.name === name) ?? null;
}
