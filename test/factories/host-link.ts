import { newId } from '../../src/kernel/ids.js';
import type { ApiClient } from '../support/http.js';
import type { MailboxReader, ReceivedMail } from '../support/mailbox.mjs';
import type { Person } from './person.js';
import { bookSlot, publicType } from './slot.js';

/** The secret of the link for hosts in a mail. */
export function hostLinkIn({ text, subject }: ReceivedMail): string {
  const [, token] = /\/hosted\/([\w-]{43})\s/.exec(text) ?? [];
  if (token === undefined) throw new Error(`The mail ${subject} has no link for hosts:\n${text}`);
  return token;
}

export interface AskedHost {
  readonly id: string;
  readonly title: string;
  readonly mail: ReceivedMail;
  readonly token: string;
}

/** A booking of a type of its own, which waits for the host, and what the host was mailed. The host has working hours. */
export async function askHost(
  api: ApiClient,
  mailbox: MailboxReader,
  host: Pick<Person, 'api' | 'email'>,
  times: { readonly start: string },
  { type = {}, booking = {} }: { readonly type?: object; readonly booking?: object } = {},
): Promise<AskedHost> {
  // Of the last digits, which are random, so that the mail is found by its subject.
  const title = `Advice ${newId().slice(-12)}`;
  const { id: typeId } = await publicType(host, { title, requiresConfirmation: true, ...type });
  const { id } = await bookSlot(api, typeId, times, booking);
  const mail = await mailbox.waitFor({ to: host.email, subject: title }, 60_000);
  return { id, title, mail, token: hostLinkIn(mail) };
}
