import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { mapStrings, stringsOf } from '../../kernel/json-strings.js';
import { hasWords } from '../../kernel/whole-words.js';
import { IS_UNDER_WAY } from './messages-under-way.js';

/** Search terms of an erasure. */
export interface Wanted {
  readonly personId: string;
  readonly email: string;
  /** Ids of the person, and of resources that they own or share with others. */
  readonly ids: ReadonlySet<string>;
  readonly texts: readonly string[];
}

/**
 * Payload members with personal data: texts that somebody wrote, names, addresses; all others are ids, times and
 * constants.
 */
const TEXT_MEMBERS = [
  'address',
  'email',
  'name',
  'organizationName',
  'previousEmail',
  'reason',
  'removed',
  'title',
] as const;
/** Payload member that holds another message as a whole. */
const HANDED_ON = 'fact';
/** Condition of the partial index `outbox_messages_texts`. */
export const HAS_TEXTS = `payload ?| ARRAY[${[...TEXT_MEMBERS, HANDED_ON].map((member) => `'${member}'`).join(', ')}]`;
const isTextMember = (member: string) => TEXT_MEMBERS.some((name) => name === member);

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

type Payload = Readonly<Record<string, unknown>>;

interface StoredTexts {
  readonly id: string;
  readonly payload: Payload;
  readonly isDone: boolean;
}

interface Letter extends Pick<StoredTexts, 'id' | 'payload'> {
  readonly error: string;
}

/** Erasure (GDPR, article 17) in outbox messages. Ids may stay: they identify nobody once the person's row is empty. */
@Injectable()
export class MessageTexts {
  constructor(private readonly sql: Sql) {}

  /**
   * Changes only messages that hold one of the ids or the address. Processed messages by or about the person are
   * deleted; messages that wait, or are dead letters, keep their ids, and the person's texts in them are blanked: all
   * about their account, IP addresses and other mailboxes included, and every reason that they gave.
   */
  async forget(wanted: Wanted): Promise<void> {
    for (let after = FIRST, isMore = true; isMore;) {
      const page = await this.sql.query<StoredTexts>(
        'messages_with_texts',
        `SELECT m.id, m.payload, m.published_at IS NOT NULL AND NOT (${IS_UNDER_WAY})
           AND NOT EXISTS (SELECT FROM dead_letters d WHERE d.message_id = m.id) AS "isDone"
         FROM outbox_messages m WHERE m.${HAS_TEXTS} AND m.id > $1 ORDER BY m.id LIMIT ${PAGE}`,
        [after],
      );
      for (const message of page) if (isAbout(message, wanted)) await this.blank(message, wanted);
      isMore = page.length === PAGE;
      after = page.at(-1)?.id ?? after;
    }
    await this.forgetErrors(wanted);
  }

  private async blank({ id, payload, isDone }: StoredTexts, wanted: Wanted): Promise<void> {
    const fact = handedOn(payload);
    const { userId, accountId, actorId } = fact?.payload ?? payload;
    const isAboutAccount = [userId, accountId].includes(wanted.personId);
    const isBy = actorId === wanted.personId;
    if ((isAboutAccount || isBy) && isDone) {
      await this.sql.query('message_forget', 'DELETE FROM outbox_messages WHERE id = $1', [id]);
      return;
    }
    const isTheirs = (text: string, member: string) =>
      isTextMember(member) && (isAboutAccount || (isBy && member === 'reason') || isTextOf(text, wanted));
    const without = (texts: Payload) => mapStrings(texts, (text, member) => (isTheirs(text, member) ? '' : text));
    const left = fact ? { ...payload, [HANDED_ON]: { ...fact, payload: without(fact.payload) } } : without(payload);
    await this.sql.query('message_blank', 'UPDATE outbox_messages SET payload = $2 WHERE id = $1', [
      id,
      JSON.stringify(left),
    ]);
  }

  private async forgetErrors(wanted: Wanted): Promise<void> {
    for (let after = FIRST, isMore = true; isMore;) {
      const page = await this.sql.query<Letter>(
        'dead_letters_with_payloads',
        `SELECT d.id, d.error, m.payload FROM dead_letters d JOIN outbox_messages m ON m.id = d.message_id
         WHERE d.id > $1 ORDER BY d.id LIMIT ${PAGE}`,
        [after],
      );
      for (const letter of page)
        if (isErrorAbout(letter, wanted))
          await this.sql.query('dead_letter_forget', `UPDATE dead_letters SET error = 'erased' WHERE id = $1`, [
            letter.id,
          ]);
      isMore = page.length === PAGE;
      after = page.at(-1)?.id ?? after;
    }
  }
}

/** The message inside the payload. Its own members, also `name`, are constants. */
function handedOn(payload: Payload): { readonly payload: Payload } | null {
  const fact = payload[HANDED_ON];
  return isObject(fact) && isObject(fact['payload']) ? { ...fact, payload: fact['payload'] } : null;
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextOf(text: string, { email, texts }: Wanted): boolean {
  return text.toLowerCase() === email.toLowerCase() || texts.includes(text);
}

function isAbout({ payload }: Pick<StoredTexts, 'payload'>, { ids, email }: Wanted): boolean {
  for (const [text] of stringsOf(payload)) if (ids.has(text) || text.toLowerCase() === email.toLowerCase()) return true;
  return false;
}

/** Whether the error mentions the person: by address or id; by texts only where the message is about the person. */
function isErrorAbout(letter: Letter, wanted: Wanted): boolean {
  const { error } = letter;
  if (error.toLowerCase().includes(wanted.email.toLowerCase()) || error.includes(wanted.personId)) return true;
  return isAbout(letter, wanted) && hasWords(wanted.texts, error);
}
