import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';
import { inBatches } from '../../../kernel/batches.js';
import { stringsOf } from '../../../kernel/json-strings.js';
import { hasWords } from '../../../kernel/whole-words.js';
import type { Leaver, Traces } from '../../people/users/users.api.js';
import type { EmailDelivery } from './entities/email-delivery.entity.js';

/** SQL: the first id in a cause, that is, what a mail is about; indexed by `email_deliveries_cause_id`. */
export const CAUSE_ID = `substring(cause from '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')`;

const PAGE = 500;

const CONTENT = `id, status, subject, data, calendar, last_error AS "lastError"`;
type Content = Pick<EmailDelivery, 'id' | 'status' | 'subject' | 'data' | 'calendar' | 'lastError'>;

const isWaiting = ({ status }: Content) => status === 'queued' || status === 'sending';

/**
 * Erases a person from the mails to others. Mails are found by ids: all about what is the person's own; of those about
 * what others share with the person, or sent on the person's behalf, only those that contain one of the person's texts.
 * Mails between others are not searched.
 */
@Injectable()
export class MailTraces {
  constructor(private readonly sql: Sql) {}

  /** Whether a mail is pending that notifies others of the erasure, or contains a text of the person. */
  async areUnderWay({ id, since }: Leaver, { own, shared, texts }: Traces): Promise<boolean> {
    for (const ids of inBatches(own)) {
      const rows = await this.sql.query(
        'email_under_way',
        `SELECT FROM email_deliveries
         WHERE ${CAUSE_ID} = ANY($1::text[]) AND created_at >= $2 AND status IN ('queued', 'sending')
           AND user_id IS DISTINCT FROM $3 LIMIT 1`,
        [ids, since, id],
      );
      if (rows.length > 0) return true;
    }
    for await (const rows of this.mentioning(id, shared, texts)) if (rows.some(isWaiting)) return true;
    return false;
  }

  async eraseRecipient({ id, provedEmail }: Leaver): Promise<void> {
    await this.sql.query(
      'email_erase',
      `DELETE FROM email_deliveries
       WHERE user_id = $1 OR recipient = $2 OR (sender_id = $1 AND status = 'held')`,
      [id, provedEmail],
    );
  }

  /**
   * Deletes unsent mails that do not notify of the erasure; after its deadline, all unsent ones, whose attempts become
   * no-ops. Finished ones stay in the log, without content.
   */
  async eraseMentions({ id, since, isOverdue }: Leaver, { own, shared, texts }: Traces): Promise<void> {
    for (const ids of inBatches(own)) {
      await this.sql.query(
        'email_erase_unsent_of_own',
        `DELETE FROM email_deliveries
         WHERE ${CAUSE_ID} = ANY($1::text[])
           AND (status = 'held' OR (status IN ('queued', 'sending') AND (created_at < $2 OR $3)))`,
        [ids, since, isOverdue],
      );
      await this.sql.query(
        'email_blank_own',
        `UPDATE email_deliveries SET subject = '', data = NULL, calendar = NULL, last_error = NULL
         WHERE ${CAUSE_ID} = ANY($1::text[]) AND subject <> '' AND status IN ('sent', 'failed', 'bounced')`,
        [ids],
      );
    }
    for await (const rows of this.mentioning(id, shared, texts))
      for (const row of rows) await this.forget(row, texts, isOverdue);
  }

  private async forget(row: Content, texts: readonly string[], isOverdue: boolean): Promise<void> {
    if (row.status === 'held' || (isWaiting(row) && isOverdue))
      await this.sql.query('email_erase_unsent', 'DELETE FROM email_deliveries WHERE id = $1', [row.id]);
    else if (!isWaiting(row))
      await this.sql.query(
        'email_blank',
        `UPDATE email_deliveries SET subject = $2, data = NULL, calendar = NULL, last_error = NULL
         WHERE id = $1 AND status IN ('sent', 'failed', 'bounced')`,
        [row.id, hasWords(texts, row.subject) ? '' : row.subject],
      );
  }

  /** Mails about shared things or on the person's behalf that contain one of the texts, in pages. */
  private async *mentioning(
    id: string,
    shared: readonly string[],
    texts: readonly string[],
  ): AsyncGenerator<readonly Content[]> {
    const mentions = (rows: readonly Content[]) => rows.filter((row) => isMentioning(row, texts));
    for (const ids of inBatches(shared, PAGE / 10))
      yield mentions(
        await this.sql.query<Content>(
          'email_about_shared',
          `SELECT ${CONTENT} FROM email_deliveries WHERE ${CAUSE_ID} = ANY($1::text[]) AND subject <> ''
             AND user_id IS DISTINCT FROM $2`,
          [ids, id],
        ),
      );
    for (let after = '00000000-0000-0000-0000-000000000000', isMore = true; isMore;) {
      const page = await this.sql.query<Content>(
        'email_on_behalf',
        `SELECT ${CONTENT} FROM email_deliveries
         WHERE sender_id = $1 AND id > $2 AND user_id IS DISTINCT FROM $1 ORDER BY id LIMIT ${PAGE}`,
        [id, after],
      );
      yield mentions(page);
      isMore = page.length === PAGE;
      after = page.at(-1)?.id ?? after;
    }
  }
}

function isMentioning({ subject, data, calendar, lastError }: Content, texts: readonly string[]): boolean {
  for (const [text] of stringsOf([subject, data, calendar, lastError])) if (hasWords(texts, text)) return true;
  return false;
}
