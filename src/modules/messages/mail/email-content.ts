import { mapStrings } from '../../../kernel/json-strings.js';
import { CENSOR, redactText } from '../../../kernel/redaction.js';
import { type MailTemplate, renderMail } from '../../../infra/mail/mail-template.js';
import type { EmailContentDto } from './dto/email-content.dto.js';
import type { KeptContent } from './email-deliveries.repository.js';

/** A whole text that is an e-mail address, and no link. */
const ADDRESS = /^[^\s/:@]+@[^\s/:]+$/;

/**
 * Renders a mail for administrators. Secrets of links are redacted in its data, before they are part of the markup:
 * whoever reads the log of mails must not be able to act as their recipients. So is what the API keeps from
 * administrators: what a template conceals, and addresses, which also stand for people without a name.
 */
export function showContent(
  template: MailTemplate | null,
  { data, recipientName, timeZone, language }: KeptContent,
  unsubscribeUrl: string | undefined,
): EmailContentDto {
  if (data === null || template === null) return { state: 'removed', html: null, text: null };
  try {
    const { html, text } = renderMail(template, mapStrings(template.concealed?.(data) ?? data, redacted), {
      name: recipientName ?? undefined,
      timeZone,
      language,
      unsubscribeUrl: unsubscribeUrl === undefined ? undefined : redactText(unsubscribeUrl),
    });
    return { state: 'kept', html, text };
  } catch {
    // Why it could not be sent either, or data of an earlier release.
    return { state: 'unreadable', html: null, text: null };
  }
}

function redacted(text: string): string {
  return ADDRESS.test(text) ? CENSOR : redactText(text);
}
